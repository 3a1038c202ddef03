import * as path from 'node:path'
import type { Exercise, Ready } from './boot/boot-plan.js'
import { parseDuration, parseExercise } from './boot/exercise.js'
import { parseReady } from './boot/ready.js'
import { GateError, messageOf } from './errors.js'
import {
  type ENGINE_CHOICES,
  INPUTS,
  type InputName,
  type InputSpec,
  type MODES,
  type PRIVILEGES,
  type STRACE_CHOICES,
} from './input-table.js'
import { PROFILE_FILE } from './kernel/load-target.js'
import { parseWords } from './words.js'

/** Input name to the text given; a missing or empty one means the default. */
export type RawInputs = Partial<Readonly<Record<InputName, string>>>

/** All inputs, validated. Paths are absolute. */
export interface Options {
  readonly goVersion: string
  readonly goDownloadBaseUrl: string
  readonly workingDirectory: string
  readonly packages: readonly string[]
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly buildFlags: readonly string[]
  readonly buildEnv: Readonly<Record<string, string>>
  readonly artifacts: readonly string[]
  /** Name of a kernel, or the absolute path of a profile file. */
  readonly target: string
  readonly engine: (typeof ENGINE_CHOICES)[number]
  readonly image: string
  readonly privileges: (typeof PRIVILEGES)[number]
  readonly strace: (typeof STRACE_CHOICES)[number]
  readonly args: readonly string[]
  /** Absolute; a slash at the end means what the folder holds. */
  readonly files: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly ready: Ready
  readonly exercises: readonly Exercise[]
  readonly exitCode: number
  readonly readyTimeoutMs: number
  readonly runTimeoutMs: number
  readonly stopTimeoutMs: number
  readonly observeMs: number
  readonly memoryBytes: number
  readonly pids: number
  readonly mode: (typeof MODES)[number]
  /** Empty: the caller chooses. */
  readonly reportDirectory: string
}

/**
 * Validates every input.
 * @param raw as given; see INPUTS for what each may be
 * @param base absolute path against which relative paths are resolved
 * @throws GateError (stage `inputs`, code `bad-input`) for the first wrong one
 */
export function parseInputs(raw: RawInputs, base: string): Options {
  const text = (name: InputName): string => raw[name]?.trim() || specOf(name).default
  const value = <T>(name: InputName, parse: (text: string) => T): T => parsed(name, text(name), parse)
  const duration = (name: InputName, low: number, high: number): number =>
    value(name, (t) => between(parseDuration(t), low, high, 'ms'))
  const workingDirectory = path.resolve(base, text('working-directory'))
  const artifacts = lines(text('artifact')).map((file) => path.resolve(base, file))
  rejectBoth(raw, artifacts)
  return {
    goVersion: text('go-version'),
    goDownloadBaseUrl: value('go-download-base-url', baseUrl),
    workingDirectory,
    packages: lines(text('package')),
    tags: value('tags', tagList),
    ldflags: text('ldflags'),
    buildFlags: value('build-flags', parseWords),
    buildEnv: value('build-env', environment),
    artifacts,
    target: targetOf(text('target'), base),
    engine: choice('engine', text('engine')),
    image: text('image'),
    privileges: choice('privileges', text('privileges')),
    strace: choice('strace', text('strace')),
    args: value('args', parseWords),
    files: lines(text('files')).map((file) => path.resolve(base, file) + (file.endsWith('/') ? '/' : '')),
    env: value('env', environment),
    ready: value('ready', parseReady),
    exercises: value('exercise', (t) => lines(t).map(parseExercise)),
    exitCode: value('exit-code', (t) => integer(t, 0, 255)),
    readyTimeoutMs: duration('ready-timeout', 100, 3_600_000),
    runTimeoutMs: duration('run-timeout', 100, 21_600_000),
    stopTimeoutMs: duration('stop-timeout', 100, 600_000),
    observeMs: duration('observe', 0, 600_000),
    memoryBytes: value('memory-limit', size),
    pids: value('pids-limit', (t) => integer(t, 16, 1_000_000)),
    mode: choice('mode', text('mode')),
    reportDirectory: text('report-directory') && path.resolve(base, text('report-directory')),
  }
}

function specOf(name: InputName): InputSpec {
  const spec = INPUTS.find((input) => input.name === name)
  if (!spec) throw new Error(`no input ${name}`)
  return spec
}

function parsed<T>(name: InputName, text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    throw badInput(name, messageOf(error), specOf(name).description)
  }
}

function badInput(name: string, problem: string, hint: string): GateError {
  return new GateError({
    stage: 'inputs',
    code: 'bad-input',
    fault: 'user',
    message: `Input ${name}: ${problem}.`,
    hint,
  })
}

function rejectBoth(raw: RawInputs, artifacts: readonly string[]): void {
  const packages = raw.package?.trim() ?? ''
  // The runner passes the default as if it had been given.
  if (artifacts.length === 0 || packages === '' || packages === specOf('package').default) return
  throw badInput(
    'artifact',
    `given together with package (${packages})`,
    'Give either a package to build or an artifact.',
  )
}

function choice<N extends 'engine' | 'privileges' | 'strace' | 'mode'>(name: N, text: string): Options[N] {
  const choices = specOf(name).choices ?? []
  if (choices.includes(text)) return text as Options[N]
  throw badInput(
    name,
    `"${text}" is not one of ${choices.join(', ')}`,
    `Choose one of ${choices.join(', ')}.`,
  )
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** What has a slash or the ending of a profile file is a path. */
function targetOf(text: string, base: string): string {
  return PROFILE_FILE.test(text) ? path.resolve(base, text) : text
}

function baseUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new RangeError(`"${text}" is not an http(s) URL`)
  return text.replace(/\/+$/, '')
}

function tagList(text: string): string[] {
  const tags = text.split(/[\s,]+/).filter((tag) => tag !== '')
  const bad = tags.find((tag) => !/^[\p{L}\p{N}_.]+$/u.test(tag))
  if (bad !== undefined) throw new RangeError(`"${bad}" is no build tag (letters, digits, _ and .)`)
  return tags
}

function environment(text: string): Record<string, string> {
  const pairs = lines(text).map((line): [string, string] => {
    const at = line.indexOf('=')
    if (!/^[A-Za-z_][A-Za-z0-9_]*=/.test(line)) throw new RangeError(`"${line}" is not NAME=value`)
    return [line.slice(0, at), line.slice(at + 1)]
  })
  return Object.fromEntries(pairs)
}

function integer(text: string, low: number, high: number): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`"${text}" is not a whole number`)
  return between(Number(text), low, high, '')
}

function between(value: number, low: number, high: number, unit: string): number {
  if (value < low || value > high)
    throw new RangeError(`${value}${unit} is not between ${low}${unit} and ${high}${unit}`)
  return value
}

/** Bytes of `512m`, `2g`, `1024k` or a bare number of bytes; at least 32 MiB, at most 1 TiB. */
function size(text: string): number {
  const match = /^(\d+)\s*([kmg])?b?$/i.exec(text)
  if (!match) throw new RangeError(`"${text}" is no size like 512m or 2g`)
  const power = { k: 1, m: 2, g: 3 }[(match[2] ?? '').toLowerCase() as 'k' | 'm' | 'g'] ?? 0
  const bytes = Number(match[1]) * 1024 ** power
  if (bytes < 32 * 1024 ** 2 || bytes > 1024 ** 4)
    throw new RangeError(`"${text}" is not between 32m and 1024g`)
  return bytes
}
