import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import * as path from 'node:path'
import * as semver from 'semver'
import { errorCode } from './error-code.js'

/** What we share with hosted runners and actions/setup-go; see docs/adr/0007-what-the-toolkit-does.md. */
export interface CachedGo {
  /** Semantic version. */
  readonly version: string
  readonly goroot: string
}

/** A shelf of the tool cache: one tool for one architecture. */
export interface ToolShelf {
  readonly directory: string
  /** `go`, or `go-` and a hash for what comes from a mirror: see toolName. */
  readonly tool: string
  /** In Node's words: x64, arm64. */
  readonly arch: string
}

/** Every Go on the shelf that is marked as complete, in no order. Whether it still runs, only asking it tells. */
export async function loadCachedGo({ directory, tool, arch }: ToolShelf): Promise<readonly CachedGo[]> {
  const folder = path.join(directory, tool)
  const names = await readdir(folder).catch(() => [])
  return names.flatMap((version) => {
    const goroot = path.join(folder, version, arch)
    const complete = semver.valid(version) !== null && existsSync(goroot) && existsSync(`${goroot}.complete`)
    return complete ? [{ version, goroot }] : []
  })
}

/**
 * Moves a whole GOROOT, which lies on the same file system, into the tool cache's layout:
 * `go/<semantic version>/<x64|arm64>`, and the empty file `<x64|arm64>.complete` beside it says that it is whole.
 * Nobody ever sees half of it.
 * @param isUsable whether a complete GOROOT that is there already does its work; one that does not is replaced
 * @param attic an existing folder on the same file system, for what is replaced
 * @returns where it is now
 */
export async function storeGo(
  { directory, tool, arch }: ToolShelf,
  { version, goroot }: CachedGo,
  isUsable: (goroot: string) => Promise<boolean>,
  attic: string,
): Promise<string> {
  const entry = path.join(directory, tool, version, arch)
  const marker = `${entry}.complete`
  await mkdir(path.dirname(entry), { recursive: true })
  if (!existsSync(marker)) await rm(entry, { recursive: true, force: true })
  if (!(await moveIfFree(goroot, entry)) && !(await isUsable(entry))) {
    await rename(entry, path.join(attic, 'replaced'))
    // If it is taken again, then by another job that mends it at the same time.
    await moveIfFree(goroot, entry)
  }
  await writeFile(marker, '')
  return entry
}

/** @returns false when the place is taken: another job on this machine was faster, or what is there was complete before */
async function moveIfFree(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error))) return false
    throw error
  }
}
