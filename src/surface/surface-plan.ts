import type { OptionSource } from '../kernel/option-space.js'

/**
 * What the agent enforces on everything that it starts, as part of its plan. agent/plan.go mirrors these types.
 * Register arguments and call numbers are judged by the filter; what lies in memory (paths, structs, uname's answer)
 * by the agent, to which the filter hands those calls over (SECCOMP_RET_USER_NOTIF).
 */
export interface SurfacePlan {
  /** Classic BPF as the kernel takes it: an array of struct sock_filter (8 bytes each, little endian), in base64. */
  readonly filter: string
  /** What uname(2) says instead; node name, machine and the rest stay. */
  readonly uname: { readonly release: string; readonly version: string }
  readonly absentPaths: readonly string[]
  readonly contents: readonly SurfaceContent[]
  readonly memory: readonly MemoryRule[]
}

export type SurfaceContent =
  | { readonly path: string; readonly kind: 'replaced'; readonly text: string }
  | { readonly path: string; readonly kind: 'without-lines'; readonly prefixes: readonly string[] }

/** An option space that is read from memory, with what the kernel offers of it. */
export interface MemoryRule {
  /** The space's id. */
  readonly id: string
  /** Numbers on the host's native architecture (seccomp_data.arch is `audit`). */
  readonly syscalls: readonly number[]
  readonly when: readonly { readonly arg: number; readonly values: readonly number[] }[]
  readonly source: Exclude<OptionSource, { readonly kind: 'argument' }>
  readonly kind: 'value' | 'bits'
  readonly mask: number
  /**
   * What is refused, first match wins: a value equal to (`value`) or with all bits of (`bits`) `value`; a string equal to
   * `name`. With `bytes`, only a control message with this many bytes of data. The errno is the number.
   */
  readonly refused: readonly {
    readonly name: string
    readonly value: number
    readonly errno: number
    readonly bytes?: number
  }[]
  /** Values that are refused though nobody names them: errno for every value (or bit) outside `known`; null: none. */
  readonly unlisted: { readonly known: readonly number[]; readonly errno: number } | null
}

/** What the agent says of the enforcement, in its result. agent/result.go mirrors this type. */
export interface SurfaceResult {
  /** The filter was installed for every program that the agent started. */
  readonly installed: boolean
  /** Calls that need memory were judged too; false on a host kernel without user notification (before 5.5). */
  readonly supervised: boolean
  /** Why not, one sentence each; empty when all is enforced. */
  readonly gaps: readonly string[]
  /** Calls that the supervisor was asked about, and that it refused or answered itself. */
  readonly asked: number
  readonly answered: number
}
