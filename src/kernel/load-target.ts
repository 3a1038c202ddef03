import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import type { KernelModel } from './kernel-model.js'
import type { KernelProfile } from './kernel-profile.js'
import { parseProfileFile } from './profile-file.js'
import { PROFILE_FILE, resolveTarget } from './target.js'

/**
 * The kernel that the input `target` names: one of ours, or a profile file's.
 * @throws GateError for a name that is none, a file that cannot be read, and a file that is not as it must be.
 */
export async function loadTarget(target: string, model: KernelModel): Promise<KernelProfile> {
  if (!PROFILE_FILE.test(target)) return resolveTarget(target, model)
  return parseProfileFile(await readProfileFile(target), path.basename(target), model)
}

async function readProfileFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new GateError({
      stage: 'inputs',
      code: 'unreadable-profile',
      fault: 'user',
      message: `Input target: the profile file ${file} cannot be read: ${messageOf(cause)}.`,
      hint: 'Give a path relative to the working directory, or the name of a kernel such as el7.',
      cause,
    })
  }
}
