import { MalformedFileError } from '../inspect/byte-cursor.js'
import type { ElfImage } from '../inspect/elf-image.js'
import { machineName } from '../inspect/elf-machine.js'
import type { GoBuildInfo } from '../inspect/inspection.js'
import { machineOfElf } from '../kernel/machine.js'
import { namesByNumber, type Syscall } from '../kernel/syscall-table.js'
import { findPaths } from './call-paths.js'
import { type CodeMap, mapCode } from './code-map.js'
import { type CodeReader, codeReaderOf } from './code-reader.js'
import { findEntryPoints, type NumberedPlace } from './entry-points.js'
import { packageOf, readableName } from './function-name.js'
import { type FunctionTable, readFunctionTable } from './function-table.js'
import { openInlineTree } from './inline-tree.js'
import { findLineTable, type LineTable } from './line-table.js'
import { loadMemory, type Memory } from './memory.js'
import { type Owner, openOwners } from './owner.js'
import type { CallPlace, NoReach, Reach } from './reach.js'

export type ReachResult =
  | { readonly reach: Reach; readonly why: null }
  | { readonly reach: null; readonly why: NoReach }

/**
 * What the machine code of a Go program for x86-64 or arm64 can ask of the kernel. Never fails because of the file: what
 * cannot be read is said in `why`.
 * @param info its build information; null when it has none
 * @param table the project's table of syscalls
 */
export function parseReach(
  image: ElfImage,
  info: GoBuildInfo | null,
  table: readonly Syscall[],
): ReachResult {
  try {
    const reader = codeReaderOf(machineName(image))
    if (reader === null) return { reach: null, why: info === null ? 'not-go' : 'unknown-machine' }
    const memory = loadMemory(image)
    const lines = findLineTable(image, memory)
    if (lines === null) return { reach: null, why: info === null ? 'not-go' : 'no-function-table' }
    const names = namesByNumber(table, machineOfElf(machineName(image))?.table ?? 'x86_64')
    return { reach: readReach(memory, lines, reader, info, names), why: null }
  } catch (error) {
    if (error instanceof MalformedFileError) return { reach: null, why: 'unknown-format' }
    throw error
  }
}

function readReach(
  memory: Memory,
  lines: LineTable,
  reader: CodeReader,
  info: GoBuildInfo | null,
  names: ReadonlyMap<number, string>,
): Reach {
  const functions = readFunctionTable(memory, lines)
  const map = mapCode(memory, functions, reader.scan, reader.step)
  const { places, entries } = findEntryPoints({ memory, functions, map, trace: reader.trace })
  const owners = openOwners(info)
  const sources = sortByOwner(functions, owners)
  const describe = openDescriber({ memory, lines, functions, map, entries, owners, sources })
  const sorted = distinct(places)
  return {
    calls: sorted.flatMap(({ index, address, number }) =>
      number === null
        ? []
        : [{ place: describe(index, address), number, syscall: names.get(number) ?? null }],
    ),
    unknown: sorted
      .filter(({ number }) => number === null)
      .map(({ index, address }) => describe(index, address)),
    functions: functions.count,
    cgo: sources.cgo,
  }
}

/** In the order of addresses, each place once for each number. */
function distinct(places: readonly NumberedPlace[]): readonly NumberedPlace[] {
  const byKey = new Map(places.map((place) => [`${place.address} ${place.number}`, place]))
  return [...byKey.values()].sort((a, b) => a.address - b.address || (a.number ?? -1) - (b.number ?? -1))
}

interface Sources {
  readonly main: readonly number[]
  readonly dependencies: readonly number[]
  readonly cgo: boolean
}

/** Where paths begin, best first. */
function sortByOwner(functions: FunctionTable, owners: (importPath: string) => Owner): Sources {
  const main: number[] = []
  const dependencies: number[] = []
  let cgo = false
  for (let index = 0; index < functions.count; index++) {
    const importPath = packageOf(functions.name(index))
    const { origin } = owners(importPath)
    if (origin === 'main') main.push(index)
    if (origin === 'dependency') dependencies.push(index)
    if (importPath === 'runtime/cgo') cgo = true
  }
  return { main, dependencies, cgo }
}

interface Description {
  readonly memory: Memory
  readonly lines: LineTable
  readonly functions: FunctionTable
  readonly map: CodeMap
  readonly entries: ReadonlySet<number>
  readonly owners: (importPath: string) => Owner
  readonly sources: Sources
}

/** Go's own entry points, which the compiler may have inlined everywhere, so that none is left as a function. */
const OWN_ENTRY =
  /^(syscall|internal\/runtime\/syscall|runtime\/internal\/syscall|(vendor\/)?golang\.org\/x\/sys\/unix)\.(Raw)?Syscall(6|9|NoError)?$|^syscall\.(rawSyscallNoError|rawVforkSyscall)$/

function openDescriber({ memory, lines, functions, map, entries, owners, sources }: Description) {
  const inlinedAt = openInlineTree(memory, lines, functions)
  const paths = findPaths(map, functions.count, [sources.main, sources.dependencies])
  const entryNames = new Set([...entries].map((index) => functions.name(index)))
  const isEntry = (name: string) => entryNames.has(name) || OWN_ENTRY.test(name)
  return (index: number, address: number): CallPlace => {
    const inlined = inlinedAt(index, address)
    const own = functions.name(index)
    // An entry point that was inlined is no news: whoever called it is.
    const first = inlined.findIndex((name) => !isEntry(name))
    const frames = first < 0 ? [] : inlined.slice(first)
    const name = frames[0] ?? own
    const owner = owners(packageOf(name))
    const path = [...paths.to(index).map((step) => functions.name(step)), ...[...frames].reverse()]
    return { function: readableName(name), ...owner, address: BigInt(address), path: path.map(readableName) }
  }
}
