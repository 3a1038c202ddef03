import { type CsvRow, type CsvTable, cellError, cellOf, parseCsv } from './csv.js'
import type { KernelVersion } from './kernel-version.js'
import { ARCHITECTURES, type Architecture } from './syscall-table.js'
import { GIVEN_VERSION_CELL, parseOptionalVersion } from './version-cell.js'

/** One row of data/profiles.csv: a kernel by name. Lists stand in one cell, separated by blanks. */
export interface ProfileRow {
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly base: KernelVersion
  readonly release: string
  readonly version: string
  readonly glibc: string
  readonly images: readonly string[]
  readonly architectures: readonly Architecture[]
  /** Its column in the other files; without one there (or empty) only the release of its base decides. */
  readonly column: string
}

/** Parses data/profiles.csv. @throws CsvError with line and column */
export function parseProfileTable(csv: string): readonly ProfileRow[] {
  const table = parseCsv('profiles.csv', csv)
  const seen = new Set<string>()
  return table.rows.map((row) => {
    const profile = rowOf(table, row)
    for (const name of [profile.id, ...profile.aliases]) {
      if (seen.has(name)) throw cellError(table, row, 'id', `the name "${name}" is there twice`)
      seen.add(name)
    }
    return profile
  })
}

function rowOf(table: CsvTable, row: CsvRow): ProfileRow {
  const cell = (column: string, form: RegExp, what: string) => cellOf(table, row, column, form, what)
  const list = (column: string) => cell(column, /^(\S+( \S+)*)?$/, 'a list separated by blanks').split(' ')
  const architectures = list('architectures')
  const unknown = architectures.find((name) => !ARCHITECTURES.includes(name as Architecture))
  if (unknown !== undefined) throw cellError(table, row, 'architectures', `"${unknown}" is no architecture`)
  return {
    id: cell('id', /^[a-z0-9.-]+$/, 'an id of lower-case letters, digits, dots and dashes'),
    aliases: list('aliases').filter((alias) => alias !== ''),
    title: cell('title', /./, 'a title'),
    base: parseOptionalVersion(cell('base', GIVEN_VERSION_CELL, 'a kernel release')) ?? {
      major: 0,
      minor: 0,
    },
    release: cell('release', /^\d\S*$/, 'what uname -r says'),
    version: cell('version', /^#/, 'what uname -v says'),
    glibc: cell('glibc', /^2\.\d+$/, 'a glibc version'),
    images: list('images').filter((image) => image !== ''),
    architectures: ARCHITECTURES.filter((name) => architectures.includes(name)),
    column: cell('column', /^[a-z0-9.]*$/, 'a column name'),
  }
}
