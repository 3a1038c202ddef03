import type { Facts } from './facts.js'
import type { Finding, Level } from './finding.js'
import { needsOf } from './needs.js'
import { RULES } from './rules.js'
import { surfaceAccount } from './surface-account.js'
import type { EvidenceKind, Verdict, VerdictName } from './verdict.js'

const LEVELS: readonly Level[] = ['error', 'inconclusive', 'warning', 'note']

/** What the most serious finding makes of the verdict. A proven error counts even when the rest could not be judged. */
const VERDICT_OF: Readonly<Record<Level, VerdictName>> = {
  error: 'fail',
  inconclusive: 'inconclusive',
  warning: 'warn',
  note: 'pass',
}

/** Asks every rule, sorts what they say, and draws the verdict. Pure: the same facts give the same verdict. */
export function judge(facts: Facts): Verdict {
  const findings = RULES.flatMap((rule) =>
    rule.check(facts).map((said): Finding => ({ rule: rule.id, ...said })),
  )
  const sorted = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level))
  return {
    verdict: VERDICT_OF[sorted[0]?.level ?? 'note'],
    findings: sorted,
    evidence: gatheredEvidence(facts),
    surface: facts.run && surfaceAccount(facts),
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
