import type { Facts } from './facts.js'
import type { Finding } from './finding.js'
import type { RuleId } from './rule-ids.js'

/** What a rule says; the judge adds the rule's id, the policy what it makes of it. */
export type Statement = Omit<Finding, 'rule' | 'defaultLevel' | 'ignored'>

/** One rule: a pure question to the facts. Its page is docs/rules/<id>.md. */
export interface Rule {
  readonly id: RuleId
  /** One line, for the rule index. */
  readonly title: string
  check(facts: Facts): readonly Statement[]
}
