/** How a process ended, as strace's `+++ exited with N +++` or `+++ killed by SIGX +++` says. */
export type ProcessExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string; readonly coreDumped: boolean }

/** One syscall as one program used it. */
export interface SyscallUse {
  /** Name, or `syscall_0xNNN` when neither strace nor the number table knows it. */
  readonly name: string
  readonly count: number
  /** Calls that were answered without an errno. Calls that never returned are in neither. */
  readonly succeeded: number
  /** errno name to count, for example { ENOSYS: 2 }. */
  readonly errors: Readonly<Record<string, number>>
  /** Line number (from 1) of the first such call in the trace. */
  readonly firstLine: number
  /** The text of that first call without pid and time, cut at 200 characters. */
  readonly sample: string
}

/** What all processes did while they ran one executable file. */
export interface ProgramTrace {
  /** Path given to the execve that started it. */
  readonly path: string
  /** How many processes ran it (threads not counted). */
  readonly processes: number
  /** Sorted by name. */
  readonly syscalls: readonly SyscallUse[]
}

/** A process that strace itself started (the artifact; later any traced exercise). */
export interface RootProcess {
  readonly pid: number
  readonly program: string
  /** Null when the trace does not tell how it ended. */
  readonly exit: ProcessExit | null
}

/** A successful listen(2). */
export interface Listener {
  readonly pid: number
  readonly program: string
  readonly line: number
}

/** A raw trace reduced to what the judge asks. Its size does not grow with the length of the trace. */
export interface TraceSummary {
  readonly bytes: number
  readonly lines: number
  readonly calls: number
  /** Lines of no known form, and the first ten of them (cut at 200 characters). */
  readonly unreadable: number
  readonly unreadableSamples: readonly string[]
  /** The last line has no line end: the trace was cut. */
  readonly cut: boolean
  /** Calls that had started and were never seen to return (a normal end leaves some per killed thread). */
  readonly unfinished: number
  /** In order of first appearance; the first is the artifact's own. */
  readonly programs: readonly ProgramTrace[]
  readonly roots: readonly RootProcess[]
  readonly processes: number
  readonly threads: number
  readonly listeners: readonly Listener[]
  /** Signals delivered, by name, without SIGURG (the Go scheduler's). */
  readonly signals: Readonly<Record<string, number>>
}
