import { createHash } from 'node:crypto'
import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import { loadKernelModel } from '../kernel/load-kernel-model.js'
import { POLICY_FILE, type Policy } from './policy.js'
import { parsePolicyFile } from './policy-file.js'

export interface PolicyRequest {
  /** Absolute path of a file that was named; empty: the first of the folders that has one. */
  readonly file: string
  /** Absolute; where it lies unless it is named. */
  readonly folders: readonly string[]
  /** Absolute; paths are shown relative to it. */
  readonly workspace: string
  /** Day in UTC, `2026-11-24`. */
  readonly today: string
}

/** Policies are written by hand. */
const MAX_BYTES = 64 << 10

/**
 * Reads and parses the policy file; null when none was named and none is there.
 * @throws GateError code `bad-policy` for one that cannot be read or is not as it must be, `ignore-expired`
 */
export async function loadPolicy(request: PolicyRequest): Promise<Policy | null> {
  const { file, folders, workspace, today } = request
  const found = file === '' ? await findPolicy(folders, workspace) : file
  if (found === null) return null
  const name = nameOf(found, workspace)
  const bytes = await readPolicy(found, name)
  return parsePolicyFile(
    decoded(bytes, name),
    {
      path: name,
      directory: path.dirname(found),
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    },
    { today, model: loadKernelModel() },
  )
}

async function findPolicy(folders: readonly string[], workspace: string): Promise<string | null> {
  for (const folder of folders) {
    const file = path.join(folder, POLICY_FILE)
    if (await exists(file)) {
      await rejectOutside(file, folders, workspace)
      return file
    }
    const other = path.join(folder, POLICY_FILE.replace(/yml$/, 'yaml'))
    if (await exists(other))
      throw unreadable(nameOf(other, workspace), `is not read: its name must be ${POLICY_FILE}`)
  }
  return null
}

/** Whoever can put a link into the checkout shall not have other files of the machine read, and quoted in errors. */
async function rejectOutside(file: string, folders: readonly string[], workspace: string): Promise<void> {
  const real = await realpath(file).catch(() => null)
  const roots = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
  const inside = real !== null && roots.some((root) => isInside(real, root))
  if (!inside)
    throw unreadable(nameOf(file, workspace), 'is a link that leads out of the workspace, or nowhere')
}

/** A link counts, also one that leads nowhere. */
async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}

async function readPolicy(file: string, name: string): Promise<Buffer> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(name, `cannot be read (${messageOf(error)})`, error)
  })
  if (!found.isFile()) throw unreadable(name, found.isDirectory() ? 'is a folder' : 'is no regular file')
  if (found.size > MAX_BYTES) throw unreadable(name, `is larger than ${MAX_BYTES >> 10} KiB`)
  return readFile(file).catch((error: unknown) => {
    throw unreadable(name, `cannot be read (${messageOf(error)})`, error)
  })
}

function decoded(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw unreadable(name, 'is not UTF-8 text', error)
  }
}

function nameOf(file: string, workspace: string): string {
  const relative = path.relative(workspace, file)
  return isInside(file, workspace) ? relative : file
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`)
}

function unreadable(name: string, problem: string, cause?: unknown): GateError {
  return new GateError({
    stage: 'inputs',
    code: 'bad-policy',
    fault: 'user',
    message: `The policy file ${name} ${problem}.`,
    hint: `Name a policy file with the input policy, or put one at ${POLICY_FILE} (docs/policy.md).`,
    cause,
  })
}
