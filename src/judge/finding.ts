import type { RuleId } from './rule-ids.js'

/**
 * What a finding does to the verdict: `error` → fail; `inconclusive` → the run cannot be judged; `warning` → warn;
 * `note` → nothing.
 */
export type Level = 'error' | 'inconclusive' | 'warning' | 'note'

/** One statement of the judge about one artifact. */
export interface Finding {
  readonly rule: RuleId
  readonly level: Level
  /** One sentence: what was seen. May quote artifact text, so render it inert. */
  readonly message: string
  /** One or two sentences: what to change. */
  readonly fix: string
  /** Lines of evidence (trace lines, versions, output tail), at most ten. */
  readonly evidence: readonly string[]
}
