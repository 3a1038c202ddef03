import type { HangDiagnosis } from '../trace/hang/diagnosis.js'
import type { TraceSummary } from '../trace/trace-summary.js'
import type { AgentResult } from './agent-result.js'

export type EngineName = 'docker' | 'podman' | 'sandbox'

/** Where and under what the artifact ran: facts for the report. */
export interface BootPlace {
  readonly engine: EngineName
  /** For example `Docker 28.0.4` or `bubblewrap 0.8.0`. */
  readonly engineVersion: string
  /** Image reference with digest, or `the host's system folders, read-only`. */
  readonly userland: string
  /** The userland is the target's own (a CentOS 7.9 root), not the host's. */
  readonly targetUserland: boolean
  /** `uname -r` of the kernel that really ran it. */
  readonly kernel: string
  /** For example `6.1 (host)`. */
  readonly strace: string
}

/** One boot of the artifact in an engine. */
export interface BootRun {
  readonly place: BootPlace
  /** Null when the engine ended before the agent could report. */
  readonly result: AgentResult | null
  readonly trace: TraceSummary | null
  /** Why a timeout passed; null when none did. */
  readonly hang: HangDiagnosis | null
  /** Raw strace text. */
  readonly tracePath: string
  /** What the artifact printed; untrusted, never to be logged as it is. */
  readonly stdout: string
  readonly stderr: string
  readonly durationMs: number
  /**
   * Why this run cannot be relied on (engine died, stream cut, agent trouble), one sentence each. Any entry makes the
   * verdict at best `inconclusive`.
   */
  readonly problems: readonly string[]
}
