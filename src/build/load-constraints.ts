import { open } from 'node:fs/promises'
import * as path from 'node:path'
import { type FileConstraint, parseConstraint } from './constraint.js'

/** Constraints stand before the package clause, after a licence at most. */
const HEAD_BYTES = 32 << 10
/** More files than this are not looked at: they are in the count, not in the table. */
const MAX_FILES = 5_000
const AT_ONCE = 32

/** The constraint of each Go file, by path; null for one without, or that cannot be read. */
export async function loadConstraints(
  files: readonly string[],
): Promise<ReadonlyMap<string, FileConstraint | null>> {
  const found = new Map<string, FileConstraint | null>()
  const wanted = files.slice(0, MAX_FILES)
  for (let i = 0; i < wanted.length; i += AT_ONCE) {
    const some = wanted.slice(i, i + AT_ONCE)
    const heads = await Promise.all(some.map((file) => readHead(file).catch(() => null)))
    for (const [k, file] of some.entries()) {
      const head = heads[k] ?? null
      found.set(file, head === null ? null : parseConstraint(path.basename(file), head))
    }
  }
  return found
}

async function readHead(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
