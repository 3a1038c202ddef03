import { posix } from 'node:path'
import { renderInert } from '../inert.js'
import type { VerdictName } from '../judge/verdict.js'
import { reachSentences } from './reach-words.js'
import type { Report, ReportArtifact, ReportError, ReportFinding, ReportTarget } from './report.js'
import { sourceSentence } from './summary-source.js'
import { controlSentence, needsSentence } from './surface-words.js'
import {
  AUDIT_SENTENCE,
  evidenceSentence,
  faultSentence,
  ignoredSentence,
  limitSentences,
  overallSentence,
  placeName,
  plural,
  policyRemark,
  policySentence,
  VERDICT_WORD,
  verdictSentence,
} from './verdict-words.js'
import { visibleLine } from './visible-text.js'
import { wrapText } from './wrap-text.js'

export interface TerminalOptions {
  /** The caller decides: a terminal, and NO_COLOR is not set. */
  readonly colours: boolean
  /** Columns; at most 100 are used. */
  readonly width?: number
  /** As writeReport returned them. */
  readonly reportPath: string | null
  readonly summaryPath: string | null
  readonly warnings: readonly string[]
}

/** Select Graphic Rendition (ECMA-48). util.styleText came only with Node 20.12. */
const ANSI = { dim: 2, red: 31, green: 32, yellow: 33 } as const
type Style = keyof typeof ANSI
/** Lines of one style; the style is put on last, around text that is inert already. */
interface Block {
  readonly text: string
  readonly first?: string
  readonly indent?: string
  readonly style?: Style
}

const STYLE_OF: Readonly<Record<VerdictName, Style>> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  inconclusive: 'yellow',
}
const LEVEL_STYLE = { error: 'red', inconclusive: 'yellow', warning: 'yellow', note: 'dim' } as const
const MAX_FINDINGS = 50
const MAX_TEXT = 1_000

/** What a terminal user sees at the end: verdict, findings with their fixes, paths. Ends with a line end. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const width = Math.max(40, Math.min(options.width ?? 100, 100))
  const blocks = [
    ...(report.artifacts.length === 1 ? [] : [headline(report.verdict, overallSentence(report))]),
    ...report.artifacts.flatMap((artifact) => artifactBlocks(artifact, report.target)),
    ...(report.error ? errorBlocks(report.error) : []),
    ...(report.mode === 'audit' ? [{ text: AUDIT_SENTENCE }] : []),
    ...(report.policy ? [{ text: line(policySentence(report.policy)), style: 'dim' as const }] : []),
    ...pathBlocks(report, options),
    ...options.warnings.map((warning) => ({
      text: line(warning),
      first: 'warning: ',
      style: 'yellow' as const,
    })),
  ]
  return `${blocks.flatMap((block) => renderBlock(block, width, options.colours)).join('\n')}\n`
}

function renderBlock(
  { text, first = '', indent = first, style }: Block,
  width: number,
  color: boolean,
): string[] {
  return wrapText(text, width, first, indent).map((wrapped) => {
    // After wrapping, because a break can bring a command to the start of a line.
    const inert = renderInert(wrapped)
    return color && style ? `\u001b[${ANSI[style]}m${inert}\u001b[0m` : inert
  })
}

function headline(verdict: VerdictName, sentence: string): Block {
  return { text: line(`${VERDICT_WORD[verdict]} — ${sentence}`), style: STYLE_OF[verdict] }
}

function artifactBlocks(artifact: ReportArtifact, target: ReportTarget | null): readonly Block[] {
  const shown = artifact.findings.slice(0, MAX_FINDINGS)
  const more = artifact.findings.length - shown.length
  return [
    headline(
      artifact.verdict,
      verdictSentence(artifact, target, (raw) => line(raw, 200)),
    ),
    {
      text: line([evidenceSentence(artifact), ...limitSentences(artifact, target)].join(' ')),
      first: '  ',
      style: 'dim',
    },
    ...(artifact.error ? errorBlocks(artifact.error) : []),
    ...shown.flatMap(findingBlocks),
    ...(more > 0 ? [{ text: `… and ${plural(more, 'more finding')}, see report.json.`, first: '  ' }] : []),
    ...surfaceBlocks(artifact),
    ...sourceBlocks(artifact),
  ]
}

function sourceBlocks({ build }: ReportArtifact): readonly Block[] {
  const words = build ? sourceSentence(build) : ''
  return words === '' ? [] : [{ text: line(words), first: '  ', style: 'dim' }]
}

function surfaceBlocks(artifact: ReportArtifact): readonly Block[] {
  const { surface, needs } = artifact
  const ran = surface ? [controlSentence(surface), needsSentence(needs)] : []
  return [...ran, reachSentences(artifact).join(' ')]
    .filter((words) => words !== '')
    .map((words) => ({ text: line(words), first: '  ', style: 'dim' as const }))
}

/** Report, summary and raw traces. */
function pathBlocks({ artifacts }: Report, { reportPath, summaryPath }: TerminalOptions): readonly Block[] {
  const directory = reportPath === null ? '' : posix.dirname(reportPath)
  const traces = artifacts.flatMap(({ boot }) =>
    boot?.trace ? [posix.join(directory, boot.trace.path)] : [],
  )
  const named: readonly (readonly [string, string | null])[] = [
    ['report:  ', reportPath],
    ['summary: ', summaryPath],
    ...traces.map((trace) => ['trace:   ', trace] as const),
  ]
  return named.flatMap(([first, path]) =>
    path === null ? [] : [{ text: line(path), first, indent: '         ', style: 'dim' as const }],
  )
}

function findingBlocks(finding: ReportFinding): readonly Block[] {
  const { level, rule, message, fix, evidence, help, ignored } = finding
  const head = `${ignored ? 'ignored' : level} ${rule}${policyRemark(finding)}: ${line(message)}`
  const style = ignored ? 'dim' : LEVEL_STYLE[level]
  if (ignored) {
    return [
      { text: head, first: '  ', indent: '    ', style },
      { text: line(ignoredSentence(ignored)), first: '    ', style },
    ]
  }
  return [
    { text: head, first: '  ', indent: '    ', style },
    ...(fix ? [{ text: line(fix), first: '    fix: ', indent: '         ' }] : []),
    ...(level === 'note'
      ? []
      : [{ text: line(help), first: '    see: ', indent: '         ', style: 'dim' as const }]),
    ...evidence
      .slice(0, 3)
      .map((seen) => ({ text: line(seen, 200), first: '    | ', indent: '    | ', style: 'dim' as const })),
    ...(evidence.length > 3
      ? [
          {
            text: `… ${plural(evidence.length - 3, 'more line')} in report.json`,
            first: '    | ',
            style: 'dim' as const,
          },
        ]
      : []),
  ]
}

function errorBlocks(error: ReportError): readonly Block[] {
  return [
    {
      text: `stopped in stage ${error.stage} (${line(error.code)}): ${line(error.message)}`,
      first: '  ',
      indent: '    ',
      style: 'red',
    },
    ...error.places.slice(0, 20).map((place) => ({
      text: line(`${placeName(place)}: ${place.message}`),
      first: '    | ',
      style: 'dim' as const,
    })),
    { text: line(error.hint), first: '    fix: ', indent: '         ' },
    { text: faultSentence(error), first: '    ', style: 'dim' },
  ]
}

function line(text: string, max = MAX_TEXT): string {
  return visibleLine(text, max)
}
