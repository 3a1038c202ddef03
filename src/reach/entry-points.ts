import type { Abi, Known, TraceCode, TracedCode } from './code/scanned-function.js'
import { type CodeMap, codeOf } from './code-map.js'
import type { FunctionTable } from './function-table.js'
import type { Memory } from './memory.js'

/** A place that asks the kernel, or an entry point, for something. */
export interface NumberedPlace {
  /** Function that holds the place. */
  readonly index: number
  /** Of the call, the instruction, or whatever takes an entry point's address. */
  readonly address: number
  /** Null when it cannot be read. */
  readonly number: number | null
}

export interface EntryPoints {
  readonly places: readonly NumberedPlace[]
  /** Functions that hand a parameter of theirs on as syscall number. */
  readonly entries: ReadonlySet<number>
}

export interface Program {
  readonly memory: Memory
  readonly functions: FunctionTable
  readonly map: CodeMap
  readonly trace: TraceCode
}

/** Where an entry point gets the number. */
interface Parameter {
  readonly abi: Abi
  readonly index: number
}

interface Entry extends Parameter {
  readonly function: number
}

/**
 * Follows syscall numbers from the instructions up through the callers: a function that executes the instruction with a
 * number of its own is a place; one that takes the number from a parameter is an entry point, and so is one that hands a
 * parameter on to an entry point. What cannot be followed is a place without a number, also where an entry point's
 * address is taken: it may be called with anything.
 */
export function findEntryPoints(program: Program): EntryPoints {
  const { map } = program
  const found = openFindings()
  followHandOver(program, found)
  for (const index of map.traps) readTraps(program, index, found)
  const callers = openCallers(map)
  // Grows while it is read.
  for (const entry of found.queue) {
    for (const caller of callers(entry.function, 'call')) readCalls(program, caller, entry, found)
  }
  for (const entry of found.entries) readReferences(program, entry, callers(entry, 'reference'), found)
  return { places: found.places, entries: found.entries }
}

/**
 * syscall.AllThreadsSyscall runs a call in every thread: the runtime keeps number and arguments in a variable, from which
 * each thread takes them when a signal comes (runtime/os_linux.go, Go 1.18 on). The variable has one writer, so the
 * reader's numbers are those that the writer is called with; without the writer the reader never runs.
 */
const READER = 'runtime.runPerThreadSyscall'
const WRITER = 'syscall.runtime_doAllThreadsSyscall'
const WRITTEN: Known = { kind: 'parameter', abi: 'internal', index: 0 }

function followHandOver({ functions }: Program, found: Findings): void {
  const reader = findFunction(functions, READER)
  if (reader < 0) return
  found.handedOver.add(reader)
  const writer = findFunction(functions, WRITER)
  if (writer >= 0) found.add(writer, functions.entries[writer] ?? 0, WRITTEN)
}

function findFunction(functions: FunctionTable, name: string): number {
  for (let index = 0; index < functions.count; index++) if (functions.name(index) === name) return index
  return -1
}

function openFindings() {
  const places: NumberedPlace[] = []
  const queue: Entry[] = []
  const seen = new Set<string>()
  const entries = new Set<number>()
  /** Functions whose unknown numbers come from elsewhere. */
  const handedOver = new Set<number>()
  return {
    places,
    queue,
    entries,
    handedOver,
    /** What one place says of its number. */
    add(index: number, address: number, number: Known) {
      switch (number.kind) {
        case 'constants':
          for (const value of number.values) places.push({ index, address, number: value })
          break
        case 'unknown':
          if (!handedOver.has(index)) places.push({ index, address, number: null })
          break
        case 'parameter': {
          const key = `${index} ${number.abi} ${number.index}`
          if (!seen.has(key)) queue.push({ function: index, abi: number.abi, index: number.index })
          seen.add(key)
          entries.add(index)
        }
      }
    },
  }
}

type Findings = ReturnType<typeof openFindings>

const UNKNOWN: Known = { kind: 'unknown' }

function readTraps(program: Program, index: number, found: Findings): void {
  const { functions } = program
  const start = functions.entries[index] ?? 0
  const traced = traceFunction(program, index, -1)
  for (const { at, kind, number } of traced.traps) {
    // The old gates of i386 count otherwise.
    const other = kind === 'int80' || kind === 'sysenter'
    found.add(index, start + at, other ? UNKNOWN : number)
  }
  if (traced.traps.length === 0 || stopped(functions, index, traced)) found.add(index, start, UNKNOWN)
}

function readCalls(program: Program, index: number, entry: Entry, found: Findings): void {
  const { functions } = program
  const start = functions.entries[index] ?? 0
  const traced = traceFunction(program, index, (functions.entries[entry.function] ?? 0) - start)
  for (const call of traced.calls) found.add(index, start + call.at, call[entry.abi][entry.index] ?? UNKNOWN)
  // The scan saw a call that the trace did not come to.
  if (traced.calls.length === 0 || stopped(functions, index, traced)) found.add(index, start, UNKNOWN)
}

function stopped(functions: FunctionTable, index: number, { stoppedAt }: TracedCode): boolean {
  return stoppedAt < (functions.entries[index + 1] ?? 0) - (functions.entries[index] ?? 0)
}

/** @param target the calls that are asked for, in bytes from the function's start */
function traceFunction(program: Program, index: number, target: number): TracedCode {
  const { memory, functions, trace } = program
  const start = functions.entries[index] ?? 0
  return trace(codeOf(memory, functions, index), BigInt(start), {
    wanted: (called) => called === target,
    argumentBytes(called) {
      const callee = functions.at(start + called)
      return callee < 0 ? null : functions.argumentBytes(callee)
    },
    pointerAt: (place) => {
      const pointer = memory.constant(start + place) ? memory.pointer(start + place) : null
      return pointer === null ? null : pointer - start
    },
  })
}

/** Functions with an edge of that kind to one, ascending. */
function openCallers(map: CodeMap) {
  return (index: number, kind: 'call' | 'reference'): readonly number[] => {
    const edge = index * 2 + (kind === 'reference' ? 1 : 0)
    const callers: number[] = []
    for (let at = map.edges.indexOf(edge); at >= 0; at = map.edges.indexOf(edge, at + 1)) {
      const caller = ownerOf(map.starts, at)
      if (callers.at(-1) !== caller) callers.push(caller)
    }
    return callers
  }
}

/** The function whose range of edges holds a position. */
function ownerOf(starts: Int32Array, position: number): number {
  let [low, high] = [0, starts.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

/** Whoever takes an entry point's address can call it with any number. */
function readReferences(program: Program, entry: number, holders: readonly number[], found: Findings): void {
  const { functions, memory } = program
  for (const holder of holders) found.add(holder, functions.entries[holder] ?? 0, UNKNOWN)
  const address = functions.entries[entry] ?? 0
  if (holders.length === 0 && isInData(memory, address)) found.add(entry, address, UNKNOWN)
}

/** Does a pointer in data lead there, so that code can call it without naming it? */
function isInData(memory: Memory, address: number): boolean {
  const pointer = Buffer.alloc(8)
  pointer.writeBigUInt64LE(BigInt(address))
  return memory.regions.some(({ bytes, start, executable }) => {
    if (executable) return false
    for (let at = bytes.indexOf(pointer); at >= 0; at = bytes.indexOf(pointer, at + 1)) {
      if ((start + at) % 8 === 0) return true
    }
    return false
  })
}
