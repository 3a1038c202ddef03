import {
  type Amd64Decoder,
  PREFIX_66,
  PREFIX_67,
  PREFIX_SEGMENT,
  REX_B,
  REX_R,
  REX_W,
  REX_X,
  VEX_MAPS,
} from './amd64-decoder.js'
import { readInt32 } from './amd64-scan.js'
import type { MachineState } from './machine-state.js'
import { low32, plus, type TracedValue, UNKNOWN } from './traced-value.js'

/** Numbers of registers as the instructions count them. */
export const AX = 0
export const CX = 1
export const DX = 2
export const BX = 3
export const SP = 4
export const BP = 5
export const SI = 6
export const DI = 7
export const R11 = 11

/** An operand in memory. */
interface Memory {
  /** The address, of which an unknown multiple of an index is left out when there is one. */
  readonly address: TracedValue
  readonly indexed: boolean
}

const NOWHERE: Memory = { address: UNKNOWN, indexed: false }

/** Size of the operand in bytes: 8, 4 or 2. */
export function operandSize(decoder: Amd64Decoder): number {
  if ((decoder.rex & REX_W) !== 0) return 8
  return (decoder.prefixes & PREFIX_66) !== 0 ? 2 : 4
}

export function isRegister(decoder: Amd64Decoder): boolean {
  return decoder.modrm >= 0xc0
}

/** The register that the middle field of ModRM names. */
export function regField(decoder: Amd64Decoder): number {
  return ((decoder.modrm >> 3) & 7) | ((decoder.rex & REX_R) !== 0 ? 8 : 0)
}

/** The register that the low field of ModRM, or of an opcode, names. */
export function lowField(decoder: Amd64Decoder, byte: number): number {
  return (byte & 7) | ((decoder.rex & REX_B) !== 0 ? 8 : 0)
}

export function isIndexed(decoder: Amd64Decoder): boolean {
  if (decoder.modrm < 0 || isRegister(decoder) || (decoder.modrm & 7) !== 4) return false
  const sib = decoder.code[decoder.modrmAt + 1] ?? 0
  return ((sib >> 3) & 7) !== 4 || (decoder.rex & REX_X) !== 0
}

export function memory(decoder: Amd64Decoder, state: MachineState): Memory {
  if ((decoder.prefixes & (PREFIX_SEGMENT | PREFIX_67)) !== 0) return NOWHERE
  const { code, modrm, modrmAt } = decoder
  const mod = modrm >> 6
  const hasSib = (modrm & 7) === 4
  const base = hasSib ? (code[modrmAt + 1] ?? 0) : modrm
  const at = modrmAt + (hasSib ? 2 : 1)
  if (mod === 0 && (base & 7) === 5) {
    return hasSib
      ? NOWHERE
      : { address: { kind: 'address', place: decoder.end + readInt32(code, at) }, indexed: false }
  }
  const displacement = mod === 0 ? 0 : mod === 1 ? ((code[at] ?? 0) << 24) >> 24 : readInt32(code, at)
  const scaled = decoder.map >= VEX_MAPS && decoder.evex && mod === 1
  const address = plus(state.get(lowField(decoder, base)), displacement)
  return { address, indexed: scaled || isIndexed(decoder) }
}

/** What an operand of `size` bytes is, with zeros above; sizes below 4 are not followed. */
export function readRm(decoder: Amd64Decoder, state: MachineState, size: number): TracedValue {
  if (isRegister(decoder)) return narrow(state.get(lowField(decoder, decoder.modrm)), size)
  const { address, indexed } = memory(decoder, state)
  if (!indexed) return narrow(state.load(address), size)
  return size === 8 && address.kind === 'address' ? { kind: 'entry', table: address.place } : UNKNOWN
}

export function writeRm(decoder: Amd64Decoder, state: MachineState, size: number, value: TracedValue): void {
  if (isRegister(decoder)) writeRegister(decoder, state, lowField(decoder, decoder.modrm), size, value)
  else writeMemory(decoder, state, size, value)
}

/** A store; of 8 bytes with a value, of other sizes whatever. */
export function writeMemory(
  decoder: Amd64Decoder,
  state: MachineState,
  size: number,
  value: TracedValue,
): void {
  const { address, indexed } = memory(decoder, state)
  if (indexed) {
    state.taken.takeIndexed(address)
    state.taken.take(value)
  } else if (size === 8) state.store(address, value)
  else state.spoil(address, size)
}

/** Writing 4 bytes of a register clears the upper 4; writing fewer leaves the rest. */
export function writeRegister(
  decoder: Amd64Decoder,
  state: MachineState,
  register: number,
  size: number,
  value: TracedValue,
): void {
  // AH to BH.
  const high = size === 1 && !decoder.hasRex && register >= 4 && register < 8
  state.set(high ? register - 4 : register, narrow(value, size))
}

export function narrow(value: TracedValue, size: number): TracedValue {
  if (size === 8) return value
  return size === 4 ? low32(value) : UNKNOWN
}

/** The immediate of an instruction: sign-extended from 1 or 4 bytes; 0 for others. */
export function immediate(decoder: Amd64Decoder): number {
  const { code, immediateAt, end } = decoder
  const length = end - immediateAt
  if (length === 1) return ((code[immediateAt] ?? 0) << 24) >> 24
  return length === 4 ? readInt32(code, immediateAt) : 0
}

/** Pushes 8 bytes; of other sizes the stack is lost. */
export function push(decoder: Amd64Decoder, state: MachineState, value: TracedValue): void {
  if ((decoder.prefixes & PREFIX_66) !== 0) {
    state.forgetAll()
    return
  }
  const top = plus(state.get(SP), -8)
  state.set(SP, top)
  state.store(top, value)
}

export function pop(decoder: Amd64Decoder, state: MachineState): TracedValue {
  if ((decoder.prefixes & PREFIX_66) !== 0) {
    state.forgetAll()
    return UNKNOWN
  }
  const top = state.get(SP)
  const value = state.load(top)
  state.set(SP, plus(top, 8))
  return value
}
