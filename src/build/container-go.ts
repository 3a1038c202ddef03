import { access, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import * as path from 'node:path'
import { cacheDirectory } from '../cache-directory.js'
import { type ContainerClient, openContainerClient, removeContainers } from '../container-client.js'
import { GateError } from '../errors.js'
import { lastLine } from '../run-command.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { buildEnvironment } from './build-environment.js'
import { openCgoImage } from './cgo-image.js'
import { findBuildEngine } from './container-engine.js'
import {
  BUILD_LABEL,
  type ContainerGoRequest,
  containerRunPrefix,
  outermost,
  renderEnvironmentFile,
} from './container-go-command.js'
import type { BuildContext, BuildOptions, GoCommand } from './go-command.js'
import { runGo } from './go-command.js'
import type { SourceListing } from './survey.js'

/** A go command that runs inside the build image. */
export interface ContainerGo {
  readonly command: GoCommand
  /** Absolute folder into which it may write programs. */
  readonly outputDirectory: string
  /** Ends what still runs there, and removes its files. Never rejects. */
  close(): Promise<void>
}

export interface ContainerGoOptions {
  readonly options: BuildOptions
  readonly toolchain: GoToolchain
  /** The go command outside, which has fetched all modules. */
  readonly outside: GoCommand
  readonly listing: SourceListing
  /** Absolute folder. */
  readonly workspace: string
  readonly context: BuildContext
}

/**
 * Opens the build image with the runner's Go, the source and the module cache in it.
 * @throws GateError (codes `no-build-engine`, `no-build-image`, `cgo-image-failed`, `no-c-compiler`, `cgo-foreign`, …)
 */
export async function openContainerGo(request: ContainerGoOptions): Promise<ContainerGo> {
  const { options, toolchain, outside, context } = request
  const { signal, log, temporaryDirectory } = context
  // The engine's command needs none of the job's secrets.
  const env = buildEnvironment(context.env)
  const settings = await goSettings(outside)
  const architecture = hostArchitecture(settings.GOARCH)
  const engine = await findBuildEngine({ engine: options.engine, env, signal })
  const image = await openCgoImage(engine, { options, architecture, temporaryDirectory, env, log })
  const scratch = path.join(temporaryDirectory, 'container-build')
  const outputDirectory = path.join(scratch, 'out')
  const cache = path.join(cacheDirectory(env), 'cgo', image.replace(/^sha256:/, '').slice(0, 24))
  for (const folder of [outputDirectory, cache]) await mkdir(folder, { recursive: true })
  const environmentFile = path.join(scratch, 'environment')
  const variables = containerVariables(options, settings, toolchain.goroot, cache)
  await writeFile(environmentFile, renderEnvironmentFile(variables), { mode: 0o600 })
  const run: ContainerGoRequest = {
    engine: engine.name,
    image,
    runId: path.basename(temporaryDirectory),
    mounts: {
      readable: await readableFolders(request, settings),
      writable: [cache, outputDirectory],
    },
    environmentFile,
    directory: outside.directory,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
  }
  const command: GoCommand = {
    go: engine.name,
    prefix: containerRunPrefix(run, path.join(toolchain.goroot, 'bin/go')),
    directory: outside.directory,
    environment: env,
    signal,
    timeoutMs: outside.timeoutMs,
  }
  const close = (): Promise<void> =>
    closeContainers(openContainerClient(engine.name, { env }), run.runId, scratch)
  try {
    log.info(
      `cgo: ${await probeCompiler(engine, run, variables.CC ?? 'gcc')} in ${engine.name}, image ${image}`,
    )
    await probeGo(command, toolchain)
    return { command, outputDirectory, close }
  } catch (error) {
    await close()
    throw error
  }
}

const SETTINGS = [
  'GOARCH',
  'GOAMD64',
  'GOARM64',
  'GOEXPERIMENT',
  'GOFLAGS',
  'GOMODCACHE',
  'GOPATH',
  'GOWORK',
] as const
type Settings = Readonly<Record<(typeof SETTINGS)[number], string>>

/** What go makes of variables, its own settings file and defaults. An older Go says nothing of what it does not know. */
async function goSettings(outside: GoCommand): Promise<Settings> {
  const { stdout } = await runGo(outside, ['env', ...SETTINGS])
  const lines = stdout.split('\n')
  return Object.fromEntries(SETTINGS.map((name, i) => [name, lines[i]?.trim() ?? ''])) as Settings
}

/** gcc in the image compiles for the machine that it runs on. */
function hostArchitecture(goarch: string): 'amd64' | 'arm64' {
  const host = process.arch === 'x64' ? 'amd64' : 'arm64'
  if (goarch === host) return host
  throw new GateError({
    stage: 'build',
    code: 'cgo-foreign',
    fault: 'user',
    message: `cgo: container builds for this machine (${host}) only, not for ${goarch}.`,
    hint: `Run the gate on a ${goarch} runner, or build without cgo (cgo: off).`,
  })
}

/** Nothing of the job's environment but what go itself makes of it, and build-env. */
function containerVariables(
  { buildEnv }: BuildOptions,
  settings: Settings,
  goroot: string,
  cache: string,
): Readonly<Record<string, string>> {
  const given = Object.entries(settings).filter(([name, value]) => value !== '' && name !== 'GOPATH')
  return {
    HOME: '/tmp',
    GOPATH: '/tmp/go',
    GOMODCACHE: path.join(settings.GOPATH, 'pkg/mod'),
    ...Object.fromEntries(given),
    ...buildEnv,
    GOENV: 'off',
    GOROOT: goroot,
    GOCACHE: cache,
    GOOS: 'linux',
    GOTOOLCHAIN: 'local',
    GOPROXY: 'off',
    GOSUMDB: 'off',
    CGO_ENABLED: '1',
  }
}

async function readableFolders(
  { toolchain, outside, listing, workspace }: ContainerGoOptions,
  settings: Settings,
): Promise<readonly string[]> {
  const modules = settings.GOMODCACHE || path.join(settings.GOPATH, 'pkg/mod')
  const inside = (folder: string, other: string): boolean => `${folder}/`.startsWith(`${other}/`)
  const local = [...listing.packages.values()].filter(
    ({ directory }) => !inside(directory, toolchain.goroot) && !inside(directory, modules),
  )
  const work = settings.GOWORK === 'off' ? '' : settings.GOWORK
  const folders = [
    toolchain.goroot,
    modules,
    outside.directory,
    ...(inside(outside.directory, workspace) ? [workspace] : []),
    ...(work === '' ? [] : [path.dirname(work)]),
    ...local.flatMap(({ directory, goMod }) => [directory, ...(goMod === '' ? [] : [path.dirname(goMod)])]),
  ]
  const resolved = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
  const there = await Promise.all(
    [...new Set([...folders, ...resolved])].map((folder) =>
      access(folder).then(
        () => folder,
        () => '',
      ),
    ),
  )
  return outermost(there)
}

/** Its first line, which names it and its version. */
async function probeCompiler(
  engine: ContainerClient,
  run: ContainerGoRequest,
  name: string,
): Promise<string> {
  const [program = 'gcc'] = name.split(' ')
  const result = await engine.run([...containerRunPrefix(run, program), '--version'], 120_000)
  const first = result.stdout.split('\n')[0]?.trim()
  if (result.code === 0 && first) return first
  const absent = /executable file not found|no such file/i.test(result.output)
  throw new GateError({
    stage: 'build',
    code: 'no-c-compiler',
    fault: 'user',
    message: absent
      ? `The image to build in has no ${program}.`
      : `${program} does not run in the image to build in: ${lastLine(result)}.`,
    hint: 'Name an image that has gcc in build-image, or leave build-image empty: gcc is then installed in CentOS 7.9.',
  })
}

/** @throws GateError (code `no-go-in-container`) when this machine's Go cannot be run there */
async function probeGo(command: GoCommand, toolchain: GoToolchain): Promise<void> {
  const { code, output } = await runGo(command, ['version'], 120_000)
  if (code === 0) return
  const foreign = /GLIBC_|ld-linux/.test(output)
  throw new GateError({
    stage: 'build',
    code: 'no-go-in-container',
    fault: 'user',
    message: `Go ${toolchain.version} of this machine does not run in the image to build in: ${output.trim().split('\n').at(-1)?.slice(0, 300)}.`,
    hint: foreign
      ? "It was linked against this machine's glibc: let go-version download Go's own release."
      : "Docker must see this machine's folders: a job that itself runs in a container needs them under the same paths.",
  })
}

/** @param engine one that no cancellation stops */
async function closeContainers(engine: ContainerClient, runId: string, scratch: string): Promise<void> {
  await removeContainers(engine, BUILD_LABEL, runId)
  await rm(scratch, { recursive: true, force: true }).catch(() => undefined)
}
