import { sortFindings, verdictOf } from './draw-verdict.js'
import type { Facts } from './facts.js'
import { needsOf } from './needs.js'
import { reachAccount } from './reach-account.js'
import { RULES } from './rules.js'
import { surfaceAccount } from './surface-account.js'
import type { EvidenceKind, Verdict } from './verdict.js'

/** Asks every rule, sorts what they say, and draws the verdict. Pure: the same facts give the same verdict. */
export function judge(facts: Facts): Verdict {
  const findings = RULES.flatMap((rule) => rule.check(facts).map((said) => ({ rule: rule.id, ...said })))
  return {
    verdict: verdictOf(findings),
    findings: sortFindings(findings),
    evidence: gatheredEvidence(facts),
    surface: facts.run && surfaceAccount(facts),
    reach: reachAccount(facts),
    needs: needsOf(facts),
  }
}

function gatheredEvidence(facts: Facts): EvidenceKind[] {
  const { run } = facts
  const booted = run?.result?.startError === '' && run.trace !== null
  return [
    'static',
    ...(booted ? (['boot'] as const) : []),
    ...(booted && run.place.targetUserland ? (['userland'] as const) : []),
    ...(booted && surfaceAccount(facts).held ? (['surface'] as const) : []),
  ]
}
