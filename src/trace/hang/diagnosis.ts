/**
 * What holds a program up. One word each; HANG_KINDS in hang-kinds.ts says how each is told, in order: the first that
 * fits is taken.
 */
export const HANG_KIND_NAMES = [
  'stopped',
  'eintr-loop',
  'entropy',
  'file-lock',
  'fifo-open',
  'connect',
  'connect-retry',
  'child',
  'clock-loop',
  'yield-loop',
  'sleep-loop',
  'spin',
  'busy',
  'read',
  'write',
  'disk',
  'sleep',
  'network-idle',
  'deadlock',
  'unknown',
] as const
export type HangKind = (typeof HANG_KIND_NAMES)[number]

/** What a hang means, with what it was told from. */
export interface HangDiagnosis {
  readonly kind: HangKind
  /** One or two plain sentences: what is seen, and what it usually means. May quote the program: render it inert. */
  readonly sentence: string
  /** What to do about it; empty when only the program's author can tell. */
  readonly hint: string
  /** The kernel's clock; empty when it was not told. */
  readonly clocksource: string
  /** At most MAX_THREADS. */
  readonly threads: readonly ThreadLine[]
  /** Threads beyond those. */
  readonly moreThreads: number
  /** `goroutine 1 [chan receive]: main.main (main.go:12)`, main's first; at most MAX_GOROUTINES. */
  readonly goroutines: readonly string[]
}

/** One thread, for people. Texts are untrusted. */
export interface ThreadLine {
  readonly pid: number
  readonly tid: number
  readonly comm: string
  /** As proc(5) has it: R, S, D, T, Z. */
  readonly state: string
  /** The call that it is in, or made last; empty when nobody tells. */
  readonly call: string
  /** It is in that call; otherwise it has come back. */
  readonly inCall: boolean
  readonly errno: string | null
  /** Time since that call began. */
  readonly forMs: number | null
  readonly wchan: string
  readonly descriptor: string
  /** Of one processor, in the last moments. */
  readonly cpuPercent: number
  /** What it repeats, `nanosleep 190×`; empty when nothing. */
  readonly repeats: string
}
