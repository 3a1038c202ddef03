import { messageOf } from '../errors.js'
import { parseElfImage } from '../inspect/elf-image.js'
import type { GoBuildInfo } from '../inspect/inspection.js'
import type { Syscall } from '../kernel/syscall-table.js'
import { parseReach, type ReachResult } from './parse-reach.js'

/** An ELF file that was inspected. */
export interface ReachSubject {
  /** For messages. */
  readonly path: string
  readonly bytes: Buffer
  readonly go: GoBuildInfo | null
}

/**
 * As {@link parseReach}, and never throws: what goes wrong here costs the reach and nothing else, and is said by `warn`
 * when it is not the file's fault.
 */
export function tryReach(
  { path, bytes, go }: ReachSubject,
  table: readonly Syscall[],
  warn: (message: string) => void,
): ReachResult {
  try {
    return parseReach(parseElfImage(bytes), go, table)
  } catch (error) {
    warn(`The machine code of ${path} was not read for syscalls: ${messageOf(error)}`)
    return { reach: null, why: 'unknown-format' }
  }
}
