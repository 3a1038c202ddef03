import { type Amd64Decoder, MAP_0F, MAP_ONE_BYTE } from './amd64-decoder.js'
import { runExtended, runTwoByte } from './amd64-effects-0f.js'
import {
  AX,
  BP,
  CX,
  DI,
  DX,
  immediate,
  isRegister,
  lowField,
  memory,
  narrow,
  operandSize,
  pop,
  push,
  readRm,
  regField,
  SI,
  SP,
  writeMemory,
  writeRegister,
  writeRm,
} from './amd64-operands.js'
import { readInt32 } from './amd64-scan.js'
import type { MachineState } from './machine-state.js'
import { constant, mapConstants, plus, signed32, type TracedValue, UNKNOWN } from './traced-value.js'

/** What x87 writes to memory at most (FNSAVE), rounded up. */
const X87_BYTES = 128

/**
 * What the decoded instruction does to registers and stack. What is listed here is modelled or known not to write a
 * general register; all else forgets everything. Calls and returns are the caller's.
 */
export function runAmd64(decoder: Amd64Decoder, state: MachineState): void {
  if (decoder.map === MAP_ONE_BYTE) runOneByte(decoder, state)
  else if (decoder.map === MAP_0F) runTwoByte(decoder, state)
  else runExtended(decoder, state)
}

function runOneByte(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  if (opcode < 0x40) runArithmetic(decoder, state)
  else if (opcode < 0x60) runPushPop(decoder, state)
  else if (opcode < 0x80) runRow6(decoder, state)
  else if (opcode < 0xa0) runMoves(decoder, state)
  else if (opcode < 0xc0) runImmediates(decoder, state)
  else runRest(decoder, state)
}

/** ADD OR ADC SBB AND SUB XOR CMP, in six forms each. */
function runArithmetic(decoder: Amd64Decoder, state: MachineState): void {
  const operation = decoder.opcode >> 3
  const form = decoder.opcode & 7
  const size = (form & 1) === 0 ? 1 : operandSize(decoder)
  if (form >= 4) {
    const result = calculate(operation, narrow(state.get(AX), size), constant(immediate(decoder)), size)
    if (operation !== CMP) writeRegister(decoder, state, AX, size, result)
    return
  }
  const register = regField(decoder)
  const same = isRegister(decoder) && register === lowField(decoder, decoder.modrm)
  const own = narrow(state.get(register), size)
  const other = readRm(decoder, state, size)
  if (operation === CMP) return
  if (same && size >= 4 && (operation === XOR || operation === SUB)) {
    writeRegister(decoder, state, register, size, constant(0))
  } else if (form < 2) writeRm(decoder, state, size, calculate(operation, other, own, size))
  else writeRegister(decoder, state, register, size, calculate(operation, own, other, size))
}

const ADD = 0
const OR = 1
const AND = 4
const SUB = 5
const XOR = 6
const CMP = 7

/** With a second operand that is one constant; all else is not known. */
function calculate(operation: number, a: TracedValue, b: TracedValue, size: number): TracedValue {
  const by = b.kind === 'constants' && b.values.length === 1 ? b.values[0] : undefined
  if (by === undefined || size < 4) return UNKNOWN
  switch (operation) {
    case ADD:
      return narrow(plus(a, by), size)
    case SUB:
      return narrow(plus(a, -by), size)
    case OR:
      return narrow(
        mapConstants(a, (value) => value | BigInt(by)),
        size,
      )
    case AND:
      return narrow(
        mapConstants(a, (value) => value & BigInt(by)),
        size,
      )
    case XOR:
      return narrow(
        mapConstants(a, (value) => value ^ BigInt(by)),
        size,
      )
    default:
      return UNKNOWN
  }
}

function runPushPop(decoder: Amd64Decoder, state: MachineState): void {
  const register = lowField(decoder, decoder.opcode)
  if (decoder.opcode < 0x58) push(decoder, state, state.get(register))
  else state.set(register, pop(decoder, state))
}

/** 60 to 7F: MOVSXD, PUSH, IMUL, INS and OUTS; Jcc. */
function runRow6(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  const size = operandSize(decoder)
  if (opcode >= 0x70) return
  if (opcode === 0x63) {
    const value = signed32(readRm(decoder, state, 4))
    writeRegister(decoder, state, regField(decoder), size, value)
  } else if (opcode === 0x68 || opcode === 0x6a) push(decoder, state, constant(immediate(decoder)))
  else if (opcode === 0x69 || opcode === 0x6b) writeRegister(decoder, state, regField(decoder), size, UNKNOWN)
  else if (opcode >= 0x6c) runString(state)
  else state.forgetAll()
}

/** Instructions on strings write through DI, and count DI, SI and CX. */
function runString(state: MachineState): void {
  for (const register of [AX, CX, SI, DI]) state.set(register, UNKNOWN)
}

/** 80 to 9F. */
function runMoves(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  const size = (opcode & 1) === 0 ? 1 : operandSize(decoder)
  const register = regField(decoder)
  switch (opcode) {
    case 0x80:
    case 0x81:
    case 0x83: {
      const operation = (decoder.modrm >> 3) & 7
      const result = calculate(operation, readRm(decoder, state, size), constant(immediate(decoder)), size)
      if (operation !== CMP) writeRm(decoder, state, size, result)
      return
    }
    case 0x84:
    case 0x85:
    case 0x8e:
      return
    case 0x86:
    case 0x87:
      writeRm(decoder, state, size, UNKNOWN)
      state.taken.take(state.get(register))
      writeRegister(decoder, state, register, size, UNKNOWN)
      return
    case 0x88:
    case 0x89:
      writeRm(decoder, state, size, narrow(state.get(register), size))
      return
    case 0x8a:
    case 0x8b:
      writeRegister(decoder, state, register, size, readRm(decoder, state, size))
      return
    case 0x8c:
      writeRm(decoder, state, isRegister(decoder) ? 8 : 2, UNKNOWN)
      return
    case 0x8d:
      runLea(decoder, state)
      return
    case 0x8f: {
      const value = pop(decoder, state)
      writeRm(decoder, state, 8, value)
      return
    }
    default:
      runRow9(decoder, state)
  }
}

/** 90 to 9F: XCHG with AX, and instructions of one byte. */
function runRow9(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  if (opcode < 0x98) {
    const register = lowField(decoder, opcode)
    if (register === AX) return
    state.set(AX, UNKNOWN)
    state.set(register, UNKNOWN)
  } else if (opcode === 0x98 || opcode === 0x9f) state.set(AX, UNKNOWN)
  else if (opcode === 0x99) state.set(DX, UNKNOWN)
  else if (opcode === 0x9c) push(decoder, state, UNKNOWN)
  else if (opcode === 0x9d) pop(decoder, state)
  else if (opcode !== 0x9b && opcode !== 0x9e) state.forgetAll()
}

function runLea(decoder: Amd64Decoder, state: MachineState): void {
  const { address, indexed } = memory(decoder, state)
  if (indexed) state.taken.takeIndexed(address)
  const value = indexed ? UNKNOWN : address
  writeRegister(decoder, state, regField(decoder), operandSize(decoder), value)
}

/** A0 to BF: AX to and from an address, strings, MOV of an immediate. */
function runImmediates(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode, code, immediateAt } = decoder
  if (opcode >= 0xb8) {
    const low = readInt32(code, immediateAt)
    const size = operandSize(decoder)
    const high = BigInt(readInt32(code, immediateAt + 4)) << 32n
    const value = size === 8 ? Number(high | BigInt(low >>> 0)) : low
    writeRegister(decoder, state, lowField(decoder, opcode), size, constant(value))
  } else if (opcode >= 0xb0) writeRegister(decoder, state, lowField(decoder, opcode), 1, UNKNOWN)
  else if (opcode < 0xa2) state.set(AX, UNKNOWN)
  else if (opcode >= 0xa4 && opcode !== 0xa8 && opcode !== 0xa9) runString(state)
}

/** C0 to FF. */
function runRest(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  const size = (opcode & 1) === 0 ? 1 : operandSize(decoder)
  if (opcode >= 0xd8 && opcode <= 0xdf) {
    runX87(decoder, state)
    return
  }
  switch (opcode) {
    case 0xc0:
    case 0xc1:
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3:
      writeRm(decoder, state, size, UNKNOWN)
      return
    case 0xc6:
      writeRm(decoder, state, 1, UNKNOWN)
      return
    case 0xc7:
      // XBEGIN and XABORT come back with everything as it was, but AX.
      if (decoder.modrm === 0xf8) {
        state.forgetAll()
        return
      }
      writeRm(decoder, state, size, narrow(constant(immediate(decoder)), size))
      return
    case 0xc9: {
      state.set(SP, state.get(BP))
      const saved = pop(decoder, state)
      state.set(BP, saved)
      return
    }
    case 0xcd:
      state.forgetRegisters()
      return
    case 0xd7:
    case 0xe4:
    case 0xe5:
    case 0xec:
    case 0xed:
      state.set(AX, UNKNOWN)
      return
    case 0xe0:
    case 0xe1:
    case 0xe2:
      state.set(CX, UNKNOWN)
      return
    case 0xf6:
    case 0xf7:
      runGroup3(decoder, state, size)
      return
    case 0xfe:
    case 0xff:
      runGroup5(decoder, state, size)
      return
    default:
      if (!HARMLESS.has(opcode)) state.forgetAll()
  }
}

/** INT3, JRCXZ, OUT, INT1, HLT, and those that change flags. */
const HARMLESS: ReadonlySet<number> = new Set([
  0xcc, 0xe3, 0xe6, 0xe7, 0xe8, 0xe9, 0xeb, 0xee, 0xef, 0xf1, 0xf4, 0xf5, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd,
])

function runX87(decoder: Amd64Decoder, state: MachineState): void {
  if (!isRegister(decoder)) writeMemory(decoder, state, X87_BYTES, UNKNOWN)
  else if (decoder.opcode === 0xdf && decoder.modrm === 0xe0) state.set(AX, UNKNOWN)
}

/** TEST, NOT and NEG, MUL and DIV. */
function runGroup3(decoder: Amd64Decoder, state: MachineState, size: number): void {
  const n = (decoder.modrm >> 3) & 7
  if (n < 2) return
  if (n < 4) {
    writeRm(decoder, state, size, UNKNOWN)
    return
  }
  state.set(AX, UNKNOWN)
  state.set(DX, UNKNOWN)
}

/** INC, DEC and PUSH; calls and jumps are not run. */
function runGroup5(decoder: Amd64Decoder, state: MachineState, size: number): void {
  const n = (decoder.modrm >> 3) & 7
  if (n < 2) {
    const value = calculate(n === 0 ? ADD : SUB, readRm(decoder, state, size), constant(1), size)
    writeRm(decoder, state, size, value)
  } else if (n === 6) push(decoder, state, readRm(decoder, state, 8))
  else if (n !== 4) state.forgetAll()
}
