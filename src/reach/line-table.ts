import { MalformedFileError } from '../inspect/byte-cursor.js'
import type { ElfImage } from '../inspect/elf-image.js'
import { findSection } from '../inspect/elf-section.js'
import type { Memory, Region } from './memory.js'

/**
 * Layouts of the table that maps instructions to functions, by the first release that wrote them (internal/abi/symtab.go,
 * debug/gosym/pclntab.go). Go 1.26 leaves the start of the text out of its header.
 */
export type LineTableFormat = '1.2' | '1.16' | '1.18' | '1.20'

/** The header of Go's line table (`runtime.pclntab`). All fields are addresses, `functions` is a count. */
export interface LineTable {
  readonly format: LineTableFormat
  readonly address: number
  /** Smallest distance of two instructions, in bytes. */
  readonly quantum: number
  readonly functions: number
  readonly names: number
  readonly pcData: number
  /** The table of functions, and what their offsets count from. */
  readonly functionTable: number
  readonly functionBase: number
  /** As the header says it; 0 when it does not, or before Go 1.18, which needs none. */
  readonly textStart: number
}

const MAGICS: readonly (readonly [number, LineTableFormat])[] = [
  [0xfffffff1, '1.20'],
  [0xfffffff0, '1.18'],
  [0xfffffffa, '1.16'],
  [0xfffffffb, '1.2'],
]
/** Places that look like a header and are none, after which the search ends. */
const MAX_CANDIDATES = 4096
/** The linker aligns the table to 32 bytes; pointers are all that it must be. */
const ALIGN = 8

/** Null when the file has none: it is no Go program. @throws MalformedFileError when there is one, of 32-bit pointers */
export function findLineTable(image: ElfImage, memory: Memory): LineTable | null {
  for (const name of ['.gopclntab', '.data.rel.ro.gopclntab']) {
    const section = findSection(image, name)
    const table = section && readHeader(memory, Number(section.address))
    if (table) return table
  }
  return searchRegions(memory)
}

function searchRegions(memory: Memory): LineTable | null {
  let budget = MAX_CANDIDATES
  // Read-only data comes before what was relocated, and nothing but the table begins like one.
  for (const region of memory.regions) {
    for (const [magic] of MAGICS) {
      for (const address of placesOf(region, magic)) {
        const table = readHeader(memory, address)
        if (table !== null) return table
        if (--budget === 0) return null
      }
    }
  }
  return null
}

function* placesOf({ bytes, start }: Region, magic: number): Generator<number> {
  const mark = Buffer.alloc(6)
  mark.writeUInt32LE(magic)
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    if ((start + at) % ALIGN === 0) yield start + at
  }
}

/** Null when there is no header at the address that could be true. */
function readHeader(memory: Memory, address: number): LineTable | null {
  const header = memory.bytes(address, 8)
  if (header === null || header.readUInt16LE(4) !== 0) return null
  const format = MAGICS.find(([magic]) => magic === header.readUInt32LE(0))?.[1]
  const quantum = header.readUInt8(6)
  const pointerSize = header.readUInt8(7)
  if (format === undefined || ![1, 2, 4].includes(quantum) || ![4, 8].includes(pointerSize)) return null
  if (pointerSize === 4) throw new MalformedFileError('the Go line table', null, 'has 32-bit pointers')
  const word = (index: number) => memory.pointer(address + 8 + 8 * index) ?? Number.NaN
  const table = layOut(format, address, word)
  const fieldSize = format === '1.18' || format === '1.20' ? 4 : 8
  const held =
    table.functions > 0 &&
    memory.bytes(table.functionTable, (table.functions * 2 + 1) * fieldSize) !== null &&
    memory.bytes(table.names, 1) !== null &&
    memory.bytes(table.pcData, 1) !== null
  return held ? { format, address, quantum, ...table } : null
}

function layOut(
  format: LineTableFormat,
  address: number,
  word: (index: number) => number,
): Omit<LineTable, 'format' | 'address' | 'quantum'> {
  const functions = word(0)
  switch (format) {
    case '1.2': {
      const table = { functionTable: address + 16, functionBase: address }
      return { functions, names: address, pcData: address, ...table, textStart: 0 }
    }
    case '1.16': {
      const start = address + word(6)
      const table = { functionTable: start, functionBase: start }
      return { functions, names: address + word(2), pcData: address + word(5), ...table, textStart: 0 }
    }
    default: {
      const start = address + word(7)
      const table = { functionTable: start, functionBase: start }
      return { functions, names: address + word(3), pcData: address + word(6), ...table, textStart: word(2) }
    }
  }
}
