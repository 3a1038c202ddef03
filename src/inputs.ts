import * as path from 'node:path'
import type { Exercise, Ready } from './boot/boot-plan.js'
import { parseDuration, parseExercise } from './boot/exercise.js'
import { parseReady } from './boot/ready.js'
import { type GoPolicy, parseGoPolicy } from './build/go-policy.js'
import { type PrivateHost, parsePrivateHosts } from './build/private-hosts.js'
import { GateError, messageOf } from './errors.js'
import {
  BOOLEANS,
  type CACHE_CHOICES,
  type CGO_CHOICES,
  type ENGINE_CHOICES,
  INPUTS,
  type InputName,
  type InputSpec,
  type MODES,
  type PRIVILEGES,
  type STRACE_CHOICES,
} from './input-table.js'
import { PROFILE_FILE } from './kernel/target.js'
import { ARCHITECTURE_NAMES, parseArchitecture } from './setup/go-architecture.js'
import { parseWords } from './words.js'

/** Input name to the text given; a missing or empty one means the default. */
export type RawInputs = Partial<Readonly<Record<InputName, string>>>

/** All inputs, validated. Paths are absolute. */
export interface Options {
  readonly goVersion: string
  /** Absolute; empty: none. */
  readonly goVersionFile: string
  readonly checkLatest: boolean
  /** Of Go itself; empty: this machine's. */
  readonly architecture: string
  /** Empty: every source there is. */
  readonly goDownloadBaseUrl: string
  /** For github.com; empty: none. */
  readonly token: string
  readonly cache: (typeof CACHE_CHOICES)[number]
  /** Absolute paths and globs; a leading `!` takes files out. */
  readonly cacheDependencyPath: readonly string[]
  readonly workingDirectory: string
  readonly packages: readonly string[]
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly buildFlags: readonly string[]
  readonly buildEnv: Readonly<Record<string, string>>
  readonly buildTimeoutMs: number
  /** Empty: the job's, or the runner's. */
  readonly goarch: '' | 'amd64' | 'arm64' | '386'
  /** Empty: the job's, or v1. */
  readonly goamd64: '' | 'v1' | 'v2' | 'v3' | 'v4'
  /** Absolute, a slash at the end means a folder; empty: below the report directory. */
  readonly output: string
  readonly cgo: (typeof CGO_CHOICES)[number]
  readonly cgoPackages: readonly string[]
  readonly buildImage: string
  /** Null: every version is allowed. */
  readonly goPolicy: GoPolicy | null
  readonly goprivate: string
  readonly privateHosts: readonly PrivateHost[]
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
  /** Absolute path of the policy file; empty: the one at its usual place, if it is there. */
  readonly policy: string
}

/** An input that is not as it must be (code `bad-input`). */
export class InputError extends GateError {
  readonly input: InputName
  /** What is wrong, without naming the input and without a full stop. */
  readonly problem: string

  constructor(input: InputName, problem: string, hint: string) {
    const message = `Input ${input}: ${problem}.`
    super({ stage: 'inputs', code: 'bad-input', fault: 'user', message, hint })
    this.input = input
    this.problem = problem
  }
}

/**
 * Validates every input.
 * @param raw as given; see INPUTS for what each may be
 * @param base absolute path against which relative paths are resolved
 * @throws InputError for the first wrong one
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
    goVersionFile: absolutePath(text('go-version-file'), base),
    checkLatest: value('check-latest', (t) => oneOf(BOOLEANS)(t.toLowerCase()) === 'true'),
    architecture: value('architecture', architectureName),
    goDownloadBaseUrl: value('go-download-base-url', baseUrl),
    token: text('token'),
    cache: choice('cache', text('cache').toLowerCase()),
    cacheDependencyPath: lines(text('cache-dependency-path')).map((pattern) =>
      absolutePattern(pattern, base),
    ),
    workingDirectory,
    packages: lines(text('package')),
    tags: value('tags', tagList),
    ldflags: text('ldflags'),
    buildFlags: value('build-flags', parseWords),
    buildEnv: value('build-env', environment),
    buildTimeoutMs: duration('build-timeout', 1000, 21_600_000),
    ...buildTarget(value),
    output: absolutePath(text('output'), base),
    ...cgoInputs(raw, choice('cgo', text('cgo')), value),
    goPolicy: goPolicy(text('go-policy'), artifacts),
    goprivate: text('goprivate'),
    privateHosts: value('private-token', parsePrivateHosts),
    artifacts,
    target: targetOf(text('target'), base),
    engine: choice('engine', text('engine')),
    image: text('image'),
    privileges: choice('privileges', text('privileges')),
    strace: choice('strace', text('strace')),
    args: value('args', parseWords),
    files: lines(text('files')).map((file) => absolutePath(file, base)),
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
    policy: text('policy') && path.resolve(base, text('policy')),
  }
}

/** Those that say something. The runner passes an input's default as if it had been given, so a default says nothing. */
export function givenInputs(raw: RawInputs): RawInputs {
  const given = INPUTS.filter(({ name }) => isGiven(raw, name)).map(({ name }) => [name, raw[name]])
  return Object.fromEntries(given)
}

function isGiven(raw: RawInputs, name: InputName): boolean {
  const text = raw[name]?.trim() ?? ''
  return text !== '' && text !== specOf(name).default
}

export function specOf(name: InputName): InputSpec {
  const spec = INPUTS.find((input) => input.name === name)
  if (!spec) throw new Error(`no input ${name}`)
  return spec
}

function parsed<T>(name: InputName, text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    throw new InputError(name, messageOf(error), specOf(name).description)
  }
}

function rejectBoth(raw: RawInputs, artifacts: readonly string[]): void {
  if (artifacts.length === 0 || !isGiven(raw, 'package')) return
  throw new InputError(
    'artifact',
    `given together with package (${raw.package?.trim()})`,
    'Give either a package to build or an artifact.',
  )
}

type ParseInput = <T>(name: InputName, parse: (text: string) => T) => T

function buildTarget(value: ParseInput): Pick<Options, 'goarch' | 'goamd64'> {
  const goarch = value('goarch', oneOf(['', 'amd64', 'arm64', '386']))
  const goamd64 = value('goamd64', oneOf(['', 'v1', 'v2', 'v3', 'v4']))
  if (goamd64 !== '' && goarch !== '' && goarch !== 'amd64') {
    throw new InputError('goamd64', `"${goamd64}" says nothing of goarch ${goarch}`, 'Leave goamd64 out.')
  }
  return { goarch, goamd64 }
}

function oneOf<const T extends string>(values: readonly T[]): (text: string) => T {
  return (text) => {
    const found = values.find((each) => each === text)
    if (found === undefined)
      throw new RangeError(`"${text}" is not one of ${values.filter(Boolean).join(', ')}`)
    return found
  }
}

function cgoInputs(
  raw: RawInputs,
  cgo: Options['cgo'],
  value: ParseInput,
): Pick<Options, 'cgo' | 'cgoPackages' | 'buildImage'> {
  const cgoPackages = value('cgo-packages', yumPackages)
  const buildImage = value('build-image', (text) => text)
  const given = (['cgo-packages', 'build-image'] as const).find((name) => isGiven(raw, name))
  if (cgo === 'off' && given) {
    throw new InputError(given, 'given without cgo: container', `Say cgo: container, or leave ${given} out.`)
  }
  if (cgoPackages.length > 0 && buildImage !== '') {
    throw new InputError(
      'cgo-packages',
      'given together with build-image',
      'Put the packages into that image.',
    )
  }
  return { cgo, cgoPackages, buildImage }
}

function yumPackages(text: string): string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  const bad = names.find((name) => !/^[A-Za-z0-9_][\w.+-]*$/.test(name))
  if (bad !== undefined) throw new RangeError(`"${bad}" is no package name`)
  return names
}

function goPolicy(text: string, artifacts: readonly string[]): GoPolicy | null {
  const policy = parsed('go-policy', text, parseGoPolicy)
  if (policy?.kind !== 'pinned' || artifacts.length === 0) return policy
  throw new InputError(
    'go-policy',
    'pinned needs a go.mod, and artifact names files that are built already',
    'Give the versions as a range.',
  )
}

/** A slash at the end stays. */
function absolutePath(text: string, base: string): string {
  return text && path.resolve(base, text) + (text.endsWith('/') ? '/' : '')
}

function absolutePattern(pattern: string, base: string): string {
  return pattern.startsWith('!') ? `!${path.resolve(base, pattern.slice(1))}` : path.resolve(base, pattern)
}

function choice<N extends 'engine' | 'privileges' | 'strace' | 'mode' | 'cgo' | 'cache'>(
  name: N,
  text: string,
): Options[N] {
  const choices = specOf(name).choices ?? []
  if (choices.includes(text)) return text as Options[N]
  throw new InputError(
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

function architectureName(text: string): string {
  if (text !== '' && parseArchitecture(text) === null) {
    throw new RangeError(`Go is not published for "${text}", but for ${ARCHITECTURE_NAMES}`)
  }
  return text
}

function baseUrl(text: string): string {
  if (text === '') return ''
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
