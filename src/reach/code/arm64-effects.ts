import {
  accessSize,
  addImmediate,
  adrTarget,
  bitMask,
  isAddImmediate,
  isAdr,
  isLoadLiteral,
  isLoadStoreUnsigned,
  isSvc,
} from './arm64-words.js'
import type { MachineState } from './machine-state.js'
import {
  constant,
  join,
  low32,
  mapConstants,
  plus,
  signed32,
  type TracedValue,
  UNKNOWN,
} from './traced-value.js'

/** Register 31 is the stack pointer or always zero, as the instruction says. It is kept as the stack pointer. */
export const SP = 31
export const FRAME_POINTER = 29
/** The register in which Go's prologue works out the stack pointer of a large frame. */
const NEXT_STACK = 20
const POINTER = 8
/** More than any instruction on vectors stores. */
const VECTOR_BYTES = 64

/** A place in the code and what is known there of its address. */
export interface Arm64Instruction {
  readonly word: number
  readonly at: number
  /** Low 12 bits of the address of place 0. */
  readonly low: number
}

/** What an instruction does to registers and stack. What is not listed forgets everything. */
export function runArm64(instruction: Arm64Instruction, state: MachineState): void {
  const { word } = instruction
  const group = (word >>> 25) & 15
  if ((group & 14) === 8) runImmediate(instruction, state)
  else if ((group & 14) === 10) runSystem(word, state)
  else if ((group & 5) === 4) runLoadStore(word, state)
  else if ((group & 7) === 5) runRegister(word, state)
  else if ((group & 7) === 7) setRegister(state, word & 31, UNKNOWN)
  else state.forgetAll()
}

/** A general register, where 31 is zero. */
function register(state: MachineState, number: number): TracedValue {
  return number === 31 ? constant(0) : state.get(number)
}

function setRegister(state: MachineState, number: number, value: TracedValue): void {
  if (number !== 31) state.set(number, value)
}

function sized(word: number, value: TracedValue): TracedValue {
  return word >= 0x80000000 ? value : low32(value)
}

function runImmediate({ word, at, low }: Arm64Instruction, state: MachineState): void {
  const to = word & 31
  const from = (word >>> 5) & 31
  if (isAdr(word)) setRegister(state, to, { kind: 'address', place: adrTarget(word, at, low) })
  else if (isAddImmediate(word)) runAdd(word, state)
  else if ((word & 0x1f800000) === 0x12000000) {
    const mask = bitMask(word)
    const operation = (word >>> 29) & 3
    const value = mask === null ? UNKNOWN : mapConstants(register(state, from), bitOperation(operation, mask))
    // ANDS writes no stack pointer.
    if (operation === 3) setRegister(state, to, sized(word, value))
    else state.set(to, sized(word, value))
  } else if ((word & 0x1f800000) === 0x12800000) runMoveWide(word, state)
  // Tagged addresses may go to the stack pointer.
  else if ((word & 0x1f800000) === 0x11800000) state.set(to, UNKNOWN)
  else setRegister(state, to, UNKNOWN)
}

function bitOperation(operation: number, mask: bigint): (value: bigint) => bigint {
  if (operation === 1) return (value) => value | mask
  if (operation === 2) return (value) => value ^ mask
  return (value) => value & mask
}

/** ADD and SUB of an immediate or an extended register: 31 is the stack pointer, but as the target of one with flags. */
function runAdd(word: number, state: MachineState): void {
  const to = word & 31
  const flags = (word & 0x20000000) !== 0
  // CMP and CMN.
  if (flags && to === 31) return
  const value = stackSum(word, state)
  if (value.kind === 'unknown') state.taken.takeIndexed(state.get((word >>> 5) & 31))
  state.set(to, value)
}

/** What an ADD or SUB of an immediate or an extended register makes. */
export function stackSum(word: number, state: MachineState): TracedValue {
  const from = state.get((word >>> 5) & 31)
  const sign = (word & 0x40000000) !== 0 ? -1 : 1
  if (isAddImmediate(word)) return sized(word, plus(from, sign * addImmediate(word)))
  const by = register(state, (word >>> 16) & 31)
  // Only as it is, with 64 bits and no shift.
  if ((word & 0xfc00) !== 0x6000 || by.kind !== 'constants' || by.values.length !== 1) return UNKNOWN
  return sized(word, plus(from, sign * (by.values[0] ?? 0)))
}

/** MOVN, MOVZ, MOVK. */
function runMoveWide(word: number, state: MachineState): void {
  const to = word & 31
  const operation = (word >>> 29) & 3
  const shift = BigInt(((word >>> 21) & 3) * 16)
  const part = BigInt((word >>> 5) & 0xffff) << shift
  const start = operation === 3 ? register(state, to) : constant(0)
  const value = mapConstants(start, (old) => {
    if (operation === 0) return ~part
    return (BigInt.asUintN(64, old) & ~(0xffffn << shift)) | part
  })
  setRegister(state, to, operation === 1 ? UNKNOWN : sized(word, value))
}

/** Branches, which write nothing, and system instructions, some of which read into a register. */
function runSystem(word: number, state: MachineState): void {
  if (isSvc(word)) state.set(0, UNKNOWN)
  else if ((word & 0xff000000) >>> 0 === 0xd5000000) {
    // MRS and SYSL have the bit for reading.
    if ((word & 0x00200000) !== 0) setRegister(state, word & 31, UNKNOWN)
    // Hints with pointer authentication change X16, X17 and X30.
    else if ((word & 0xfffff000) >>> 0 === 0xd5032000)
      for (const hinted of [16, 17, 30]) state.set(hinted, UNKNOWN)
  }
}

function runRegister(word: number, state: MachineState): void {
  const to = word & 31
  const first = register(state, (word >>> 5) & 31)
  const second = register(state, (word >>> 16) & 31)
  if ((word & 0x1f200000) === 0x0b200000) runAdd(word, state)
  // ORR of shifted registers: MOV when one is zero and none is shifted.
  else if ((word & 0x7fe0ffe0) === 0x2a0003e0) setRegister(state, to, sized(word, second))
  else if ((word & 0x7fe00c00) === 0x1a800000)
    setRegister(state, to, join(sized(word, first), sized(word, second)))
  else if ((word & 0x7f200000) === 0x0b000000 && (word & 0xfc00) === 0)
    setRegister(state, to, sum(word, first, second))
  // CCMP and CCMN write flags alone.
  else if ((word & 0x3fe00000) !== 0x3a400000) setRegister(state, to, UNKNOWN)
}

/** ADD of two registers, of which one is a constant. */
function sum(word: number, first: TracedValue, second: TracedValue): TracedValue {
  for (const [a, b] of [
    [first, second],
    [second, first],
  ] as const) {
    if (b.kind === 'constants' && b.values.length === 1) return sized(word, plus(a, b.values[0] ?? 0))
  }
  return UNKNOWN
}

function runLoadStore(word: number, state: MachineState): void {
  if ((word & 0x3a000000) === 0x28000000) runPair(word, state)
  else if (isLoadLiteral(word)) {
    if ((word & 0x04000000) === 0 && word >>> 30 !== 3) setRegister(state, word & 31, UNKNOWN)
  } else if (isLoadStoreUnsigned(word)) {
    const offset = ((word >>> 10) & 0xfff) * accessSize(word)
    access(word, state, plus(state.get((word >>> 5) & 31), offset))
  } else if ((word & 0x3b000000) === 0x38000000) runIndexed(word, state)
  else if ((word & 0x3f000000) === 0x08000000) runExclusive(word, state)
  else if ((word & 0xbe000000) >>> 0 === 0x0c000000) runStructure(word, state)
  else state.forgetAll()
}

/** LDP and STP. */
function runPair(word: number, state: MachineState): void {
  const vector = (word & 0x04000000) !== 0
  const size = vector ? 4 << (word >>> 30) : word >= 0x80000000 ? 8 : 4
  const base = (word >>> 5) & 31
  const mode = (word >>> 23) & 3
  const load = (word & 0x00400000) !== 0
  // STGP tags memory; 3 is not allocated.
  if (!vector && (word >>> 30 === 3 || (word >>> 30 === 1 && !load))) {
    state.forgetAll()
    return
  }
  const offset = ((word << 10) >> 25) * size
  const moved = plus(state.get(base), offset)
  const address = mode === 1 ? state.get(base) : moved
  if (mode === 3) state.set(base, moved)
  const targets = [word & 31, (word >>> 10) & 31]
  const values = targets.map((_, i) => state.load(plus(address, i * POINTER)))
  targets.forEach((target, i) => {
    if (load) {
      // LDPSW loads 4 bytes too.
      const whole = size === 8 && word >>> 30 === 2
      if (!vector) setRegister(state, target, whole ? (values[i] ?? UNKNOWN) : UNKNOWN)
    } else store(state, plus(address, i * size), size, vector ? UNKNOWN : register(state, target))
  })
  if (mode === 1) state.set(base, moved)
}

/** LDR and STR with other offsets: unscaled, before and after the access, by register; and atomic operations. */
function runIndexed(word: number, state: MachineState): void {
  const base = (word >>> 5) & 31
  const from = state.get(base)
  const form = (word >>> 10) & 3
  if ((word & 0x00200000) !== 0) {
    if (form === 2) accessIndexed(word, state, from)
    else runAtomic(word, state, base)
    return
  }
  const moved = plus(from, (word << 11) >> 23)
  if (form === 3) state.set(base, moved)
  access(word, state, form === 1 ? from : moved)
  if (form === 1) state.set(base, moved)
}

/** LDADD, SWP, LDAPR and their kin, LDRAA. Those of 64 bytes (LD64B, ST64B) forget everything. */
function runAtomic(word: number, state: MachineState, base: number): void {
  const form = (word >>> 10) & 3
  const operation = (word >>> 12) & 15
  if (form === 0 && operation > 8 && operation !== 12) {
    state.forgetAll()
    return
  }
  state.taken.take(register(state, (word >>> 16) & 31))
  store(state, state.get(base), POINTER, UNKNOWN)
  setRegister(state, word & 31, UNKNOWN)
  if (form !== 0) state.set(base, UNKNOWN)
}

/** With a register as offset. Of a table of pointers, an entry comes out. */
function accessIndexed(word: number, state: MachineState, base: TracedValue): void {
  if (!isLoad(word)) {
    state.taken.takeIndexed(base)
    if ((word & 0x04000000) === 0) state.taken.take(register(state, word & 31))
  } else if ((word & 0x04000000) === 0) {
    const pointer = word >>> 30 === 3 && base.kind === 'address'
    if (word >>> 22 !== 0x3e2)
      setRegister(state, word & 31, pointer ? { kind: 'entry', table: base.place } : UNKNOWN)
  }
}

function isLoad(word: number): boolean {
  const operation = (word >>> 22) & 3
  // Of vectors, 2 stores 16 bytes.
  return operation !== 0 && !((word & 0x04000000) !== 0 && operation === 2)
}

/** One register to or from memory. */
function access(word: number, state: MachineState, address: TracedValue): void {
  const target = word & 31
  const vector = (word & 0x04000000) !== 0
  const size = accessSize(word)
  if (!isLoad(word)) {
    store(state, address, size, vector ? UNKNOWN : register(state, target))
    return
  }
  if (vector || (size === 8 && ((word >>> 22) & 3) === 2)) return
  const value = state.load(address)
  const operation = (word >>> 22) & 3
  if (size === 8) setRegister(state, target, value)
  else if (size === 4) setRegister(state, target, operation === 1 ? low32(value) : signed32(value))
  else setRegister(state, target, UNKNOWN)
}

function store(state: MachineState, address: TracedValue, size: number, value: TracedValue): void {
  if (size === POINTER) state.store(address, value)
  else state.spoil(address, size)
}

/** LDXR, STXR, LDAR, STLR, CAS and CASP: any of their registers may be written. */
function runExclusive(word: number, state: MachineState): void {
  const address = state.get((word >>> 5) & 31)
  const fields = [word & 31, (word >>> 10) & 31, (word >>> 16) & 31]
  for (const field of fields) state.taken.take(register(state, field))
  state.spoil(address, 2 * POINTER)
  for (const field of fields) {
    setRegister(state, field, UNKNOWN)
    // CASP has pairs.
    if (field % 2 === 0) setRegister(state, field + 1, UNKNOWN)
  }
}

/** LD1 to LD4 and ST1 to ST4; some add to their base. */
function runStructure(word: number, state: MachineState): void {
  const base = (word >>> 5) & 31
  state.spoil(state.get(base), VECTOR_BYTES)
  if ((word & 0x00800000) !== 0) state.set(base, UNKNOWN)
}

/**
 * Addresses that Go's prologue works out and hands to nobody: the frame pointer (SUB $8, RSP, R29) and the stack pointer
 * of a large frame (SUB of a number or of R27 from RSP to R20; STP (R29, R30), -8(R20); MOVD R20, RSP). See preprocess in cmd/internal/obj/arm64.
 */
export function ofPrologue(word: number, secondNext: number): number | null {
  if (word === 0xd10023fd) return FRAME_POINTER
  const lowers = (word & 0xff8003ff) >>> 0 === 0xd10003f4 || word === 0xcb3b63f4
  return lowers && secondNext === 0x9100029f ? NEXT_STACK : null
}
