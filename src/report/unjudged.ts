import type { RuleId } from '../judge/rule-ids.js'
import type { Report, ReportArtifact, ReportError, ReportFinding, ReportPlace } from './report.js'
import { countedFindings } from './verdict-words.js'

/** One thing that kept the gate from judging. What it quotes is untrusted. */
export interface Unjudged {
  /** The artifact that it is about; null for the whole run. */
  readonly artifact: ReportArtifact | null
  /** The rule that could not be answered; null when a stage stopped. */
  readonly rule: RuleId | null
  /** The rule's id, or the error's code: build-failed. */
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly evidence: readonly string[]
  readonly places: readonly ReportPlace[]
}

/** All that kept the gate from judging. Never empty for a report whose verdict is inconclusive. */
export function unjudgedOf(report: Report): readonly Unjudged[] {
  const found = [
    ...(report.error ? [ofError(report.error, null)] : []),
    ...report.artifacts.flatMap(ofArtifact),
  ]
  if (found.length > 0 || report.verdict !== 'inconclusive') return found
  return [unexplained(null, 'Nothing was judged.')]
}

function ofArtifact(artifact: ReportArtifact): readonly Unjudged[] {
  const found = [
    ...(artifact.error ? [ofError(artifact.error, artifact)] : []),
    ...countedFindings(artifact)
      .filter(({ level }) => level === 'inconclusive')
      .map((finding) => ofFinding(finding, artifact)),
  ]
  if (found.length > 0 || artifact.verdict !== 'inconclusive') return found
  return [unexplained(artifact, 'It could not be judged.')]
}

function ofError(error: ReportError, artifact: ReportArtifact | null): Unjudged {
  const { code, message, hint, places } = error
  return { artifact, rule: null, code, message, hint, evidence: [], places }
}

function ofFinding({ rule, message, fix, evidence }: ReportFinding, artifact: ReportArtifact): Unjudged {
  return { artifact, rule, code: rule, message, hint: fix, evidence, places: [] }
}

function unexplained(artifact: ReportArtifact | null, message: string): Unjudged {
  const hint = 'Look at the log of the step.'
  return { artifact, rule: null, code: 'not-judged', message, hint, evidence: [], places: [] }
}
