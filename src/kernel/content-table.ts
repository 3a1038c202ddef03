import { cellOf, parseCsv } from './csv.js'

/** One row of data/contents.csv: what a file says on some kernels. */
export interface ContentRow {
  readonly path: string
  /** Columns of the kernels of which it is true. */
  readonly columns: readonly string[]
  /** Its only line. */
  readonly text: string
}

/** Parses data/contents.csv. @throws CsvError with line and column */
export function parseContentTable(csv: string): readonly ContentRow[] {
  const table = parseCsv('contents.csv', csv)
  return table.rows.map((row) => ({
    path: cellOf(table, row, 'path', /^\/\S+$/, 'an absolute path'),
    columns: cellOf(table, row, 'columns', /^\S+( \S+)*$/, 'a list separated by blanks').split(' '),
    text: cellOf(table, row, 'text', /./, 'the text of a line'),
  }))
}
