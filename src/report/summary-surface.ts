import { code, details, sentence, table, text } from './markdown-text.js'
import type { ReportArtifact, ReportSurface } from './report.js'
import { controlSentence, needsSentence, STATE_WORD } from './surface-words.js'
import { plural } from './verdict-words.js'

/** Longer tables are folded. */
const OPEN_ROWS = 8
const MAX_ROWS = 200

/** What was refused, what the control run did, and which kernels would do. */
export function renderSurface({ surface, needs }: ReportArtifact, withTable: boolean): readonly string[] {
  if (!surface) return []
  const oldest = needsSentence(needs)
  return [
    ...(withTable ? refusedTable(surface) : []),
    sentence(controlSentence(surface), 2_000),
    ...(oldest ? ['', sentence(oldest, 2_000)] : []),
    '',
  ]
}

function refusedTable(surface: ReportSurface): readonly string[] {
  const rows = [
    ...surface.refused.map((use) => [
      what(use),
      since(use),
      `refused: ${text(use.errno)}`,
      String(use.count),
      use.state === 'required' ? `**${STATE_WORD.required}**` : STATE_WORD[use.state],
    ]),
    ...surface.ignored.map((use) => [
      what(use),
      since(use),
      'ignored without a word',
      String(use.count),
      text(use.instead),
    ]),
    ...surface.leaked.map((use) => [
      what(use),
      since(use),
      '**went through**',
      String(use.count),
      'not enforced here',
    ]),
  ]
  if (rows.length === 0) return []
  const more = rows.length > MAX_ROWS ? [[`and ${rows.length - MAX_ROWS} more`, '', '', '', '']] : []
  const whole = table(
    ['The target kernel lacks', 'Since Linux', 'Its answer', 'Calls', 'The program'],
    [...rows.slice(0, MAX_ROWS), ...more],
  )
  return [
    rows.length > OPEN_ROWS
      ? details(`${plural(rows.length, 'thing')} that the target kernel lacks`, whole)
      : whole,
    '',
  ]
}

function what({ label, byChild, program }: ReportSurface['leaked'][number]): string {
  return byChild ? `${code(label)} by ${code(program)}` : code(label)
}

function since({ since: release }: ReportSurface['leaked'][number]): string {
  return release === null ? 'newer than known' : text(release)
}
