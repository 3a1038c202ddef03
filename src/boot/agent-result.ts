import type { SurfaceResult } from '../surface/surface-plan.js'
import type { HangSnapshot } from '../trace/hang/snapshot.js'
import type { ProcessExit } from '../trace/trace-summary.js'

/** How waiting for readiness ended. */
export interface ReadyResult {
  /** `ready`; `timeout`: not within ready-timeout; `exited`: the artifact ended first. */
  readonly state: 'ready' | 'timeout' | 'exited'
  readonly afterMs: number
  /** What made it ready, for example `listens on 127.0.0.1:8080` or `exited`. */
  readonly by: string
}

export interface ExerciseResult {
  readonly line: string
  readonly ok: boolean
  /** For example `200 (5 of 5)` or `got 502, expected 200`. */
  readonly detail: string
  readonly ms: number
}

export interface StopResult {
  /**
   * `exited`: it had ended by itself before any stop; `stopped`: it ended after SIGTERM; `killed`: it did not within
   * stop-timeout and got SIGKILL; `quit`: a timeout had found it hung, and it ended after the SIGQUIT that makes Go
   * print its goroutines.
   */
  readonly state: 'exited' | 'stopped' | 'killed' | 'quit'
  readonly afterMs: number
}

/** What the agent reports as its last frame (JSON). agent/result.go mirrors this type. */
export interface AgentResult {
  readonly protocol: 1
  /** Why nothing could be started (strace or the artifact); empty when it was. */
  readonly startError: string
  /** The artifact's pid inside the engine; 0 when it was never seen. */
  readonly artifactPid: number
  readonly ready: ReadyResult
  readonly exercises: readonly ExerciseResult[]
  readonly stop: StopResult
  /** run-timeout passed and everything was killed. */
  readonly timedOut: boolean
  /** Wait status of what the agent started (strace passes the artifact's on). */
  readonly exit: ProcessExit | null
  /** Processes that outlived the artifact and were killed. */
  readonly strays: number
  readonly stdoutBytes: number
  readonly stderrBytes: number
  readonly traceBytes: number
  /** Bytes of trace that were dropped because of limits.traceBytes. */
  readonly traceDropped: number
  /** What was enforced; null when the plan asked for nothing. */
  readonly surface: SurfaceResult | null
  /** What its threads did when the first of its timeouts passed; null when none did. */
  readonly hang: HangSnapshot | null
  /** Troubles of the agent itself, one sentence each. */
  readonly problems: readonly string[]
}
