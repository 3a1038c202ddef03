import { type CsvRow, type CsvTable, cellError, cellOf, parseCsv } from './csv.js'
import { parseOptionalVersion, VERSION_CELL } from './version-cell.js'

/** Architectures of the number columns, as the kernel names them. */
export type Architecture = 'x86_64' | 'arm64' | 'i386'

export const ARCHITECTURES: readonly Architecture[] = ['x86_64', 'arm64', 'i386']

/** One row of data/syscalls.csv. */
export interface Syscall {
  readonly name: string
  /** Null where the architecture does not have it. */
  readonly number: Readonly<Record<Architecture, number | null>>
  /** First mainline release, for example `5.1`; null for a number that no kernel ever implemented. */
  readonly introduced: string | null
  /** The same on i386, where it came later there (socket(2) as a call of its own: 4.3). */
  readonly introducedI386: string | null
  /** By column of a real kernel's table: is it in there? Null: the column says nothing of it. */
  readonly tables: ReadonlyMap<string, boolean>
}

const FIXED = ['name', ...ARCHITECTURES, 'introduced', 'introduced_i386']

/** Parses data/syscalls.csv. @throws CsvError with line and column */
export function parseSyscallTable(csv: string): readonly Syscall[] {
  const table = parseCsv('syscalls.csv', csv)
  const syscalls = table.rows.map((row) => syscallOf(table, row))
  checkUnique(table, syscalls)
  return syscalls
}

function syscallOf(table: CsvTable, row: CsvRow): Syscall {
  const version = (column: string) =>
    cellOf(table, row, column, VERSION_CELL, 'a kernel release such as 3.10')
  const introduced = version('introduced') || null
  const introducedI386 = version('introduced_i386') || introduced
  return {
    name: cellOf(table, row, 'name', /^\w+$/, 'the name of a syscall'),
    number: {
      x86_64: numberOf(table, row, 'x86_64'),
      arm64: numberOf(table, row, 'arm64'),
      i386: numberOf(table, row, 'i386'),
    },
    introduced,
    introducedI386,
    tables: new Map(
      table.columns
        .filter((column) => !FIXED.includes(column))
        .map((column) => [column, cellOf(table, row, column, /^(yes|no|)$/, 'yes, no or empty')] as const)
        .filter(([, cell]) => cell !== '')
        .map(([column, cell]) => [column, cell === 'yes']),
    ),
  }
}

function numberOf(table: CsvTable, row: CsvRow, column: Architecture): number | null {
  const text = cellOf(table, row, column, /^\d*$/, 'a number')
  return text === '' ? null : Number(text)
}

function checkUnique(table: CsvTable, syscalls: readonly Syscall[]): void {
  for (const key of ['name', ...ARCHITECTURES] as const) {
    const seen = new Map<string | number, string>()
    syscalls.forEach((syscall, i) => {
      const value = key === 'name' ? syscall.name : syscall.number[key]
      if (value === null) return
      const other = seen.get(value)
      const row = table.rows[i]
      if (other !== undefined && row)
        throw cellError(table, row, key, `${key} ${value} is ${other}'s already`)
      seen.set(value, syscall.name)
    })
  }
}

/** First mainline release in which an architecture has the call; null when none ever had. */
export function introducedOn(syscall: Syscall, architecture: Architecture) {
  return parseOptionalVersion(architecture === 'i386' ? syscall.introducedI386 : syscall.introduced)
}

/** Number to name on one architecture. */
export function namesByNumber(
  table: readonly Syscall[],
  architecture: Architecture,
): ReadonlyMap<number, string> {
  const pairs = table.map((syscall): [number | null, string] => [syscall.number[architecture], syscall.name])
  return new Map(pairs.filter((pair): pair is [number, string] => pair[0] !== null))
}
