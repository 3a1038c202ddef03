import * as fs from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of this project (the one whose package.json has its name), found upwards from this very file: two
 * levels up from dist/, one from src/. The agent's source is read from there.
 */
export function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!isRoot(folder)) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('the folder of legacy-kernel-gate was not found')
    folder = parent
  }
  return folder
}

function isRoot(folder: string): boolean {
  try {
    return (
      JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).name === 'legacy-kernel-gate'
    )
  } catch {
    return false
  }
}
