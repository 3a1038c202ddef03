import { type Amd64Decoder, MAP_0F3A, MAP_0F38, PREFIX_F3, VEX_MAPS, XOP_MAPS } from './amd64-decoder.js'
import {
  AX,
  BX,
  CX,
  DX,
  isRegister,
  lowField,
  memory,
  narrow,
  operandSize,
  pop,
  push,
  R11,
  readRm,
  regField,
  writeMemory,
  writeRegister,
  writeRm,
} from './amd64-operands.js'
import type { MachineState } from './machine-state.js'
import { join, UNKNOWN } from './traced-value.js'

/** The longest vector. */
const VECTOR_BYTES = 64

/** The map of 0F. */
export function runTwoByte(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  if (opcode >= 0x80 && opcode <= 0x8f) return
  if (opcode >= 0x40 && opcode <= 0x4f) {
    runCmov(decoder, state)
    return
  }
  if (opcode >= 0x90 && opcode <= 0x9f) {
    writeRm(decoder, state, 1, UNKNOWN)
    return
  }
  if (opcode >= 0xc8 && opcode <= 0xcf) {
    state.set(lowField(decoder, opcode), UNKNOWN)
    return
  }
  if (isVector(opcode)) {
    runVector(decoder, state)
    return
  }
  switch (opcode) {
    case 0x05:
      for (const register of [AX, CX, R11]) state.set(register, UNKNOWN)
      return
    case 0x0d:
    case 0x18:
    case 0x19:
    case 0x1f:
    case 0x06:
    case 0x08:
    case 0x09:
    case 0x30:
    case 0x77:
    case 0xa3:
      return
    case 0x1e:
      // RDSSP is in here, and ENDBR.
      if ((decoder.prefixes & PREFIX_F3) !== 0 && decoder.modrm !== 0xfa && decoder.modrm !== 0xfb) {
        spoilOperands(decoder, state)
      }
      return
    case 0x31:
    case 0x32:
    case 0x33:
      for (const register of [AX, DX]) state.set(register, UNKNOWN)
      return
    case 0xa2:
      for (const register of [AX, BX, CX, DX]) state.set(register, UNKNOWN)
      return
    case 0x01:
      state.forgetRegisters()
      spoilOperands(decoder, state)
      return
    case 0xa0:
    case 0xa8:
      push(decoder, state, UNKNOWN)
      return
    case 0xa1:
    case 0xa9:
      pop(decoder, state)
      return
    case 0xae:
      runGroup15(decoder, state)
      return
    case 0xc7:
      for (const register of [AX, DX]) state.set(register, UNKNOWN)
      runGroup15(decoder, state)
      return
    default:
      runGeneral(decoder, state)
  }
}

/** Instructions on general registers that write one of their operands, or both. */
function runGeneral(decoder: Amd64Decoder, state: MachineState): void {
  const { opcode } = decoder
  const size = operandSize(decoder)
  switch (opcode) {
    case 0xa4:
    case 0xa5:
    case 0xac:
    case 0xad:
      writeRm(decoder, state, size, UNKNOWN)
      return
    case 0xab:
    case 0xb3:
    case 0xbb:
      // The bit may lie beyond the operand.
      if (!isRegister(decoder)) state.taken.takeIndexed(memory(decoder, state).address)
      writeRm(decoder, state, size, UNKNOWN)
      return
    case 0xba:
      writeRm(decoder, state, size, UNKNOWN)
      return
    case 0xaf:
    case 0xb6:
    case 0xb7:
    case 0xb8:
    case 0xbc:
    case 0xbd:
    case 0xbe:
    case 0xbf:
    case 0x02:
    case 0x03:
      writeRegister(decoder, state, regField(decoder), 8, UNKNOWN)
      return
    case 0xb0:
    case 0xb1:
      // CMPXCHG stores a register that may hold an address.
      state.taken.take(state.get(regField(decoder)))
      state.set(AX, UNKNOWN)
      spoilOperands(decoder, state)
      return
    case 0xc0:
    case 0xc1:
      state.taken.take(state.get(regField(decoder)))
      spoilOperands(decoder, state)
      return
    case 0x00:
    case 0xc3:
      state.taken.take(state.get(regField(decoder)))
      spoilOperands(decoder, state)
      return
    default:
      state.forgetAll()
  }
}

/** Either of two values. A 4-byte CMOV clears the upper half whether it moves or not. */
function runCmov(decoder: Amd64Decoder, state: MachineState): void {
  const size = operandSize(decoder)
  const register = regField(decoder)
  const moved = readRm(decoder, state, size)
  const stayed = state.get(register)
  if (size < 4) {
    state.set(register, UNKNOWN)
    return
  }
  state.set(register, UNKNOWN)
  writeRegister(decoder, state, register, 8, join(narrow(stayed, size), moved))
}

/** FXSAVE and the like store hundreds of bytes; WRFSBASE and the like are on registers. */
function runGroup15(decoder: Amd64Decoder, state: MachineState): void {
  if (!isRegister(decoder)) {
    state.taken.takeIndexed(memory(decoder, state).address)
    state.forgetStack()
  } else if (decoder.opcode !== 0xae || (decoder.prefixes & PREFIX_F3) !== 0) spoilOperands(decoder, state)
}

/** Opcodes of the map of 0F, also with VEX, that work on vectors. */
function isVector(opcode: number): boolean {
  return (
    (opcode >= 0x10 && opcode <= 0x17) ||
    (opcode >= 0x28 && opcode <= 0x2f) ||
    (opcode >= 0x50 && opcode <= 0x76) ||
    (opcode >= 0x7c && opcode <= 0x7f) ||
    opcode === 0xc2 ||
    (opcode >= 0xc4 && opcode <= 0xc6) ||
    (opcode >= 0xd0 && opcode <= 0xfe)
  )
}

/** Of those, the ones that write a general register: CVTxx2SI, MOVMSKPS, MOVD, PEXTRW, PMOVMSKB. */
const VECTOR_TO_GENERAL: ReadonlySet<number> = new Set([0x2c, 0x2d, 0x50, 0x7e, 0xc5, 0xd7])

function runVector(decoder: Amd64Decoder, state: MachineState): void {
  if (VECTOR_TO_GENERAL.has(decoder.opcode)) spoilOperands(decoder, state)
  else if (!isRegister(decoder)) writeMemory(decoder, state, VECTOR_BYTES, UNKNOWN)
}

/** The maps of 0F38, 0F3A, VEX, EVEX and XOP. */
export function runExtended(decoder: Amd64Decoder, state: MachineState): void {
  const { map, opcode } = decoder
  if (map === VEX_MAPS + 1 && opcode === 0x77) return
  if (onVectorsOnly(map, opcode)) {
    if (!isRegister(decoder)) writeMemory(decoder, state, VECTOR_BYTES, UNKNOWN)
    return
  }
  // PCMPESTRI and PCMPISTRI answer in CX.
  state.set(CX, UNKNOWN)
  spoilOperands(decoder, state)
  if (map >= VEX_MAPS) state.set(decoder.vexRegister, UNKNOWN)
}

function onVectorsOnly(map: number, opcode: number): boolean {
  if (map >= XOP_MAPS) return false
  if (map === VEX_MAPS + 1)
    return isVector(opcode) && !VECTOR_TO_GENERAL.has(opcode) && opcode !== 0x78 && opcode !== 0x79
  if (map === MAP_0F38 || map === VEX_MAPS + 2) return opcode < 0xe0
  if (map === MAP_0F3A || map === VEX_MAPS + 3)
    return opcode < 0xf0 && !(opcode >= 0x14 && opcode <= 0x17) && !(opcode >= 0x60 && opcode <= 0x63)
  return false
}

/** Whatever operands there are, as general registers and as memory, hold what is not known. */
function spoilOperands(decoder: Amd64Decoder, state: MachineState): void {
  state.set(regField(decoder), UNKNOWN)
  if (isRegister(decoder)) state.set(lowField(decoder, decoder.modrm), UNKNOWN)
  else writeMemory(decoder, state, VECTOR_BYTES, UNKNOWN)
}
