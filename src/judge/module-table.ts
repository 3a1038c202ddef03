import { type CsvRow, type CsvTable, cellError, cellOf, parseCsv } from '../kernel/csv.js'
import type { SurfaceId } from '../kernel/kernel-profile.js'
import { type KernelVersion, parseKernelVersion } from '../kernel/kernel-version.js'
import { parseSurfaceId } from '../kernel/surface-id.js'

/**
 * What a Go module asks of the kernel. `fails`: without it the module cannot do its work; `falls-back`: it takes another
 * way by itself; `caller`: whoever calls it decides, or parts of it work.
 */
export interface ModuleNeed {
  /** Path without the major version: `github.com/quic-go/quic-go`. */
  readonly module: string
  /** For people: `io_uring`. */
  readonly needs: string
  /** What the kernel must have; null: `kernel` tells alone. */
  readonly id: SurfaceId | null
  /** The mainline release that it needs. */
  readonly kernel: KernelVersion
  readonly without: 'fails' | 'falls-back' | 'caller'
  /** Only versions from this one on, `v0.40.0`; null: from the first. */
  readonly from: string | null
  /** The first version that is not meant any more; null: none. */
  readonly below: string | null
  /** Where it was read. */
  readonly source: string
}

const VERSION = /^(?:v\d+\.\d+\.\d+)?$/

/** Parses data/modules.csv. @throws CsvError with line and column */
export function parseModuleTable(csv: string): readonly ModuleNeed[] {
  const table = parseCsv('modules.csv', csv)
  return table.rows.map((row) => needOf(table, row))
}

function needOf(table: CsvTable, row: CsvRow): ModuleNeed {
  const cell = (column: string, form: RegExp, what: string) => cellOf(table, row, column, form, what)
  const kernel = parseKernelVersion(cell('kernel', /^\d+\.\d+$/, 'a kernel release such as 5.1'))
  if (!kernel) throw cellError(table, row, 'kernel', 'is not a kernel release')
  return {
    module: cell('module', /^[a-z0-9.-]+\.[a-z]+\/\S+$/, 'the path of a module'),
    needs: cell('needs', /\S/, 'what the module needs'),
    id: idOf(table, row),
    kernel,
    without: cell(
      'without',
      /^(?:fails|falls-back|caller)$/,
      'fails, falls-back or caller',
    ) as ModuleNeed['without'],
    from: cell('from', VERSION, 'a version such as v0.40.0') || null,
    below: cell('below', VERSION, 'a version such as v0.43.0') || null,
    source: cell('source', /https:\/\//, 'an address'),
  }
}

function idOf(table: CsvTable, row: CsvRow): SurfaceId | null {
  const id = row.cells.get('id')?.text ?? ''
  if (id === '') return null
  try {
    parseSurfaceId(id)
    return id
  } catch (error) {
    throw cellError(table, row, 'id', (error as Error).message)
  }
}
