import { createHash } from 'node:crypto'
import { GateError } from '../errors.js'
import { renderInert } from '../inert.js'
import type { Log } from '../log.js'
import { ARCHITECTURE_NAMES, type GoArchitecture, parseArchitecture } from './go-architecture.js'
import { parseGoMod } from './go-mod.js'
import {
  chooseVersion,
  exactVersion,
  type GoRequirement,
  goRequirement,
  noListError,
  noSourceError,
  noVersionError,
  parseGoSpec,
  pinVersion,
  resolveChannel,
  type SourceMiss,
} from './go-requirement.js'
import { type GoSource, isPassing, type SourceContext } from './go-source.js'
import type { GoToolchain } from './go-toolchain.js'
import { renderGoVersion } from './go-version.js'
import { DOWNLOAD_LIMITS, type DownloadLimits } from './http-download.js'
import type { Environment } from './http-proxy.js'
import { findInstalled } from './installed-go.js'
import type { SourcePlaces } from './open-sources.js'
import type { ToolShelf } from './tool-cache.js'

export interface SetupRequest {
  /** The `go-version` input, or what the `go-version-file` says; empty: any that go.mod accepts. */
  readonly spec: string
  /** Texts of the go.mod and the go.work that the go command will read; their `go` lines bind. */
  readonly goModTexts: readonly string[]
  /** Whether the newest version that will do is looked up before what is installed. */
  readonly checkLatest: boolean
  /** Like `https://go.dev/dl`: the only source then. Empty: all of them. */
  readonly downloadBaseUrl: string
  /** For github.com; empty: none. */
  readonly token: string
  /** What Go itself is to run on, in anybody's words; empty: this machine's. */
  readonly architecture: string
  /** See toolCacheDirectory. */
  readonly toolCacheDirectory: string
  /** Where version managers' shims look for their settings. */
  readonly workingDirectory: string
  /** The process's environment, for PATH, the proxy variables and Go's own. */
  readonly environment: Environment
  /** Aborted when the user or the runner cancels. */
  readonly signal: AbortSignal
  readonly limits?: DownloadLimits
  readonly places?: SourcePlaces
}

/**
 * Finds or installs a Go that the input and go.mod accept: from the tool cache or PATH (see findInstalled), else from
 * the first source that has one: the manifest of actions/go-versions, the download site, the module proxies of GOPROXY.
 * @throws GateError (stage `setup`)
 */
export async function setupGo(request: SetupRequest, log: Log): Promise<GoToolchain> {
  const asked = goRequirement(parseGoSpec(request.spec), request.goModTexts.map(parseGoMod))
  const architecture = architectureOf(request.architecture)
  const context = {
    limits: request.limits ?? DOWNLOAD_LIMITS,
    environment: request.environment,
    signal: request.signal,
    log,
    architecture,
  }
  const shelf = shelfOf(request, architecture)
  const places = { ...request, shelf, architecture, path: shelf.tool === 'go' || asked.spec.kind === 'any' }
  const sources = lazily(() => sourcesOf(request, context))

  const requirement = await currentRequirement(asked, request.checkLatest, sources, log)
  const installed = await findInstalled(requirement, places, log)
  return installed ?? installFromSources(requirement, await sources(), shelf, context)
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function architectureOf(text: string): GoArchitecture {
  const architecture = parseArchitecture(text || process.arch)
  if (architecture !== null) return architecture
  throw new GateError({
    stage: 'setup',
    code: 'no-go-for-arch',
    fault: 'user',
    message: `Go is not published for the architecture ${text || process.arch}.`,
    hint: `Leave the input architecture out, or give one of ${ARCHITECTURE_NAMES}.`,
  })
}

/** What comes from a mirror has a shelf of its own, named as actions/setup-go names it. */
function shelfOf(request: SetupRequest, { toolCache: arch }: GoArchitecture): ToolShelf {
  const base = request.downloadBaseUrl
  const tool = base === '' ? 'go' : `go-${createHash('sha256').update(base).digest('hex').slice(0, 8)}`
  return { directory: request.toolCacheDirectory, tool, arch }
}

/** Loaded when something is to be fetched: a Go that is installed needs none of it. */
async function sourcesOf(request: SetupRequest, context: SourceContext): Promise<readonly GoSource[]> {
  const { openSources } = await import('./open-sources.js')
  return openSources(request, context)
}

/** Only a listing knows what `stable` is today, and what the newest is. */
async function currentRequirement(
  asked: GoRequirement,
  checkLatest: boolean,
  sources: () => Promise<readonly GoSource[]>,
  log: Log,
): Promise<GoRequirement> {
  if (asked.spec.kind !== 'channel' && !checkLatest) return asked
  try {
    const versions = await listVersions(asked, await sources(), log)
    const requirement = resolveChannel(asked, versions)
    const newest = chooseVersion(versions, requirement)
    return checkLatest && newest !== null ? pinVersion(requirement, newest) : requirement
  } catch (error) {
    if (asked.spec.kind === 'channel' || !(error instanceof GateError) || !isPassing(error.code)) throw error
    log.warning(renderInert(`Input check-latest has no effect: ${error.message}`))
    return asked
  }
}

/** What the first source that tells its versions has. */
async function listVersions(
  requirement: GoRequirement,
  sources: readonly GoSource[],
  log: Log,
): Promise<readonly string[]> {
  const misses: SourceMiss[] = []
  for (const source of sources) {
    const found = await attempt(source, log, async () => {
      const versions = await source.versions()
      if (versions === null) throw noListError(requirement, source.name)
      return versions
    })
    if (!('error' in found)) return found.value
    misses.push(found)
  }
  throw noSourceError(requirement, misses)
}

async function installFromSources(
  requirement: GoRequirement,
  sources: readonly GoSource[],
  shelf: ToolShelf,
  context: SourceContext,
): Promise<GoToolchain> {
  const misses: SourceMiss[] = []
  for (const source of sources) {
    let versions: readonly string[] = []
    const found = await attempt(source, context.log, async () => {
      const listed = await source.versions()
      versions = listed ?? []
      const version = listed === null ? exactVersion(requirement) : chooseVersion(listed, requirement)
      if (version === null) {
        throw listed === null
          ? noListError(requirement, source.name)
          : noVersionError(requirement, listed, source.name)
      }
      const title = `Download Go ${renderGoVersion(version)} from ${source.name}`
      const { installGo } = await import('./install-go.js')
      return context.log.step(title, () => installGo(source, version, shelf, context))
    })
    if (!('error' in found)) return found.value
    misses.push({ ...found, versions })
  }
  throw noSourceError(requirement, misses)
}

/** Lets one source try. What is its trouble alone is no end: the next may have it. */
async function attempt<T>(
  source: GoSource,
  log: Log,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | SourceMiss> {
  try {
    return { value: await work() }
  } catch (error) {
    if (!(error instanceof GateError) || !isPassing(error.code)) throw error
    log.info(renderInert(`${source.name}: ${error.message}`))
    return { name: source.name, error, versions: [] }
  }
}
