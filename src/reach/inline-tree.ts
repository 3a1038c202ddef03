import type { FunctionTable } from './function-table.js'
import type { LineTable } from './line-table.js'
import type { Memory } from './memory.js'
import { laterWords } from './module-data.js'

/**
 * Names of the functions whose code was inlined at an address of a function, innermost first; without the function
 * itself, and empty when the file does not tell.
 */
export type InlinedAt = (index: number, address: number) => readonly string[]

/** Layout of `runtime._func` and of `runtime.inlinedCall` (runtime/runtime2.go, symtab.go, symtabinl.go). Offsets in bytes. */
interface Layout {
  readonly pcDataCount: number
  readonly funcDataCount: number
  /** Size of the record, behind which the offsets of its tables follow. */
  readonly size: number
  /** FUNCDATA_InlTree. */
  readonly inlineTree: number
  readonly callSize: number
  readonly callName: number
  readonly callParent: number
}

const OLD_CALL = { callSize: 20, callName: 12, callParent: 16 }
const LAYOUTS: Readonly<Record<LineTable['format'], Layout>> = {
  '1.2': { pcDataCount: 32, funcDataCount: 39, size: 40, inlineTree: 4, ...OLD_CALL },
  '1.16': { pcDataCount: 32, funcDataCount: 43, size: 44, inlineTree: 3, ...OLD_CALL },
  '1.18': { pcDataCount: 28, funcDataCount: 39, size: 40, inlineTree: 3, ...OLD_CALL },
  '1.20': {
    pcDataCount: 28,
    funcDataCount: 43,
    size: 44,
    inlineTree: 3,
    callSize: 16,
    callName: 4,
    callParent: 8,
  },
}
/** PCDATA_InlTreeIndex, since Go 1.12. */
const TREE_INDEX = 2
const NO_DATA = 0xffffffff
/** Deeper than the compiler inlines. */
const MAX_DEPTH = 200
const MAX_STEPS = 200_000
/** Functions that must bear out where the inline trees begin. */
const SAMPLES = 50

export function openInlineTree(memory: Memory, table: LineTable, functions: FunctionTable): InlinedAt {
  const layout = LAYOUTS[table.format]
  const relative = table.format === '1.18' || table.format === '1.20'
  const base = relative ? findBase(memory, layout, functions) : 0
  return (index, address) => {
    const record = functions.records[index] ?? Number.NaN
    const entry = functions.entries[index] ?? Number.NaN
    const tree = treeOf(memory, layout, record, relative, base)
    const steps = tree === null ? null : stepsOf(memory, table, layout, record)
    if (tree === null || steps === null) return []
    const names: string[] = []
    let row = valueAt(steps, table.quantum, address - entry)
    while (row >= 0 && names.length < MAX_DEPTH) {
      const call = tree + row * layout.callSize
      const name = functions.nameAt(memory.u32(call + layout.callName) ?? Number.NaN)
      if (name === null) break
      names.push(name)
      row = valueAt(steps, table.quantum, memory.u32(call + layout.callParent) ?? Number.NaN)
    }
    return names
  }
}

/** Address of a function's inline tree; null when it has none. */
function treeOf(
  memory: Memory,
  layout: Layout,
  record: number,
  relative: boolean,
  base: number | null,
): number | null {
  const place = treePlace(memory, layout, record, relative)
  if (place === null) return null
  if (!relative) return memory.pointer(place) || null
  const offset = memory.u32(place)
  return base === null || offset === null || offset === NO_DATA ? null : base + offset
}

function treePlace(memory: Memory, layout: Layout, record: number, relative: boolean): number | null {
  const pcData = memory.u32(record + layout.pcDataCount)
  const funcData = memory.bytes(record + layout.funcDataCount, 1)?.[0] ?? 0
  if (pcData === null || funcData <= layout.inlineTree) return null
  const tables = record + layout.size + 4 * pcData
  return relative ? tables + 4 * layout.inlineTree : Math.ceil(tables / 8) * 8 + 8 * layout.inlineTree
}

/** The table of a function's inline tree rows by address; null when it has none. */
function stepsOf(memory: Memory, table: LineTable, layout: Layout, record: number): Buffer | null {
  const count = memory.u32(record + layout.pcDataCount) ?? 0
  if (count <= TREE_INDEX) return null
  const offset = memory.u32(record + layout.size + 4 * TREE_INDEX)
  return offset ? memory.rest(table.pcData + offset) : null
}

/** The row that holds at an offset of the code (runtime.pcvalue); -1 when none does. */
function valueAt(steps: Buffer, quantum: number, target: number): number {
  let [at, offset, value] = [0, 0, -1]
  const varint = () => {
    let number = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = steps[at++] ?? 0
      number |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    return number >>> 0
  }
  for (let step = 0; step < MAX_STEPS && at < steps.length; step++) {
    const change = varint()
    if (change === 0 && step > 0) return -1
    value = (value + (-(change & 1) ^ (change >>> 1))) | 0
    offset += varint() * quantum
    if (target < offset) return value
  }
  return -1
}

/** `gofunc`, from which the offsets count: the word of the module data with which inline trees have names. */
function findBase(memory: Memory, layout: Layout, functions: FunctionTable): number | null {
  if (functions.moduleData === null) return null
  const offsets: number[] = []
  for (let index = 0; index < functions.count && offsets.length < SAMPLES; index++) {
    const place = treePlace(memory, layout, functions.records[index] ?? Number.NaN, true)
    const offset = place === null ? null : memory.u32(place)
    if (offset !== null && offset !== NO_DATA) offsets.push(offset)
  }
  const isBase = (base: number) =>
    offsets.every((offset) => {
      const name = memory.u32(base + offset + layout.callName)
      // A name begins behind the end of another one, save the first.
      return (
        name !== null &&
        functions.nameAt(name) !== null &&
        (name === 0 || functions.nameAt(name - 1) === null)
      )
    })
  return offsets.length === 0 ? null : (laterWords(memory, functions.moduleData).find(isBase) ?? null)
}
