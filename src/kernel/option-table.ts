import { type CsvRow, type CsvTable, cellError, cellOf, parseCsv } from './csv.js'
import { isErrno } from './errno.js'
import type { Absence, KernelOption, OptionSpace } from './option-space.js'
import type { SpaceFrame } from './spaces/space-frame.js'
import { parseOptionalVersion, VERSION_CELL } from './version-cell.js'

/** One row of data/options.csv. */
export interface OptionRow {
  /** Id of its space. */
  readonly space: string
  readonly option: KernelOption
  /** What a kernel without it does, where that is not what the space says. */
  readonly absence: Absence | null
  /** By column of a real kernel; a column that is not in here says nothing: the release of its base decides. */
  readonly columns: ReadonlyMap<string, OptionCell>
}

/** A backport (`yes`), or absent: as the row says (`no`), or in this way. */
export type OptionCell = 'yes' | 'no' | Absence

/** Columns that are not those of a kernel. */
const FIXED = ['space', 'name', 'value', 'bytes', 'since', 'absence', 'source']

/** Parses data/options.csv. @throws CsvError with line and column */
export function parseOptionTable(csv: string, frames: readonly SpaceFrame[]): readonly OptionRow[] {
  const table = parseCsv('options.csv', csv)
  const vendors = table.columns.filter((column) => !FIXED.includes(column))
  const rows = table.rows.map((row) => rowOf(table, row, vendors))
  const names = new Set<string>()
  rows.forEach(({ space, option }, i) => {
    const row = table.rows[i]
    const id = `${space}/${option.name}`
    if (row && !frames.some((frame) => frame.id === space)) {
      throw cellError(table, row, 'space', `there is no option space "${space}"`)
    }
    if (row && names.has(id)) throw cellError(table, row, 'name', `${id} is there twice`)
    names.add(id)
  })
  return rows
}

function rowOf(table: CsvTable, row: CsvRow, vendors: readonly string[]): OptionRow {
  const cell = (column: string, form: RegExp, what: string) => cellOf(table, row, column, form, what)
  const bytes = cell('bytes', /^\d*$/, 'a number of bytes')
  const absence = cell('absence', /^\w*$/, 'an errno or "ignored"')
  const cells = vendors.map(
    (column) => [column, cell(column, /^\w*$/, 'yes, no, an errno or "ignored"')] as const,
  )
  return {
    space: cell('space', /^[a-z0-9-]+$/, 'the id of an option space'),
    option: {
      name: cell('name', /^[^\s,][^,]*$/, 'the name of an option'),
      value: Number(cell('value', /^(\d+|0x[0-9a-f]+)$/, 'an unsigned number')),
      since: parseOptionalVersion(cell('since', VERSION_CELL, 'a kernel release such as 3.10')),
      ...(bytes === '' ? {} : { bytes: Number(bytes) }),
    },
    absence: absence === '' ? null : absenceOf(table, row, 'absence', absence),
    columns: new Map(
      cells
        .filter(([, text]) => text !== '')
        .map(([column, text]) => [
          column,
          text === 'yes' || text === 'no' ? text : absenceOf(table, row, column, text),
        ]),
    ),
  }
}

function absenceOf(table: CsvTable, row: CsvRow, column: string, text: string): Absence {
  if (text === 'ignored') return { kind: 'ignored' }
  if (isErrno(text)) return { kind: 'refused', errno: text }
  throw cellError(table, row, column, `"${text}" is neither an errno nor "ignored"`)
}

/** The spaces with their options, in the order of the frames and of the rows. */
export function spacesOf(frames: readonly SpaceFrame[], rows: readonly OptionRow[]): readonly OptionSpace[] {
  return frames.map((frame) => ({
    ...frame,
    options: rows.filter(({ space }) => space === frame.id).map(({ option }) => option),
  }))
}
