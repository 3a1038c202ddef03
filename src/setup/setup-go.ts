import * as path from 'node:path'
import { GateError } from '../errors.js'
import { renderInert } from '../inert.js'
import type { Log } from '../log.js'
import { type GoDownload, parseGoDownloads } from './go-downloads.js'
import { parseGoMod } from './go-mod.js'
import {
  chooseVersion,
  type GoRequirement,
  goRequirement,
  noVersionError,
  parseGoSpec,
  renderRequirement,
  resolveChannel,
  satisfiesRequirement,
} from './go-requirement.js'
import type { GoToolchain } from './go-toolchain.js'
import { renderGoVersion } from './go-version.js'
import {
  DOWNLOAD_LIMITS,
  type DownloadContext,
  type DownloadLimits,
  fetchText,
  renderUrl,
} from './http-download.js'
import type { Environment } from './http-proxy.js'
import { installGo } from './install-go.js'
import { probeGo } from './probe-go.js'
import { loadCachedGo } from './tool-cache.js'

export interface SetupRequest {
  /** The `go-version` input; empty: any that go.mod accepts. */
  readonly spec: string
  /** Null when there is no go.mod. */
  readonly goModText: string | null
  /** Like `https://go.dev/dl`. */
  readonly downloadBaseUrl: string
  /** Of this machine, in Node's words: x64, arm64. */
  readonly arch: string
  /** See toolCacheDirectory. */
  readonly toolCacheDirectory: string
  /** Where version managers' shims look for their settings. */
  readonly workingDirectory: string
  /** The process's environment, for PATH and the proxy variables. */
  readonly environment: Environment
  /** Aborted when the user or the runner cancels. */
  readonly signal: AbortSignal
  readonly limits?: DownloadLimits
}

/** Node's word for an architecture to Go's; the ones for which Go publishes Linux archives that Node runs on. */
const GO_ARCH: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  ia32: '386',
  ppc64: 'ppc64le',
  s390x: 's390x',
}

/**
 * Finds or installs a Go that the input and go.mod accept.
 *
 * With a version asked for: the tool cache, then PATH, then a download, as actions/setup-go does. Without one: first
 * PATH, because that is the Go which this job's other steps build with.
 * @throws GateError (stage `setup`)
 */
export async function setupGo(request: SetupRequest, log: Log): Promise<GoToolchain> {
  const goMod = request.goModText === null ? null : parseGoMod(request.goModText)
  const asked = goRequirement(parseGoSpec(request.spec), goMod)
  const base = new URL(`${request.downloadBaseUrl.replace(/\/+$/, '')}/`)
  const context = {
    limits: request.limits ?? DOWNLOAD_LIMITS,
    environment: request.environment,
    signal: request.signal,
    log,
  }

  // Only the listing knows what `stable` is today.
  const early = asked.spec.kind === 'channel' ? await loadDownloads(base, request.arch, context) : null
  const requirement = early === null ? asked : resolveChannel(asked, versionsOf(early))

  const installed = await findInstalled(requirement, request, log)
  if (installed !== null) return installed

  const downloads = early ?? (await loadDownloads(base, request.arch, context))
  const version = chooseVersion(versionsOf(downloads), requirement)
  const download = downloads.find((candidate) => candidate.version === version)
  if (download === undefined) throw noVersionError(requirement, versionsOf(downloads), renderUrl(base))
  const title = `Download Go ${renderGoVersion(download.version)} (${Math.ceil(download.size / 1e6)} MB)`
  return log.step(title, () => installGo(download, base, request, context))
}

function versionsOf(downloads: readonly GoDownload[]): readonly string[] {
  return downloads.map(({ version }) => version)
}

async function loadDownloads(
  base: URL,
  arch: string,
  context: DownloadContext,
): Promise<readonly GoDownload[]> {
  const goArch = GO_ARCH[arch]
  if (goArch === undefined) {
    throw new GateError({
      stage: 'setup',
      code: 'no-go-for-arch',
      fault: 'user',
      message: `Go cannot be downloaded for this machine's architecture ${arch}.`,
      hint: `Install Go before this step; downloads are known for ${Object.keys(GO_ARCH).join(', ')}.`,
    })
  }
  const url = new URL('?mode=json&include=all', base)
  return parseGoDownloads(await fetchText(url, context), renderUrl(url), { os: 'linux', arch: goArch })
}

async function findInstalled(
  requirement: GoRequirement,
  request: SetupRequest,
  log: Log,
): Promise<GoToolchain | null> {
  const finders = [findInToolCache, findOnPath]
  if (requirement.spec.kind === 'any') finders.reverse()
  for (const find of finders) {
    const toolchain = await find(requirement, request, log)
    if (toolchain !== null) return toolchain
  }
  return null
}

async function findInToolCache(
  requirement: GoRequirement,
  request: SetupRequest,
  log: Log,
): Promise<GoToolchain | null> {
  const cached = loadCachedGo(request.toolCacheDirectory, request.arch)
  const version = chooseVersion(
    cached.map((entry) => entry.version),
    requirement,
  )
  const entry = cached.find((candidate) => candidate.version === version)
  if (entry === undefined) return null
  const go = path.join(entry.goroot, 'bin', 'go')
  const probed = await probeGo(go, 'tool-cache', request.workingDirectory, request)
  if ('toolchain' in probed && probed.semantic === version) return probed.toolchain
  const reason = 'toolchain' in probed ? `it is Go ${probed.toolchain.version}` : probed.reason
  log.warning(renderInert(`The tool cache's ${entry.goroot} is not used: ${reason}`))
  return null
}

async function findOnPath(
  requirement: GoRequirement,
  request: SetupRequest,
  log: Log,
): Promise<GoToolchain | null> {
  const probed = await probeGo('go', 'path', request.workingDirectory, request)
  if ('reason' in probed) {
    if (!probed.missing) log.warning(renderInert(`The go on PATH is not used: ${probed.reason}`))
    return null
  }
  if (satisfiesRequirement(probed.semantic, requirement)) return probed.toolchain
  log.info(`The Go ${probed.toolchain.version} on PATH is not ${renderRequirement(requirement)}`)
  return null
}
