import { code, codeBlock, details, oneLineEach, sentence } from './markdown-text.js'
import type { ReportFinding } from './report.js'
import type { SummaryDetail } from './summary-detail.js'
import { ignoredSentence, plural, policyRemark } from './verdict-words.js'

const LEVEL_WORD = { error: 'Error', inconclusive: 'Inconclusive', warning: 'Warning', note: 'Note' } as const

export function renderFindings(
  findings: readonly ReportFinding[],
  detail: SummaryDetail,
  docsUrl: string | null,
): readonly string[] {
  const shown = findings.slice(0, detail.findings)
  const left = findings.length - shown.length
  return [
    ...shown.flatMap((finding) => renderFinding(finding, detail.evidence, docsUrl)),
    ...(left > 0 ? [`… and ${plural(left, 'more finding')}, see the full report.`, ''] : []),
  ]
}

function renderFinding(
  finding: ReportFinding,
  withEvidence: boolean,
  docsUrl: string | null,
): readonly string[] {
  const lines = finding.evidence.slice(0, 20)
  return [
    `**${finding.ignored ? 'Ignored' : LEVEL_WORD[finding.level]}** ${code(finding.rule)}${policyRemark(finding)}: ${sentence(finding.message)}`,
    '',
    ...(finding.ignored ? [sentence(ignoredSentence(finding.ignored)), ''] : []),
    `${finding.fix ? `**Fix:** ${sentence(finding.fix)} ` : ''}More: ${link(finding.help, docsUrl)}.`,
    '',
    ...(withEvidence && lines.length > 0
      ? [details(`Evidence (${plural(lines.length, 'line')})`, codeBlock(oneLineEach(lines))), '']
      : []),
  ]
}

function link(page: string, docsUrl: string | null): string {
  return docsUrl === null ? code(page) : `<a href="${docsUrl}/${page}">${code(page)}</a>`
}
