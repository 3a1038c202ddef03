import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import * as path from 'node:path'
import * as toolCache from '@actions/tool-cache'
import { errorCode } from './error-code.js'

/** What we share with hosted runners and actions/setup-go; see docs/adr/0007-what-the-toolkit-does.md. */
export interface CachedGo {
  /** Semantic version. */
  readonly version: string
  readonly goroot: string
}

/**
 * Every complete Go in the tool cache, in no order.
 * @param arch in Node's words: x64, arm64
 */
export function loadCachedGo(directory: string, arch: string): readonly CachedGo[] {
  return inToolCache(directory, () =>
    toolCache.findAllVersions('go', arch).flatMap((version) => {
      const goroot = toolCache.find('go', version, arch)
      return goroot !== '' && existsSync(path.join(goroot, 'bin', 'go')) ? [{ version, goroot }] : []
    }),
  )
}

/** The package takes its folder from the process's environment only, and reads it while `read` runs. */
function inToolCache<T>(directory: string, read: () => T): T {
  const before = process.env.RUNNER_TOOL_CACHE
  process.env.RUNNER_TOOL_CACHE = directory
  try {
    return read()
  } finally {
    if (before === undefined) delete process.env.RUNNER_TOOL_CACHE
    else process.env.RUNNER_TOOL_CACHE = before
  }
}

/**
 * Moves a whole GOROOT, which lies on the same file system, into the tool cache's layout:
 * `go/<semantic version>/<x64|arm64>`, and the empty file `<x64|arm64>.complete` beside it says that it is whole.
 * Nobody ever sees half of it.
 * @returns where it is now
 */
export async function storeGo(
  directory: string,
  version: string,
  arch: string,
  goroot: string,
): Promise<string> {
  const entry = entryOf(directory, version, arch)
  const marker = `${entry}.complete`
  await mkdir(path.dirname(entry), { recursive: true })
  if (!existsSync(marker)) await rm(entry, { recursive: true, force: true })
  try {
    await rename(goroot, entry)
  } catch (error) {
    // Another job on this machine was faster, with the same bytes.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error
  }
  await writeFile(marker, '')
  return entry
}

function entryOf(directory: string, version: string, arch: string): string {
  return path.join(directory, 'go', version, arch)
}
