import type { EngineName } from './boot-run.js'
import type { Staging } from './staging.js'

/** Limits that every engine sets on the artifact. */
export interface EngineLimits {
  readonly memoryBytes: number
  readonly pids: number
}

/** How to start the agent in an engine: an argument array, never a shell string. */
export interface EngineCommand {
  readonly command: string
  readonly args: readonly string[]
  /** User and group to start the command as; null keeps the caller's. */
  readonly uid: number | null
}

/** A place that can boot an artifact, found to work. */
export interface Engine {
  readonly name: EngineName
  readonly version: string
  /** For the report: image with digest, or the host's folders. */
  readonly userland: string
  /** The engine limits processes and memory itself; where not, the agent sets resource limits. */
  readonly limitsItself: boolean
  command(staging: Staging, limits: EngineLimits): EngineCommand
  /** Ends and removes whatever of that boot is still there. Never rejects. */
  remove(staging: Staging): Promise<void>
}

/** Nobody: no file of the host or of an image belongs to this user. */
export const UNPRIVILEGED_ID = 65534
export const TMP_BYTES = 256 << 20
