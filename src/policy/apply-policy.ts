import { sortFindings, verdictOf } from '../judge/draw-verdict.js'
import type { Finding, Subject } from '../judge/finding.js'
import type { Verdict } from '../judge/verdict.js'
import { ignoresFor, type NamedArtifact, rulesFor } from './applies.js'
import { matchesGlob } from './glob.js'
import type { Ignore, Policy, RuleLevels } from './policy.js'

/**
 * The judge's word after the policy's: levels changed, ignored findings marked, the verdict drawn anew. What is
 * inconclusive stays so, whatever the policy says. Pure; an expired ignore does not come so far (parsePolicyFile).
 */
export function applyPolicy(verdict: Verdict, policy: Policy | null, artifact: NamedArtifact): Verdict {
  if (!policy) return verdict
  const rules = rulesFor(policy, artifact)
  const ignores = ignoresFor(policy, artifact)
  const findings = verdict.findings.map((finding) => judged(finding, rules, ignores))
  const drawn = verdictOf(findings)
  const green = drawn === 'pass' || drawn === 'warn'
  return {
    ...verdict,
    verdict: green && verdict.verdict === 'inconclusive' ? 'inconclusive' : drawn,
    findings: sortFindings(findings),
  }
}

function judged(finding: Finding, rules: RuleLevels, ignores: readonly Ignore[]): Finding {
  if (finding.level === 'inconclusive') return finding
  const ignore = ignores.find((each) => covers(each, finding))
  const level = rules[finding.rule]
  const levelled: Finding =
    level === undefined || level === 'off' || level === finding.level
      ? finding
      : { ...finding, level, defaultLevel: finding.level }
  if (ignore) return { ...levelled, ignored: { reason: ignore.reason, expires: ignore.expires } }
  return level === 'off' ? { ...finding, ignored: { reason: TURNED_OFF, expires: null } } : levelled
}

const TURNED_OFF = 'The policy turns this rule off.'

/**
 * Whether an ignore means a finding. With a match, all that the finding speaks of must fit: an ignore of openat2 does
 * not hide that statx was seen as well.
 */
export function covers({ rule, match }: Ignore, finding: Finding): boolean {
  if (rule !== finding.rule || finding.level === 'inconclusive') return false
  if (match === null) return true
  const subjects: readonly Subject[] = finding.subjects ?? [[finding.message]]
  return subjects.length > 0 && subjects.every((names) => names.some((name) => matchesGlob(name, match)))
}
