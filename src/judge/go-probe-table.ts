import { type CsvRow, type CsvTable, cellError, cellOf, parseCsv } from '../kernel/csv.js'
import { goMinor } from './go-minor.js'

/**
 * A newer call that Go's own code makes although a kernel may lack it. `fallback`: it takes another way where the call
 * is refused; `on-request`: it makes the call only when the program asks for what needs it.
 */
export interface GoProbe {
  readonly syscall: string
  /** Import path of the package that calls. */
  readonly package: string
  /** Minor numbers of Go releases, both included; `to` is null when the newest that was read still has it. */
  readonly from: number
  readonly to: number | null
  readonly kind: 'fallback' | 'on-request'
  /** What Go does instead. */
  readonly otherwise: string
}

/** Parses data/go-probes.csv. @throws CsvError with line and column */
export function parseGoProbeTable(csv: string): readonly GoProbe[] {
  const table = parseCsv('go-probes.csv', csv)
  return table.rows.map((row) => probeOf(table, row))
}

function probeOf(table: CsvTable, row: CsvRow): GoProbe {
  const cell = (column: string, form: RegExp, what: string) => cellOf(table, row, column, form, what)
  const from = minorOf(cell('from', /^1\.\d+$/, 'a Go release such as 1.23'))
  const last = cell('to', /^(?:1\.\d+)?$/, 'a Go release or empty')
  const to = last === '' ? null : minorOf(last)
  if (to !== null && to < from) throw cellError(table, row, 'to', `${last} is older than the release in from`)
  cell('source', /\S/, 'a place in the sources of Go')
  return {
    syscall: cell('syscall', /^\w+$/, 'the name of a syscall'),
    package: cell('package', /^[a-z0-9/]+$/, 'the import path of a package of Go'),
    from,
    to,
    kind: cell('kind', /^(?:fallback|on-request)$/, 'fallback or on-request') as GoProbe['kind'],
    otherwise: cell('otherwise', /\S/, 'what Go does instead'),
  }
}

function minorOf(release: string): number {
  return Number(release.slice(2))
}

/**
 * The row for a call in a package of Go, null when there is none for this release.
 * @param version as the build information has it, `go1.26.8`; of one that names no release every row may be
 */
export function findGoProbe(
  probes: readonly GoProbe[],
  { syscall, package: importPath }: { readonly syscall: string; readonly package: string },
  version: string,
): GoProbe | null {
  const minor = goMinor(version)
  return (
    probes.find(
      (probe) =>
        probe.syscall === syscall &&
        probe.package === importPath &&
        (minor === null || (minor >= probe.from && minor <= (probe.to ?? minor))),
    ) ?? null
  )
}
