import type { Log } from './log.js'

/** The world around one run of the gate, given by main.ts or cli.ts. */
export interface GateContext {
  readonly log: Log
  readonly env: NodeJS.ProcessEnv
  /** Aborted when the user or the runner cancels. */
  readonly signal: AbortSignal
  /** Absolute; exists. What is made below it is removed again. */
  readonly temporaryDirectory: string
  /** Absolute; exists. Report and traces go there. */
  readonly reportDirectory: string
}
