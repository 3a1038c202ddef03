import type { ScanCode } from './code/scanned-function.js'
import type { FunctionTable } from './function-table.js'
import type { Memory } from './memory.js'

/** How one function gets at another: it calls it, or it takes its address, itself or through a variable, closure or itab. */
export type EdgeKind = 'call' | 'reference'

/** Who calls and references whom, and who holds syscall instructions. Numbers only: big programs have millions of edges. */
export interface CodeMap {
  /** Functions with an instruction that traps into the kernel, ascending. */
  readonly traps: readonly number[]
  /** Of function i: `edges[starts[i]]` up to `edges[starts[i + 1]]`. */
  readonly starts: Int32Array
  /** The other function, shifted left by one; the low bit is set for a reference. */
  readonly edges: Int32Array
}

/**
 * An itab: pointers to the interface and the type, the type's hash, then the methods (internal/abi.ITab). A type has
 * its hash behind two words; an interface type says in its ninth how many methods it has (internal/abi.InterfaceType).
 */
const ITAB_TYPE = 8
const ITAB_HASH = 16
const ITAB_METHODS = 24
const TYPE_HASH = 16
const INTERFACE_METHODS = 64
/** More than any interface has that Go's own code or that of others was seen to have. */
const MAX_METHODS = 512

export function codeOf(memory: Memory, functions: FunctionTable, index: number): Buffer {
  const start = functions.entries[index] ?? Number.NaN
  const end = functions.entries[index + 1] ?? Number.NaN
  return memory.bytes(start, end - start) ?? Buffer.alloc(0)
}

/**
 * Scans all functions once. Where code cannot be decoded, scanning goes on behind it: so nothing is missed that the
 * scan can make out at all.
 * @param step bytes from one instruction to the next possible one
 */
export function mapCode(memory: Memory, functions: FunctionTable, scan: ScanCode, step: number): CodeMap {
  const edges = openEdges(functions.count)
  const resolve = openResolver(memory, functions)
  const traps: number[] = []
  let current = 0
  let base = 0
  const addReference = (index: number) => edges.add(index * 2 + 1)
  const sink = {
    call(_at: number, target: number) {
      const index = functions.at(base + target)
      if (index >= 0) edges.add(index * 2)
    },
    reference: (_at: number, target: number) => resolve(base + target, addReference),
    access(_at: number, target: number) {
      const held = memory.pointer(base + target)
      if (held !== null) resolve(held, addReference)
    },
    trap() {
      if (traps.at(-1) !== current) traps.push(current)
    },
  }
  for (; current < functions.count; current++) {
    edges.begin(current)
    const start = functions.entries[current] ?? 0
    const code = codeOf(memory, functions, current)
    for (let at = 0; at < code.length; at += step) {
      base = start + at
      at += scan(code.subarray(at), BigInt(base), sink)
    }
  }
  return { traps, ...edges.end() }
}

function openEdges(count: number) {
  const starts = new Int32Array(count + 1)
  let edges = new Int32Array(1 << 16)
  let length = 0
  let first = 0
  return {
    begin(index: number) {
      starts[index] = length
      first = length
    },
    add(edge: number) {
      // Neighbours are often the same; all others may be in twice.
      if (length > first && edges[length - 1] === edge) return
      if (length === edges.length) {
        const larger = new Int32Array(edges.length * 2)
        larger.set(edges)
        edges = larger
      }
      edges[length++] = edge
    },
    end() {
      starts[count] = length
      return { starts, edges: edges.subarray(0, length) }
    },
  }
}

/** Of an itab of that interface type; 0 when there is no itab at the address. */
function countMethods(memory: Memory, address: number, interfaceType: number): number {
  const hash = memory.u32(address + ITAB_HASH)
  const type = hash === null || hash === 0 ? null : memory.pointer(address + ITAB_TYPE)
  if (type === null || memory.u32(type + TYPE_HASH) !== hash) return 0
  return Math.min(memory.pointer(interfaceType + INTERFACE_METHODS) ?? 0, MAX_METHODS)
}

/** Tells the functions that an address leads to: a function, a closure or function value, the methods of an itab. */
function openResolver(memory: Memory, functions: FunctionTable) {
  const textStart = functions.entries[0] ?? 0
  const textEnd = functions.entries[functions.count] ?? 0
  const at = (address: number | null) =>
    address !== null && address >= textStart && address < textEnd ? functions.at(address) : -1
  return (address: number, found: (index: number) => void): void => {
    if (address >= textStart && address < textEnd) {
      const index = functions.at(address)
      if (index >= 0) found(index)
      return
    }
    const first = memory.pointer(address)
    if (first === null || first === 0) return
    const index = at(first)
    if (index >= 0) {
      found(index)
      return
    }
    const methods = countMethods(memory, address, first)
    for (let method = 0; method < methods; method++) {
      const index = at(memory.pointer(address + ITAB_METHODS + 8 * method))
      if (index < 0) return
      found(index)
    }
  }
}
