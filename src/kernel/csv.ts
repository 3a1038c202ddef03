/** One row of a CSV file, by column, with the place of each cell for error messages. */
export interface CsvRow {
  /** From 1; the header is line 1. */
  readonly line: number
  readonly cells: ReadonlyMap<string, CsvCell>
}

export interface CsvCell {
  readonly text: string
  /** From 1, in characters. */
  readonly column: number
}

export interface CsvTable {
  /** File name, for error messages. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

/** What is wrong with one of the project's data files, and where: `options.csv:12:7: …`. */
export class CsvError extends SyntaxError {
  constructor(name: string, line: number, column: number, what: string) {
    super(`${name}:${line}:${column}: ${what}`)
    this.name = 'CsvError'
  }
}

/**
 * Reads comma separated values with a header. A cell may stand in double quotes ("" is one quote); no cell has a line
 * end. Empty lines and lines that begin with # are skipped.
 * @throws CsvError when a row has another number of cells than the header or a quote is not closed.
 */
export function parseCsv(name: string, text: string): CsvTable {
  const lines = text.split('\n').map((line, i) => ({ line: i + 1, text: line.replace(/\r$/, '') }))
  const [header, ...rest] = lines.filter(({ text }) => text !== '' && !text.startsWith('#'))
  if (!header) throw new CsvError(name, 1, 1, 'the file has no header')
  const columns = cellsOf(name, header.line, header.text).map(({ text }) => text)
  const twice = columns.find((column, i) => columns.indexOf(column) !== i)
  if (twice !== undefined) throw new CsvError(name, header.line, 1, `the column "${twice}" is there twice`)
  const rows = rest.map(({ line, text }) => {
    const cells = cellsOf(name, line, text)
    if (cells.length !== columns.length) {
      throw new CsvError(name, line, 1, `${cells.length} cells, but the header has ${columns.length}`)
    }
    return { line, cells: new Map(cells.map((cell, i) => [columns[i] ?? '', cell])) }
  })
  return { name, columns, rows }
}

function cellsOf(name: string, line: number, text: string): CsvCell[] {
  if (!text.includes('"')) return plainCells(text)
  const cells: CsvCell[] = []
  let at = 0
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/.exec(text.slice(at))
    if (!match) throw new CsvError(name, line, at + 1, 'a quote is out of place or not closed')
    cells.push({ text: match[1]?.replaceAll('""', '"') ?? match[2] ?? '', column: at + 1 })
    at += match[0].length
    if (at >= text.length) return cells
    at += 1
  }
}

function plainCells(text: string): CsvCell[] {
  let column = 1
  return text.split(',').map((cell) => {
    const place = column
    column += cell.length + 1
    return { text: cell, column: place }
  })
}

/** The cell of a row. @throws CsvError when the file has no such column, or when the text is not as it must be. */
export function cellOf(table: CsvTable, row: CsvRow, column: string, form: RegExp, what: string): string {
  const cell = row.cells.get(column)
  if (!cell) throw new CsvError(table.name, 1, 1, `the column "${column}" is missing`)
  if (!form.test(cell.text)) {
    throw new CsvError(table.name, row.line, cell.column, `"${cell.text}" in column ${column} is not ${what}`)
  }
  return cell.text
}

/** A CsvError that points at a cell. */
export function cellError(table: CsvTable, row: CsvRow, column: string, what: string): CsvError {
  return new CsvError(table.name, row.line, row.cells.get(column)?.column ?? 1, what)
}
