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
  /**
   * The single things that it speaks of, by all their names (`openat2`; or its function and module, too): what the
   * policy's ignores are matched with. Absent when it speaks of the file as such.
   */
  readonly subjects?: readonly Subject[]
  /** What the rule said before the policy changed the level; absent when it did not. */
  readonly defaultLevel?: Level
  /** Set by the policy only: it is shown, and does not count. */
  readonly ignored?: Ignored
}

/** All names of one thing, at least one. */
export type Subject = readonly string[]

export interface Ignored {
  readonly reason: string
  /** The last day of it, `2027-01-31`; null: the policy turns the rule off. */
  readonly expires: string | null
}
