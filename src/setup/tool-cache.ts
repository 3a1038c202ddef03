import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import * as path from 'node:path'
import * as semver from 'semver'
import { errorCode } from './error-code.js'
import type { Environment } from './http-proxy.js'

/**
 * The tool cache's layout is that of @actions/tool-cache: `go/<semantic version>/<x64|arm64>` is a GOROOT, and the
 * empty file `<x64|arm64>.complete` beside it says that it is whole. So Go that hosted runners and actions/setup-go
 * keep is found, and what we install is found by them. The package itself is not used: it copies the tree file by
 * file, and takes its folders from the process's environment only.
 */
export interface CachedGo {
  /** Semantic version. */
  readonly version: string
  readonly goroot: string
}

/** RUNNER_TOOL_CACHE; in a terminal, where that is unset, a folder of the user's. */
export function toolCacheDirectory(environment: Environment, home: string): string {
  if (environment.RUNNER_TOOL_CACHE) return environment.RUNNER_TOOL_CACHE
  const cache = environment.XDG_CACHE_HOME || path.join(home, '.cache')
  return path.join(cache, 'legacy-kernel-gate', 'tools')
}

/**
 * Every complete Go in the tool cache, in no order.
 * @param arch in Node's words: x64, arm64
 */
export async function loadCachedGo(directory: string, arch: string): Promise<readonly CachedGo[]> {
  const names = await readdir(path.join(directory, 'go')).catch(() => [])
  return names.flatMap((name) => {
    const goroot = entryOf(directory, name, arch)
    const whole = existsSync(`${goroot}.complete`) && existsSync(path.join(goroot, 'bin', 'go'))
    return semver.valid(name) === name && whole ? [{ version: name, goroot }] : []
  })
}

/**
 * Moves a whole GOROOT, which lies on the same file system, into the tool cache. Nobody ever sees half of it.
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
