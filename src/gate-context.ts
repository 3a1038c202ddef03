import type { RunCache } from './cache/run-cache.js'
import type { Log } from './log.js'
import type { GoToolchain } from './setup/go-toolchain.js'

/** The world around one run of the gate, given by main.ts or cli.ts. */
export interface GateContext {
  readonly log: Log
  readonly env: NodeJS.ProcessEnv
  readonly cache: RunCache
  /** Aborted when the user or the runner cancels. */
  readonly signal: AbortSignal
  /** Absolute; exists. What is made below it is removed again. */
  readonly temporaryDirectory: string
  /** Absolute; exists. Report and traces go there. */
  readonly reportDirectory: string
  /** Told the Go that builds, so that the job's later steps can have it too. */
  onGo?(go: GoToolchain): Promise<void>
}
