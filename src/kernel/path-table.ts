import { type CsvRow, type CsvTable, cellOf, parseCsv } from './csv.js'
import type { KernelVersion } from './kernel-version.js'
import { GIVEN_VERSION_CELL, parseOptionalVersion } from './version-cell.js'

/** One row of data/paths.csv: a file that came with some release. */
export interface PathRow extends Dated {
  /** As AbsentPath.pattern says it. */
  readonly pattern: string
}

/** One row of data/lines.csv: a line of a file that came with some release. */
export interface LineRow extends Dated {
  readonly path: string
  /** What the line begins with. */
  readonly prefix: string
}

interface Dated {
  readonly since: KernelVersion
  /** By column of a real kernel: does it have it? A column that is not in here says nothing. */
  readonly columns: ReadonlyMap<string, boolean>
}

const PATH = /^(\/([\w.*-]+|\*\*))+$/

/** Parses data/paths.csv. @throws CsvError with line and column */
export function parsePathTable(csv: string): readonly PathRow[] {
  const table = parseCsv('paths.csv', csv)
  return table.rows.map((row) => ({
    pattern: cellOf(table, row, 'pattern', PATH, 'an absolute path or pattern'),
    ...dated(table, row, ['pattern', 'since', 'source']),
  }))
}

/** Parses data/lines.csv. @throws CsvError with line and column */
export function parseLineTable(csv: string): readonly LineRow[] {
  const table = parseCsv('lines.csv', csv)
  return table.rows.map((row) => ({
    path: cellOf(table, row, 'path', PATH, 'an absolute path'),
    prefix: cellOf(table, row, 'prefix', /./, 'the beginning of a line'),
    ...dated(table, row, ['path', 'prefix', 'since', 'source']),
  }))
}

function dated(table: CsvTable, row: CsvRow, fixed: readonly string[]): Dated {
  const since = parseOptionalVersion(cellOf(table, row, 'since', GIVEN_VERSION_CELL, 'a kernel release'))
  const vendors = table.columns.filter((column) => !fixed.includes(column))
  const cells = vendors.map((column) => [
    column,
    cellOf(table, row, column, /^(yes|no|)$/, 'yes, no or empty'),
  ])
  return {
    since: since ?? { major: 0, minor: 0 },
    columns: new Map(
      cells.filter(([, cell]) => cell !== '').map(([column, cell]) => [column ?? '', cell === 'yes']),
    ),
  }
}
