import type { RawInputs } from '../inputs.js'
import type { RuleId } from '../judge/rule-ids.js'

/** Name of a policy file that is found without being named. */
export const POLICY_FILE = '.legacy-kernel.yml'

/** What a policy makes of a rule's findings; `off`: they are shown as ignored. */
export const RULE_LEVELS = ['error', 'warning', 'note', 'off'] as const
export type RuleLevel = (typeof RULE_LEVELS)[number]
export type RuleLevels = Readonly<Partial<Record<RuleId, RuleLevel>>>

/** Both mean that nothing can be concluded from the run, and no policy makes that green. */
export const FIXED_RULES: readonly RuleId[] = ['canary-missed', 'trace-incomplete']

/** Findings that are known, and are not to count until a day. */
export interface Ignore {
  readonly rule: RuleId
  /** Glob; a finding is meant only when it fits each thing that the finding speaks of. Null: any. */
  readonly match: string | null
  /** Glob of an artifact's names. Null: any. */
  readonly artifact: string | null
  readonly reason: string
  /** The last day, in UTC: `2027-01-31`. */
  readonly expires: string
  /** Where it stands: `.legacy-kernel.yml:12:5`. */
  readonly place: string
}

/** What a policy says of all artifacts, or of those of one section. */
export interface PolicyRules {
  /** Boot plan (for all artifacts also target and mode), as the texts of the inputs that they stand for. */
  readonly inputs: RawInputs
  readonly rules: RuleLevels
  readonly ignores: readonly Ignore[]
}

export interface PolicySection extends PolicyRules {
  /** Glob of an artifact's names. */
  readonly pattern: string
  readonly place: string
}

/** A policy file, validated. */
export interface Policy extends PolicyRules {
  /** For people: relative to the workspace, absolute when it lies outside of it. */
  readonly path: string
  /** Absolute. */
  readonly directory: string
  /** `sha256:` and 64 hexadecimal digits, of the file. */
  readonly digest: string
  readonly sections: readonly PolicySection[]
}
