import type { Finding } from './finding.js'
import type { Needs } from './needs.js'
import type { ReachAccount } from './reach-account.js'
import type { SurfaceAccount } from './surface-account.js'

/** `inconclusive` means that we could not judge; it is never green. */
export type VerdictName = 'pass' | 'warn' | 'fail' | 'inconclusive'

/**
 * Kinds of evidence behind a verdict: `static` the file was read; `boot` it was run under strace; `userland` it ran
 * in the target's own root file system; `surface` the target kernel's syscall surface was enforced; `kernel` a real
 * old kernel ran it.
 */
export type EvidenceKind = 'static' | 'boot' | 'userland' | 'surface' | 'kernel'

/** The judge's word on one artifact. */
export interface Verdict {
  readonly verdict: VerdictName
  /** Sorted: by level (error first), then by the order of RULE_IDS; what the policy ignores at the end. */
  readonly findings: readonly Finding[]
  readonly evidence: readonly EvidenceKind[]
  /** What the target's surface did to it; null when it was not run. */
  readonly surface: SurfaceAccount | null
  /** What its code can ask of the kernel; null when that was not read. */
  readonly reach: ReachAccount | null
  /** Null when no run shows it. */
  readonly needs: Needs | null
}

/** Before a file could be judged at all. */
export const UNJUDGED: Verdict = {
  verdict: 'inconclusive',
  findings: [],
  evidence: [],
  surface: null,
  reach: null,
  needs: null,
}
