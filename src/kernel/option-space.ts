import type { KernelVersion } from './kernel-version.js'

/** Name of an errno, for example `ENOSYS`; src/kernel/errno.ts has the numbers. */
export type Errno = string

/** What a kernel does with an option that it does not know. */
export type Absence =
  /** The call fails. */
  | { readonly kind: 'refused'; readonly errno: Errno }
  /** The call goes on as if the option had not been named: silently other behaviour. */
  | { readonly kind: 'ignored' }

/** Where the option stands. Only `argument` can be read by a seccomp filter; the rest is read by the agent. */
export type OptionSource =
  /** In the low 32 bits of an argument (0 to 5). */
  | { readonly kind: 'argument'; readonly arg: number }
  /** In the memory that an argument points to, little endian. */
  | { readonly kind: 'memory'; readonly arg: number; readonly offset: number; readonly bytes: 1 | 2 | 4 | 8 }
  /** A NUL-terminated string that an argument points to, compared with the options' names (mount's file system type). */
  | { readonly kind: 'string'; readonly arg: number }
  /** `aio_lio_opcode` (u16 at offset 16) of each struct iocb of io_submit(2). */
  | { readonly kind: 'iocb-opcode' }
  /** Each control message of sendmsg(2) and sendmmsg(2); a value is `level << 16 | type`. */
  | { readonly kind: 'control-message' }

/** One thing that can be asked for: a flag bit, a command, an option number, a file system type. */
export interface KernelOption {
  /** As strace prints it: `PR_SET_VMA`, `MSG_ZEROCOPY`, `SO_COOKIE`; several bits that count only together: `O_CREAT|O_DIRECTORY`. */
  readonly name: string
  /** Unsigned 32 bits; for `string` sources 0. */
  readonly value: number
  /** First mainline release; null: 2.6.32 or older. */
  readonly since: KernelVersion | null
  /** `control-message` only: the option is one whose data have this many bytes; it goes before one that does not say. */
  readonly bytes?: number
}

/**
 * One set of options that a family of calls selects from: the options of prctl(2), the flags of clone(2), the socket
 * options of a level. A space as a whole is either told apart by `value` (one of) or by `bits` (any of).
 */
export interface OptionSpace {
  /** Kebab-case and stable: `prctl-option`, `sockopt-tcp`. */
  readonly id: string
  readonly syscalls: readonly string[]
  /** Arguments that must have one of these values (low 32 bits) for the space to apply. */
  readonly when: readonly OptionCondition[]
  readonly source: OptionSource
  readonly kind: 'value' | 'bits'
  /** Bits of the source that select (futex's op: 0x7f), unsigned 32 bits. */
  readonly mask: number
  /** What a kernel without an option does, unless the profile says otherwise for that option. */
  readonly absence: Absence
  /** Values or bits that no row names: newer than all rows (`absent`), or none of our business (`offered`). */
  readonly unlisted: 'absent' | 'offered'
  readonly options: readonly KernelOption[]
}

export interface OptionCondition {
  readonly arg: number
  readonly values: readonly number[]
  /** As strace prints them, in the same order: `SOL_TCP`. */
  readonly names: readonly string[]
}
