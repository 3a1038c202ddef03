import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import { archiveError, extractGo } from './go-archive.js'
import type { GoDownload } from './go-downloads.js'
import type { GoToolchain } from './go-toolchain.js'
import { renderGoVersion } from './go-version.js'
import { type DownloadContext, fetchFile, renderUrl } from './http-download.js'
import { probeGo } from './probe-go.js'
import { storeGo } from './tool-cache.js'

export interface InstallPlace {
  readonly toolCacheDirectory: string
  /** In Node's words: x64, arm64. */
  readonly arch: string
}

/**
 * Downloads one Go, verifies its SHA-256 before anything reads it, unpacks it, lets it say its version, and only then
 * moves it into the tool cache.
 * @throws GateError when any of that fails; then the tool cache has no new entry
 */
export async function installGo(
  download: GoDownload,
  base: URL,
  place: InstallPlace,
  context: DownloadContext,
): Promise<GoToolchain> {
  // Inside the tool cache's folder, so that the last move stays on one file system; the name is no tool's.
  const staging = await createStaging(place.toolCacheDirectory)
  try {
    const archive = path.join(staging, download.filename)
    const url = new URL(download.filename, base)
    const digest = await fetchFile(url, archive, download.size, context)
    if (digest !== download.sha256) throw digestError(renderUrl(url), digest, download.sha256)
    const unpacked = await extractGo(archive, path.join(staging, 'tree'), context)
    await proveGo(unpacked, download.version, context)
    const goroot = await storeGo(place.toolCacheDirectory, download.version, place.arch, unpacked)
    const version = renderGoVersion(download.version)
    return { version, go: path.join(goroot, 'bin', 'go'), goroot, source: 'download' }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function createStaging(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true })
    return await mkdtemp(path.join(directory, '.legacy-kernel-gate-'))
  } catch (error) {
    throw new GateError({
      stage: 'setup',
      code: 'tool-cache-read-only',
      fault: 'user',
      message: `Cannot write to the tool cache ${directory}: ${messageOf(error)}.`,
      hint: 'Set RUNNER_TOOL_CACHE to a folder that can be written, or install Go before this step.',
      cause: error,
    })
  }
}

async function proveGo(goroot: string, version: string, context: DownloadContext): Promise<void> {
  const probed = await probeGo(path.join(goroot, 'bin', 'go'), 'download', goroot, context)
  if ('reason' in probed) throw archiveError(`its go does not run (${probed.reason})`)
  if (probed.semantic !== version) {
    throw archiveError(`its go is ${probed.toolchain.version}, not ${renderGoVersion(version)}`)
  }
}

function digestError(url: string, found: string, listed: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'download-digest',
    fault: 'gate',
    message: `${url} has the SHA-256 ${found}, but the listing says ${listed}; nothing of it was used.`,
    hint: 'Run the job again; if it stays so, the mirror or something on the way alters the file.',
  })
}
