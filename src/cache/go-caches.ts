import * as path from 'node:path'
import { type GoCommand, prepareGoCommand, runGo } from '../build/go-command.js'
import { messageOf } from '../errors.js'
import type { GateContext } from '../gate-context.js'
import type { Options } from '../inputs.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { type GoSettings, goCacheKeys } from './cache-key.js'
import { loadDependencyHash } from './dependency-hash.js'
import { mergeDirectory } from './merge-directory.js'
import type { PendingSave } from './pending-save.js'

/** What a restore of Go's caches came to. */
interface GoCaches {
  /** Both were there under exactly this run's keys. */
  readonly hit: boolean
  /** What is worth saving once the build is done. */
  readonly saves: readonly PendingSave[]
}

const NOTHING: GoCaches = { hit: false, saves: [] }

type Variables = Readonly<Record<string, string>>

/** The variables of `go env` that decide where caches are and what is in them. */
const VARIABLES = [
  ...['GOCACHE', 'GOMODCACHE', 'GOWORK', 'GOMOD', 'GOFLAGS', 'GOEXPERIMENT', 'CGO_ENABLED'],
  ...['GOARCH', 'GOAMD64', 'GOARM64', 'GO386'],
]

/**
 * A build with Go's module cache and build cache: restored before it, into the folders that `go env` names (the user's
 * own, so that the job's other steps gain as well), and saved after the run. What a failed build left is not saved:
 * under the same key nobody would ever complete it.
 */
export async function withGoCaches<T>(
  options: Options,
  toolchain: GoToolchain,
  context: GateContext,
  build: () => Promise<T>,
): Promise<T> {
  const { hit, saves } = await restoreGoCaches(options, toolchain, context)
  context.cache.tellHit(hit)
  const built = await build()
  for (const save of saves) context.cache.saveLater(save)
  return built
}

/** Never rejects: what is wrong with the build, the build itself will tell. */
async function restoreGoCaches(
  options: Options,
  toolchain: GoToolchain,
  context: GateContext,
): Promise<GoCaches> {
  if (!context.cache.restores) return NOTHING
  try {
    const command = await prepareGoCommand(options, toolchain, context)
    const variables = parseVariables((await runGo(command, ['env', '-json', ...VARIABLES])).stdout)
    const dependencies = await dependencyHash(options, command, variables, context)
    if (dependencies === null) return NOTHING
    const settings = goSettings(options, toolchain, variables, dependencies)
    return await context.log.step('Restore the caches of Go', () => restoreBoth(settings, variables, context))
  } catch (error) {
    context.log.info(`No cache of Go is used: ${messageOf(error)}`)
    return NOTHING
  }
}

/** Without dependencies there are no modules to keep. */
async function restoreBoth(
  settings: GoSettings,
  variables: Variables,
  { cache, env }: GateContext,
): Promise<GoCaches> {
  const host = { arch: process.arch, imageOs: env.ImageOS ?? '' }
  const wanted = [
    { name: 'build', title: "Go's build cache", folder: variables.GOCACHE ?? '' },
    ...(settings.dependencies === ''
      ? []
      : [{ name: 'modules', title: "Go's module cache", folder: variables.GOMODCACHE ?? '' } as const]),
  ] as const
  const done = await Promise.all(
    wanted.map(async ({ name, title, folder }) => {
      if (!path.isAbsolute(folder)) return { restored: 'none' as const, saves: [] }
      const keys = goCacheKeys(name, settings, host)
      const take = (directory: string): Promise<void> => mergeDirectory(directory, folder)
      const restored = await cache.restore({ title, ...keys, beside: folder, take })
      const save: PendingSave = { kind: 'directory', key: keys.key, path: folder }
      return { restored, saves: restored === 'exact' ? [] : [save] }
    }),
  )
  return {
    hit: done.every(({ restored }) => restored === 'exact'),
    saves: done.flatMap(({ saves }) => saves),
  }
}

function parseVariables(json: string): Variables {
  const parsed: unknown = JSON.parse(json)
  const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {})
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

function goSettings(
  options: Options,
  { version }: GoToolchain,
  variables: Variables,
  dependencies: string,
): GoSettings {
  const architecture = variables.GOARCH ?? ''
  const level = { amd64: variables.GOAMD64, arm64: variables.GOARM64, 386: variables.GO386 }[architecture]
  return {
    target: level ? `${architecture}-${level.replaceAll(',', '+')}` : architecture,
    cgo: variables.CGO_ENABLED === '1',
    flags: [
      ...[...options.tags].sort(),
      ...options.buildFlags,
      `cgo=${options.cgo}`,
      variables.GOFLAGS ?? '',
      variables.GOEXPERIMENT ?? '',
    ],
    goVersion: version,
    dependencies,
  }
}

/** @returns null when the user's patterns match nothing: no key can be made then */
async function dependencyHash(
  options: Options,
  command: GoCommand,
  variables: Variables,
  { cache, log }: GateContext,
): Promise<string | null> {
  const patterns = options.cacheDependencyPath
  if (patterns.length === 0) return loadDependencyHash(await sumFiles(command, variables))
  const files = await cache.findFiles(patterns, command.directory)
  if (files !== null && files.length === 0) {
    log.warning(
      `Input cache-dependency-path: no file matches ${patterns.join(', ')}; Go's caches are not used.`,
    )
  }
  return files === null || files.length === 0 ? null : loadDependencyHash(files)
}

/** go.sum of the module, or go.work.sum and the go.sum of every module of the workspace. */
async function sumFiles(command: GoCommand, variables: Variables): Promise<readonly string[]> {
  const { GOWORK: workspace = '', GOMOD: module = '' } = variables
  if (!path.isAbsolute(workspace)) return [path.join(path.dirname(module), 'go.sum')]
  const listed = await runGo(command, ['list', '-m', '-f', '{{.Dir}}'])
  const folders = listed.stdout.split('\n').filter((line) => line !== '')
  return [
    path.join(path.dirname(workspace), 'go.work.sum'),
    ...folders.map((folder) => path.join(folder, 'go.sum')),
  ]
}
