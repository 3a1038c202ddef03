import type { EngineName } from './boot-run.js'
import type { Staging } from './staging.js'

/** What the artifact may be inside: root has all capabilities that the engine can give without the host's. */
export type Privileges = 'none' | 'root'

/** What every engine holds the artifact to. */
export interface Confinement {
  readonly memoryBytes: number
  readonly pids: number
  readonly privileges: Privileges
  /** OCI seccomp profile for containers: absolute path of a file, or `unconfined`. The sandbox needs none. */
  readonly seccomp: string
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
  command(staging: Staging, confinement: Confinement): EngineCommand
  /** Ends and removes whatever of that boot is still there. Never rejects. */
  remove(staging: Staging): Promise<void>
}

/** Nobody: no file of the host or of an image belongs to this user. */
export const UNPRIVILEGED_ID = 65534
export const TMP_BYTES = 256 << 20
