import { code, sentence, table, text } from './markdown-text.js'
import type { Report, ReportArtifact, ReportError } from './report.js'
import { renderBoot } from './summary-boot.js'
import type { SummaryDetail } from './summary-detail.js'
import { renderArtifactTable } from './summary-file.js'
import { renderFindings } from './summary-findings.js'
import { renderPicture, renderReach } from './summary-reach.js'
import { renderSource } from './summary-source.js'
import { renderSurface } from './summary-surface.js'
import {
  AUDIT_SENTENCE,
  countedFindings,
  evidenceSentence,
  faultSentence,
  limitSentences,
  overallSentence,
  placeName,
  policySentence,
  VERDICT_WORD,
  verdictSentence,
} from './verdict-words.js'

export interface SummaryOptions {
  /** Folder of report.json, for people. */
  readonly directory: string
  /** Folder of this tool's files on the web, where docs/rules/ is; null: only the page's name is given. */
  readonly docsUrl?: string | null
  /** Bytes; GitHub takes 1 MiB a step (docs.github.com, "Adding a job summary"). */
  readonly limit?: number
}

const GITHUB_LIMIT = 1_048_576
/** Left for what else the step may write. */
const MARGIN = 8_192

const FULL: SummaryDetail = {
  childCalls: true,
  ownCalls: true,
  output: true,
  evidence: true,
  tables: true,
  findings: 200,
  artifacts: 200,
}

/** What is given up first, one more with each step. */
const CUTS: readonly { readonly without: Partial<SummaryDetail>; readonly words: string }[] = [
  { without: {}, words: '' },
  { without: { childCalls: false }, words: "the children's system calls" },
  { without: { ownCalls: false }, words: 'the system calls' },
  { without: { output: false }, words: 'the system calls and the output' },
  { without: { evidence: false }, words: 'the system calls, the output and the evidence of findings' },
  { without: { tables: false, findings: 20 }, words: 'the tables and part of the findings' },
  { without: { findings: 3, artifacts: 50 }, words: 'the tables, most findings and perhaps some binaries' },
  { without: { findings: 0, artifacts: 10 }, words: 'the tables, the findings and perhaps some binaries' },
]

const ICON = { pass: '✅', warn: '⚠️', fail: '❌', inconclusive: '❔' } as const

/** The job summary: GitHub-flavoured Markdown that ends with a line end and never exceeds the limit. */
export function renderSummary(report: Report, options: SummaryOptions): string {
  const limit = options.limit ?? GITHUB_LIMIT - MARGIN
  let detail = FULL
  for (const { without, words } of CUTS) {
    detail = { ...detail, ...without }
    const summary = joinWithin(sections(report, detail, words, options), limit)
    if (summary !== null) return summary
  }
  return `## ${ICON[report.verdict]} ${VERDICT_WORD[report.verdict]}\n\nThe summary was too long; read report.json.\n`
}

/** Null when the limit is passed; then the rest is not even rendered, because a report can be huge. */
function joinWithin(parts: Iterable<readonly string[]>, limit: number): string | null {
  const lines: string[] = []
  let bytes = 0
  for (const part of parts) {
    for (const line of part) bytes += Buffer.byteLength(line) + 1
    if (bytes > limit) return null
    lines.push(...part)
  }
  return `${lines.join('\n')}\n`
}

function* sections(
  report: Report,
  detail: SummaryDetail,
  cut: string,
  { directory, docsUrl = null }: SummaryOptions,
): Generator<readonly string[]> {
  const shown = report.artifacts.slice(0, detail.artifacts)
  yield [renderHeading(report), '']
  if (report.mode === 'audit') yield [AUDIT_SENTENCE, '']
  if (cut) {
    yield [
      `This summary was cut to fit GitHub's limit: it leaves out ${cut}. Everything is in report.json.`,
      '',
    ]
  }
  if (report.error) yield renderError(report.error)
  if (report.artifacts.length > 1) yield renderOverview(report, shown)
  for (const artifact of shown) yield renderArtifact(artifact, report, detail, docsUrl)
  yield [renderFooter(report, directory)]
}

function renderHeading(report: Report): string {
  const single = report.artifacts.length === 1 ? report.artifacts[0] : undefined
  const says =
    single && single.verdict === report.verdict
      ? verdictSentence(single, report.target, (raw) => code(raw))
      : text(overallSentence(report))
  return `## ${ICON[report.verdict]} ${VERDICT_WORD[report.verdict]} — ${says}`
}

function renderError(error: ReportError): readonly string[] {
  return [
    `**Stopped in stage ${error.stage}** (${code(error.code)}): ${sentence(error.message)}`,
    '',
    `**What to do:** ${sentence(error.hint)}`,
    '',
    ...error.places.slice(0, 20).map((place) => `- ${code(placeName(place), 500)}: ${text(place.message)}`),
    ...(error.places.length > 0 ? [''] : []),
    faultSentence(error),
    '',
  ]
}

function renderOverview(report: Report, shown: readonly ReportArtifact[]): readonly string[] {
  const more = report.artifacts.length - shown.length
  return [
    table(
      ['Binary', 'Verdict', 'Errors', 'Warnings'],
      shown.map((artifact) => [
        code(artifact.name),
        `${ICON[artifact.verdict]} ${VERDICT_WORD[artifact.verdict]}`,
        String(countedFindings(artifact).filter((finding) => finding.level === 'error').length),
        String(countedFindings(artifact).filter((finding) => finding.level === 'warning').length),
      ]),
    ),
    '',
    ...(more > 0 ? [`… and ${more} more, see the full report.`, ''] : []),
  ]
}

function renderArtifact(
  artifact: ReportArtifact,
  report: Report,
  detail: SummaryDetail,
  docsUrl: string | null,
): readonly string[] {
  const heading =
    report.artifacts.length > 1 || artifact.verdict !== report.verdict
      ? [
          `### ${ICON[artifact.verdict]} ${VERDICT_WORD[artifact.verdict]} — ${verdictSentence(artifact, report.target, (raw) => code(raw))}`,
          '',
        ]
      : []
  return [
    ...heading,
    evidenceSentence(artifact),
    ...limitSentences(artifact, report.target).map((limit) => text(limit, 1_000)),
    '',
    ...(artifact.error ? renderError(artifact.error) : []),
    ...renderFindings(artifact.findings, detail, docsUrl),
    ...(detail.tables ? renderPicture(artifact) : []),
    ...renderSurface(artifact, detail.tables),
    ...renderReach(artifact, detail.tables),
    ...(detail.tables ? [renderArtifactTable(artifact, report.target), ''] : []),
    ...(detail.tables ? renderSource(artifact.build) : []),
    ...(detail.tables && artifact.boot ? renderBoot(artifact.boot, artifact, detail) : []),
  ]
}

function renderFooter(report: Report, directory: string): string {
  const built = report.artifacts.some((artifact) => artifact.package !== null)
  const go = report.go && built ? ` Built with Go ${text(report.go.version)} (${report.go.source}).` : ''
  const traces = report.artifacts.some(({ boot }) => boot?.trace) ? ', with the raw traces beside it,' : ''
  return [
    ...(report.policy ? [sentence(policySentence(report.policy))] : []),
    `Full report: ${code('report.json')}${traces} in ${code(directory, 500)}.${go}`,
    `<sub>${report.tool.name} ${text(report.tool.version)}, ${text(report.startedAt)}, took ${(report.durationMs / 1_000).toFixed(1)} s</sub>`,
  ].join('\n\n')
}
