import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import * as path from 'node:path'

/**
 * A new folder below `base` for what one run of the gate makes and removes again. The engines' unprivileged user
 * must be able to pass through it.
 */
export async function makeTemporaryDirectory(base: string): Promise<string> {
  const directory = await mkdtemp(path.join(base, 'legacy-kernel-gate-'))
  await chmod(directory, 0o755)
  return directory
}

export async function removeDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true }).catch(() => undefined)
}

export async function makeDirectory(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true })
  return directory
}
