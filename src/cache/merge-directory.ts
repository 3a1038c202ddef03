import { chmod, lstat, readdir, rename, rm } from 'node:fs/promises'
import * as path from 'node:path'
import { runCommand } from '../run-command.js'

/** An unpacked module, like `x@v1.2.3`; not `@v` of the download cache. */
const MODULE = /^[^@]+@/

const OWNER_MAY_WRITE = 0o200

/**
 * Moves what `from` has and `into` lacks; what is there already stays. Both lie on one file system. A module is moved
 * whole or not at all: the go command takes its folder for complete.
 */
export async function mergeDirectory(from: string, into: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name)
    const target = path.join(into, entry.name)
    const present = await lstat(target).catch(() => null)
    if (!present) await move(source, target, entry.isDirectory())
    else if (entry.isDirectory() && present.isDirectory() && !MODULE.test(entry.name))
      await mergeDirectory(source, target)
  }
}

/** Modules are read-only, and a folder that its owner may not write cannot change its parent. */
async function move(source: string, target: string, directory: boolean): Promise<void> {
  const { mode } = await lstat(source)
  const locked = directory && (mode & OWNER_MAY_WRITE) === 0
  if (locked) await chmod(source, mode | OWNER_MAY_WRITE)
  await rename(source, target)
  if (locked) await chmod(target, mode)
}

/** Removes a folder, read-only ones in it as well. Never rejects. */
export async function removeTree(directory: string): Promise<void> {
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true })
  await remove()
    .catch(async () => {
      await runCommand('chmod', ['-R', 'u+w', directory], { timeoutMs: 60_000 })
      await remove()
    })
    .catch(() => undefined)
}
