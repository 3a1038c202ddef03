import type { VerdictName } from '../judge/verdict.js'

const WORST_FIRST: readonly VerdictName[] = ['fail', 'inconclusive', 'warn', 'pass']

/** The verdict on several artifacts: fail > inconclusive > warn > pass. Nothing judged is `inconclusive`. */
export function worstVerdict(verdicts: readonly VerdictName[]): VerdictName {
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive'
}
