import { readFileSync } from 'node:fs'
import { parseBuildInfo } from '../../src/inspect/build-info.js'
import { parseElfImage } from '../../src/inspect/elf-image.js'
import type { Syscall } from '../../src/kernel/syscall-table.js'
import { parseReach } from '../../src/reach/parse-reach.js'
import type { CallPlace, Reach } from '../../src/reach/reach.js'

/** What a program did, against what its file says that it can do. */
export interface Recall {
  readonly seen: readonly string[]
  /** Of `seen`, what the reach does not name. */
  readonly missing: readonly string[]
  /** Places whose number is not known; they may explain what is missing. */
  readonly unknown: readonly CallPlace[]
}

/** @throws Error when there is no reach */
export function readReachOf(program: string, table: readonly Syscall[]): Reach {
  const image = parseElfImage(readFileSync(program))
  const { reach, why } = parseReach(image, parseBuildInfo(image), table)
  if (reach === null) throw new Error(`${program} has no reach: ${why}`)
  return reach
}

export function compareWithTrace(reach: Reach, seen: readonly string[]): Recall {
  const named = new Set(reach.calls.map(({ syscall }) => syscall))
  return { seen, missing: seen.filter((name) => !named.has(name)), unknown: reach.unknown }
}
