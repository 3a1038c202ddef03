import * as fs from 'node:fs/promises'
import { messageOf } from '../errors.js'
import { parseElfImage } from '../inspect/elf-image.js'
import type { GoBuildInfo } from '../inspect/inspection.js'
import type { Syscall } from '../kernel/syscall-table.js'
import { parseReach, type ReachResult } from './parse-reach.js'

/**
 * Reads the machine code of a program that was inspected before. Never rejects: what goes wrong here costs the reach and
 * nothing else, and is said by `warn` when it is not the file's fault.
 */
export async function loadReach(
  path: string,
  info: GoBuildInfo | null,
  table: readonly Syscall[],
  warn: (message: string) => void,
): Promise<ReachResult> {
  try {
    return parseReach(parseElfImage(await fs.readFile(path)), info, table)
  } catch (error) {
    warn(`The machine code of ${path} was not read for syscalls: ${messageOf(error)}`)
    return { reach: null, why: 'unknown-format' }
  }
}
