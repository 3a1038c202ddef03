/** What /proc told of a program at the moment when a timeout found it still waiting. agent/hang.go mirrors this. */
export interface HangSnapshot {
  readonly why: HangReason
  /** When, in seconds since 1970: the clock of `strace -ttt`. */
  readonly at: number
  /** How long the processor time of the threads was watched up to then. */
  readonly windowMs: number
  /** The kernel's clock, for example `tsc` or `kvm-clock`; empty when it is not told. */
  readonly clocksource: string
  readonly threads: readonly ThreadSnapshot[]
  /** Threads beyond those. */
  readonly moreThreads: number
  /** What Go printed of its goroutines after SIGQUIT; empty when it did not. Untrusted. */
  readonly goroutines: string
}

export type HangReason = 'ready-timeout' | 'run-timeout' | 'stop-timeout' | 'build-timeout'

/** One thread, as proc(5) describes it. */
export interface ThreadSnapshot {
  /** Of its process. */
  readonly pid: number
  readonly tid: number
  /** Name that the thread gave itself. Untrusted. */
  readonly comm: string
  /** R, S, D, T (stopped), t (by its tracer), Z … */
  readonly state: string
  /** Kernel function in which it sleeps; empty when the kernel does not tell. */
  readonly wchan: string
  /** Number of the call that it is in; null when it is in none, or the kernel does not tell. */
  readonly syscall: number | null
  /** The six arguments of that call, as `0x…`. */
  readonly args: readonly string[]
  /** What the first argument is, if it is a descriptor: `pipe:[123]`, `/dev/random`. Untrusted. */
  readonly descriptor: string
  /** Processor time since its start. */
  readonly cpuMs: number
  /** Processor time within windowMs; the kernel counts in steps of 10 ms. */
  readonly recentCpuMs: number
}
