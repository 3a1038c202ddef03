import { MalformedFileError } from '../inspect/byte-cursor.js'
import type { LineTable } from './line-table.js'
import type { Memory } from './memory.js'
import { findModuleData, type ModuleData } from './module-data.js'

/** The functions of a Go program in the order of their addresses; their index is their name everywhere else. */
export interface FunctionTable {
  readonly count: number
  /** Addresses, one more than there are functions: a function ends where the next one begins. */
  readonly entries: Float64Array
  /** Addresses of the `runtime._func` records. */
  readonly records: Float64Array
  /** Null before Go 1.18, and when it was not found. */
  readonly moduleData: ModuleData | null
  /** As the linker wrote it: `main.main`, `gopkg.in/yaml%2ev3.Unmarshal`, `slices.Sort[...]`. */
  name(index: number): string
  /** The name at an offset of the name table; null when none begins there. */
  nameAt(offset: number): string | null
  /** Bytes of arguments, results and spill space in its caller's frame; null when the linker was not told. */
  argumentBytes(index: number): number | null
  /** Of the function whose code holds the address; -1 when none does. */
  find(address: number): number
  /** Of the function that begins there; -1 when none does. */
  at(address: number): number
}

/** ArgsSizeUnknown, of assembly without a Go declaration (runtime/funcdata.h). */
const UNKNOWN_SIZE = 0x80000000
/** Bytes; names of generic functions before Go 1.21 spell their types out. */
const MAX_NAME = 65536
const BUCKET_BITS = 8
/** Bytes of code; what the table can address is less (4 GiB since Go 1.18). */
const MAX_TEXT = 2 ** 31

/** @throws MalformedFileError */
export function readFunctionTable(memory: Memory, table: LineTable): FunctionTable {
  const relative = table.format === '1.18' || table.format === '1.20'
  const moduleData = relative ? findModuleData(memory, table) : null
  const { entries, records } = relative
    ? readOffsets(memory, table, moduleData)
    : readAddresses(memory, table)
  checkOrder(memory, entries)
  const count = table.functions
  const nameField = relative ? 4 : 8
  const nameAt = (offset: number) => readName(memory, table.names, offset)
  const find = openSearch(entries)
  return {
    count,
    entries,
    records,
    moduleData,
    nameAt,
    name(index) {
      const offset = memory.u32((records[index] ?? Number.NaN) + nameField)
      const name = offset === null ? null : nameAt(offset)
      if (name === null) throw malformed(`function ${index}`, 'has no readable name')
      return name
    },
    argumentBytes(index) {
      const bytes = memory.u32((records[index] ?? Number.NaN) + nameField + 4)
      return bytes === null || bytes >= UNKNOWN_SIZE ? null : bytes
    },
    find,
    at(address) {
      const index = find(address)
      return index >= 0 && entries[index] === address ? index : -1
    },
  }
}

function malformed(what: string, problem: string): MalformedFileError {
  return new MalformedFileError(`${what} of the Go function table`, null, problem)
}

interface Rows {
  readonly entries: Float64Array
  readonly records: Float64Array
}

/** Go 1.18 and later: offsets of 32 bits, of the code from the start of the text, of the records from the table. */
function readOffsets(memory: Memory, table: LineTable, moduleData: ModuleData | null): Rows {
  const { functions: count, functionTable, functionBase } = table
  const bytes = rowsOf(memory, functionTable, (count * 2 + 1) * 4)
  const first = bytes.readUInt32LE(0)
  const text = moduleData === null ? table.textStart : moduleData.firstFunction - first
  if (text === 0) throw malformed('the start', 'is not told by the file')
  const entries = new Float64Array(count + 1)
  const records = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    entries[i] = text + bytes.readUInt32LE(8 * i)
    records[i] = functionBase + bytes.readUInt32LE(8 * i + 4)
  }
  entries[count] = text + bytes.readUInt32LE(8 * count)
  return { entries, records }
}

/** Up to Go 1.17: addresses, and offsets of the records, in 64 bits. */
function readAddresses(memory: Memory, { functions: count, functionTable, functionBase }: LineTable): Rows {
  const bytes = rowsOf(memory, functionTable, (count * 2 + 1) * 8)
  const word = (at: number) => bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32
  const entries = new Float64Array(count + 1)
  const records = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    entries[i] = word(16 * i)
    records[i] = functionBase + word(16 * i + 8)
  }
  entries[count] = word(16 * count)
  return { entries, records }
}

function rowsOf(memory: Memory, address: number, size: number): Buffer {
  const bytes = memory.bytes(address, size)
  if (bytes === null) throw malformed('the end', 'is behind the end of the file')
  return bytes
}

/** All code must be in one executable region, each function behind the one before. */
function checkOrder(memory: Memory, entries: Float64Array): void {
  const first = entries[0] ?? Number.NaN
  const end = entries[entries.length - 1] ?? Number.NaN
  const held = memory.regions.some(
    (region) => region.executable && first >= region.start && end <= region.end && end - first <= MAX_TEXT,
  )
  if (!held) throw malformed('the code', 'is not in an executable segment')
  for (let i = 1; i < entries.length; i++) {
    if (!((entries[i - 1] ?? 0) <= (entries[i] ?? 0))) throw malformed(`function ${i}`, 'is out of order')
  }
}

/** The last function that begins at or before an address, through an index of the text in steps of 256 bytes. */
function openSearch(entries: Float64Array): (address: number) => number {
  const count = entries.length - 1
  const first = entries[0] ?? 0
  const end = entries[count] ?? 0
  const buckets = new Int32Array(Math.floor((end - first) / 2 ** BUCKET_BITS) + 2)
  let index = 0
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    const start = first + bucket * 2 ** BUCKET_BITS
    while (index + 1 < count && (entries[index + 1] ?? 0) <= start) index++
    buckets[bucket] = index
  }
  return (address) => {
    if (!(address >= first && address < end)) return -1
    const bucket = Math.floor((address - first) / 2 ** BUCKET_BITS)
    let low = buckets[bucket] ?? 0
    let high = Math.max(low, buckets[bucket + 1] ?? low)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((entries[middle] ?? 0) <= address) low = middle
      else high = middle - 1
    }
    return low
  }
}

function readName(memory: Memory, names: number, offset: number): string | null {
  const room = memory.rest(names + offset)
  if (room === null) return null
  const length = room.subarray(0, MAX_NAME).indexOf(0)
  return length <= 0 ? null : room.toString('utf8', 0, length)
}
