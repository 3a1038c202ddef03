import type { Finding, Level } from './finding.js'
import type { VerdictName } from './verdict.js'

/** From the gravest on. */
const LEVELS: readonly Level[] = ['error', 'inconclusive', 'warning', 'note']

/** What the gravest finding makes of the verdict. A proven error counts even when the rest could not be judged. */
const VERDICT_OF: Readonly<Record<Level, VerdictName>> = {
  error: 'fail',
  inconclusive: 'inconclusive',
  warning: 'warn',
  note: 'pass',
}

/** The verdict on what was found; what is ignored does not count. */
export function verdictOf(findings: readonly Finding[]): VerdictName {
  const level = LEVELS.find((each) => findings.some((finding) => !finding.ignored && finding.level === each))
  return VERDICT_OF[level ?? 'note']
}

/** By level, the gravest first, in the order given; what is ignored at the end. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const byLevel = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level))
  return [...byLevel.filter(({ ignored }) => !ignored), ...byLevel.filter(({ ignored }) => ignored)]
}
