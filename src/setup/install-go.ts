import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import type { GoArchitecture } from './go-architecture.js'
import { archiveError } from './go-archive.js'
import type { GoSource } from './go-source.js'
import type { GoToolchain } from './go-toolchain.js'
import { renderGoVersion } from './go-version.js'
import type { DownloadContext } from './http-download.js'
import { probeGo } from './probe-go.js'
import { storeGo, type ToolShelf } from './tool-cache.js'

/**
 * Fetches one Go from a source, which verifies it before anything reads it, lets it say its version, and only then
 * moves it into the tool cache.
 * @param version semantic
 * @throws GateError when any of that fails; then the tool cache has no new entry
 */
export async function installGo(
  source: GoSource,
  version: string,
  shelf: ToolShelf,
  context: DownloadContext & { readonly architecture: GoArchitecture },
): Promise<GoToolchain> {
  // Inside the tool cache's folder, so that the last move stays on one file system; the name is no tool's.
  const staging = await createStaging(shelf.directory)
  try {
    const unpacked = await source.fetch(version, staging)
    await proveGo(unpacked, version, context)
    const isUsable = async (goroot: string): Promise<boolean> => {
      const probed = await probeGo(path.join(goroot, 'bin', 'go'), 'tool-cache', goroot, context)
      return 'semantic' in probed && probed.semantic === version
    }
    const goroot = await storeGo(shelf, { version, goroot: unpacked }, isUsable, staging)
    return {
      version: renderGoVersion(version),
      go: path.join(goroot, 'bin', 'go'),
      goroot,
      source: 'download',
    }
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

async function proveGo(
  goroot: string,
  version: string,
  context: DownloadContext & { readonly architecture: GoArchitecture },
): Promise<void> {
  const probed = await probeGo(path.join(goroot, 'bin', 'go'), 'download', goroot, context)
  if ('reason' in probed) throw deadGo(probed.reason, context.architecture)
  if (probed.semantic !== version) {
    throw archiveError(`its go is ${probed.toolchain.version}, not ${renderGoVersion(version)}`)
  }
}

function deadGo(reason: string, { goarch, toolCache }: GoArchitecture): GateError {
  const foreign =
    toolCache !== process.arch && /ENOEXEC|exec format|UNKNOWN|no such file|ENOENT/i.test(reason)
  if (!foreign) return archiveError(`its go does not run (${reason})`)
  return new GateError({
    stage: 'setup',
    code: 'foreign-go',
    fault: 'user',
    message: `A Go for ${goarch} does not run on this ${process.arch} machine (${reason}).`,
    hint: 'Leave the input architecture out: it names what Go itself runs on, not what it builds for.',
  })
}
