import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/**
 * One hash over the contents of files, whatever they are called and in whichever order they come. Files that are not
 * there do not count.
 * @returns hexadecimal; empty when no file is there or all are empty
 */
export async function loadDependencyHash(files: readonly string[]): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(file).catch(() => null)))
  const hashes = contents.flatMap((content) =>
    content === null || content.length === 0 ? [] : [createHash('sha256').update(content).digest('hex')],
  )
  if (hashes.length === 0) return ''
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex').slice(0, 32)
}
