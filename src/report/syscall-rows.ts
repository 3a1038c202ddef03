import { OTHER_MULTIPLEXERS } from '../judge/rules/multiplexer-not-epoll.js'
import type { ReportSyscall } from './report.js'

/** One line of the table of system calls. */
export interface SyscallRow {
  readonly name: string
  readonly count: number
  /** `io_uring`, `other multiplexer`, `epoll`, or empty. */
  readonly family: string
  /** ENOSYS: the kernel, or a filter in front of it, does not have the call. */
  readonly refused: number
  /** `ENOENT 3×, EAGAIN 1×`, without the refused ones. */
  readonly errors: string
}

const FAMILIES = ['io_uring', 'other multiplexer', 'epoll'] as const

/** Multiplexers first, then refused calls, then the rest by name. */
export function syscallRows(syscalls: readonly ReportSyscall[]): readonly SyscallRow[] {
  return syscalls
    .map(rowOf)
    .sort((left, right) => rank(left) - rank(right) || (left.name < right.name ? -1 : 1))
}

function rowOf({ name, count, errors }: ReportSyscall): SyscallRow {
  const others = Object.entries(errors).filter(([errno]) => errno !== 'ENOSYS')
  return {
    name,
    count,
    family: familyOf(name),
    refused: errors.ENOSYS ?? 0,
    errors: others.map(([errno, times]) => `${errno} ${times}×`).join(', '),
  }
}

function familyOf(name: string): string {
  if (name.startsWith('io_uring_')) return 'io_uring'
  if ((OTHER_MULTIPLEXERS as readonly string[]).includes(name)) return 'other multiplexer'
  return name.startsWith('epoll_') ? 'epoll' : ''
}

function rank(row: SyscallRow): number {
  const family = (FAMILIES as readonly string[]).indexOf(row.family)
  if (family >= 0) return family
  return row.refused > 0 ? FAMILIES.length : FAMILIES.length + 1
}
