import { code, details, table, text } from './markdown-text.js'
import type { ReportSource } from './report.js'
import { plural } from './verdict-words.js'

const MAX_ROWS = 100

/** `12 of 40 Go files have a build constraint: 3 are left out, 2 were decided by a tag (netgo, 310only).` */
export function sourceSentence({ files }: ReportSource): string {
  if (files.constrained === 0) return ''
  const tags = [...new Set(files.rows.flatMap(({ changedBy }) => changedBy))]
  const decided = files.changed === 0 ? 'no tag decides any' : `${tags.join(', ')} decided ${files.changed}`
  return `Build constraints: ${files.constrained} of ${plural(files.files, 'Go file')} have one; ${files.leftOut} left out; ${decided}.`
}

/** The table of files that the tags include and leave out, folded. */
export function renderSource(source: ReportSource | null): readonly string[] {
  if (!source || source.files.rows.length === 0) return []
  const { rows, constrained } = source.files
  const shown = rows.slice(0, MAX_ROWS)
  const more = constrained - shown.length
  const body = table(
    ['File', 'Constraint', 'In the program', 'Decided by'],
    [
      ...shown.map(({ file, constraint, included, changedBy }) => [
        code(file),
        code(constraint),
        included ? 'yes' : '**no**',
        changedBy.map((tag) => code(tag)).join(' '),
      ]),
      ...(more > 0 ? [[`and ${more} more`, '', '', '']] : []),
    ],
  )
  return [details(text(sourceSentence(source)), body), '']
}
