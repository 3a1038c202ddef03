/** What the canary program (`agent -canary`) is asked to try, as JSON in its first argument. */
export interface CanaryPlan {
  readonly calls: readonly CanaryCall[]
  readonly paths: readonly string[]
}

/** A raw syscall; what it would do must be harmless where it is not refused. */
export interface CanaryCall {
  readonly number: number
  readonly args: readonly number[]
}

/** What it prints, as one line of JSON on its standard output; an errno of 0 means that the call went through. */
export interface CanaryAnswer {
  readonly release: string
  readonly version: string
  readonly calls: readonly { readonly number: number; readonly errno: number }[]
  readonly paths: readonly { readonly path: string; readonly errno: number }[]
}

/** The surface was seen to hold in this engine, or why not. */
export interface CanaryResult {
  readonly held: boolean
  /** One sentence each; empty when it held. */
  readonly misses: readonly string[]
  /** What was tried, for the report: `openat2: ENOSYS`. */
  readonly tried: readonly string[]
}
