import { type ContentRow, parseContentTable } from './content-table.js'
import type { KernelVersion } from './kernel-version.js'
import type { OptionSpace } from './option-space.js'
import { type OptionRow, parseOptionTable, spacesOf } from './option-table.js'
import { type LineRow, type PathRow, parseLineTable, parsePathTable } from './path-table.js'
import { type ProfileRow, parseProfileTable } from './profile-table.js'
import { SPACE_FRAMES } from './spaces/space-frames.js'
import { parseSyscallTable, type Syscall } from './syscall-table.js'

/** All that the data files say, over all kernels; a profile is one kernel's part of it. */
export interface KernelModel {
  readonly syscalls: readonly Syscall[]
  readonly spaces: readonly OptionSpace[]
  readonly options: readonly OptionRow[]
  readonly paths: readonly PathRow[]
  readonly lines: readonly LineRow[]
  readonly contents: readonly ContentRow[]
  readonly profiles: readonly ProfileRow[]
  /** The newest release of which the data say anything. */
  readonly newest: KernelVersion
}

/** The release whose table data/syscalls.csv was made from. */
const NEWEST: KernelVersion = { major: 7, minor: 2 }

/** Texts of the files in src/kernel/data, each without its ending. */
export type KernelData = Readonly<
  Record<'syscalls' | 'options' | 'paths' | 'lines' | 'contents' | 'profiles', string>
>

/** @throws CsvError with file, line and column when a file is not as it must be. */
export function parseKernelModel(data: KernelData): KernelModel {
  const syscalls = parseSyscallTable(data.syscalls)
  const options = parseOptionTable(data.options, SPACE_FRAMES)
  return {
    syscalls,
    spaces: spacesOf(SPACE_FRAMES, options),
    options,
    paths: parsePathTable(data.paths),
    lines: parseLineTable(data.lines),
    contents: parseContentTable(data.contents),
    profiles: parseProfileTable(data.profiles),
    newest: NEWEST,
  }
}
