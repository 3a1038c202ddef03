import { type GoProbe, parseGoProbeTable } from './go-probe-table.js'
import { type ModuleNeed, parseModuleTable } from './module-table.js'

/** What is known of code that others wrote: of Go itself, and of modules. */
export interface KnownCode {
  readonly probes: readonly GoProbe[]
  readonly modules: readonly ModuleNeed[]
}

/** @throws CsvError with file, line and column when a file is not as it must be. */
export function parseKnownCode(data: { readonly probes: string; readonly modules: string }): KnownCode {
  return { probes: parseGoProbeTable(data.probes), modules: parseModuleTable(data.modules) }
}
