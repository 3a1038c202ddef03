/** How a process ended, as strace's `+++ exited with N +++` or `+++ killed by SIGX +++` says. */
export type ProcessExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string; readonly coreDumped: boolean }

/** One syscall as one program used it. */
export interface SyscallUse extends Tally {
  /** Name, or `syscall_0xNNN` when neither strace nor the number table knows it. */
  readonly name: string
}

/** How often something was asked for, and what the kernel said. */
export interface Tally {
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

/** One watched option (src/kernel/option-space.ts) as one program asked for it through one syscall. */
export interface OptionUse extends Tally {
  /** Id of the space: `prctl-option`. */
  readonly space: string
  /** Name of the option, or its value as `0x…` where no row of the space names it. */
  readonly option: string
  readonly syscall: string
}

/** One watched path pattern as one program looked it up, by whatever call takes a path. */
export interface PathUse extends Tally {
  /** As AbsentPath.pattern says it. */
  readonly pattern: string
}

/** What all processes did while they ran one executable file. */
export interface ProgramTrace {
  /** Path given to the execve that started it. */
  readonly path: string
  /** How many processes ran it (threads not counted). */
  readonly processes: number
  /** Sorted by name. */
  readonly syscalls: readonly SyscallUse[]
  /** Sorted by space, option and syscall; only what the summary was told to watch. */
  readonly options: readonly OptionUse[]
  /** Sorted by pattern; only what the summary was told to watch. */
  readonly paths: readonly PathUse[]
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
