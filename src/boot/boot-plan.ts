import type { SurfacePlan } from '../surface/surface-plan.js'

/** When the artifact counts as booted. */
export type Ready =
  /** It listens, or it ended by itself: for a service and a CLI alike. */
  | { readonly kind: 'auto' }
  /** It ended by itself (a CLI). */
  | { readonly kind: 'exit' }
  /** A connection to this port on loopback is accepted. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** A GET is answered with a status below 500. */
  | { readonly kind: 'http'; readonly url: string }
  /** A line of its output matches (RE2 syntax). */
  | { readonly kind: 'log'; readonly pattern: string }

/** What is done to the ready artifact. `line` is the user's text, for the report. */
export type Exercise = { readonly line: string } & (
  | {
      readonly kind: 'http'
      readonly method: string
      readonly url: string
      /** `Name: value` each. */
      readonly headers: readonly string[]
      readonly body: string
      /** Expected status; 0 means any below 400. */
      readonly status: number
      /** Text that the answer must contain; empty means any. */
      readonly contains: string
      readonly times: number
      readonly concurrency: number
    }
  | {
      readonly kind: 'socket'
      readonly network: 'tcp' | 'udp' | 'unix'
      readonly address: string
      /** Connections that are open at the same time. */
      readonly concurrency: number
      readonly send: string
      readonly halfClose: boolean
      /** Text that every answer must contain; empty means that being accepted (and, for udp, sent) is enough. */
      readonly expect: string
    }
  | { readonly kind: 'exec'; readonly argv: readonly string[] }
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'wait'; readonly ms: number }
)

/**
 * What the agent is told, as JSON on its standard input. agent/plan.go mirrors this type; `protocol` rises with
 * every change that an older agent would misread.
 */
export interface AgentPlan {
  readonly protocol: 1
  /** Path of the artifact in the engine's file system, then its arguments. */
  readonly argv: readonly string[]
  /** The whole environment, `NAME=value`. */
  readonly env: readonly string[]
  readonly cwd: string
  /** Command line of strace up to, and without, `-o`; empty for an untraced run. */
  readonly tracer: readonly string[]
  /** What is enforced on all that the agent starts; null: nothing (the control run). */
  readonly surface: SurfacePlan | null
  readonly ready: Ready
  readonly exercises: readonly Exercise[]
  readonly readyTimeoutMs: number
  /** From start to the end of the last exercise (or to the exit of a CLI). */
  readonly runTimeoutMs: number
  readonly stopTimeoutMs: number
  /** How long a ready service is watched after the last exercise. */
  readonly observeMs: number
  readonly limits: {
    /** RLIMIT_NPROC for everything that the agent starts; 0 leaves it alone. */
    readonly processes: number
    /** RLIMIT_DATA in bytes; 0 leaves it alone. */
    readonly dataBytes: number
    /** Bytes of trace after which the rest is dropped (and said). */
    readonly traceBytes: number
    /** Bytes of each of stdout and stderr that are kept (the first half and the last half of it). */
    readonly logBytes: number
  }
}
