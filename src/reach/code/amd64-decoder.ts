import {
  IMM8,
  IMMZ,
  LETTER_OF,
  MODRM,
  MODRM_EXTRA,
  ONE_BYTE_MAP,
  SPECIAL,
  TWO_BYTE_MAP,
} from './amd64-opcodes.js'

/** Bits of {@link Amd64Decoder.prefixes}. */
export const PREFIX_66 = 1
export const PREFIX_67 = 2
export const PREFIX_F3 = 4
export const PREFIX_F2 = 8
export const PREFIX_LOCK = 16
/** FS or GS: the operand in memory is thread-local. */
export const PREFIX_SEGMENT = 32

/** Opcode maps: the four of old, then those of VEX and EVEX by their number plus {@link VEX_MAPS}. */
export const MAP_ONE_BYTE = 0
export const MAP_0F = 1
export const MAP_0F38 = 2
export const MAP_0F3A = 3
export const VEX_MAPS = 16
export const XOP_MAPS = 32

export const REX_W = 8
export const REX_R = 4
export const REX_X = 2
export const REX_B = 1

const LONGEST = 15

/**
 * Decodes one instruction of 64-bit mode at a time into its own fields, so that millions cost no allocation. What no
 * processor runs, and what is newer than these tables (APX), is refused.
 */
export class Amd64Decoder {
  readonly code: Uint8Array
  prefixes = 0
  /** The low four bits of REX, or what VEX, EVEX or XOP say in its place. */
  rex = 0
  /** A REX byte is there: byte registers 4 to 7 are SPL to DIL. */
  hasRex = false
  map = 0
  opcode = 0
  /** -1 when there is none. */
  modrm = -1
  /** Where ModRM stands. */
  modrmAt = 0
  /** Where the immediate, or the displacement of a jump, stands. */
  immediateAt = 0
  /** The register that VEX names besides the two of ModRM. */
  vexRegister = 0
  /** Of an instruction of the maps of VEX: EVEX made it, which scales a displacement of one byte. */
  evex = false
  /** Where the next instruction stands. */
  end = 0

  constructor(code: Uint8Array) {
    this.code = code
  }

  /** False when the bytes at `at` are no instruction, or the code ends inside it. */
  decode(at: number): boolean {
    const code = this.code
    let p = at
    let opcode = code[p++] ?? 0
    let shape = ONE_BYTE_MAP[opcode] ?? 0
    this.rex = 0
    this.hasRex = false
    this.prefixes = 0
    this.map = MAP_ONE_BYTE
    if ((opcode & 0xf0) === 0x40) {
      // By far the most frequent prefix, and mostly the only one.
      this.rex = opcode & 15
      this.hasRex = true
      opcode = code[p++] ?? 0
      shape = ONE_BYTE_MAP[opcode] ?? 0
    }
    if (shape >> 8 === LETTER_OF.prefix) {
      p = this.#prefixes(at)
      if (p < 0) return false
      opcode = this.opcode
      shape = this.#shape(opcode)
      if (shape < 0) return false
    }
    this.opcode = opcode
    if ((shape & SPECIAL) !== 0) return this.#special(at, p, shape)
    this.modrm = -1
    if ((shape & MODRM) !== 0) p = this.#modrm(p)
    this.immediateAt = p
    if ((shape & IMM8) !== 0) p++
    else if ((shape & IMMZ) !== 0) p += this.#operandSize16() ? 2 : 4
    return this.#finish(at, p)
  }

  #finish(at: number, end: number): boolean {
    this.end = end
    return end <= this.code.length && end - at <= LONGEST
  }

  /** Operand size of 16 bits: prefix 66, unless REX.W overrides it. */
  #operandSize16(): boolean {
    return (this.prefixes & PREFIX_66) !== 0 && (this.rex & REX_W) === 0
  }

  #modrm(at: number): number {
    const modrm = this.code[at] ?? 0
    this.modrm = modrm
    this.modrmAt = at
    const extra = MODRM_EXTRA[modrm] ?? 0
    if (modrm < 0x40 && (modrm & 7) === 4 && ((this.code[at + 1] ?? 0) & 7) === 5) return at + 1 + extra + 4
    return at + 1 + extra
  }

  /** Reads prefixes, escapes and the opcode; returns where ModRM or the immediate stands, or -1. */
  #prefixes(at: number): number {
    const code = this.code
    this.rex = 0
    this.hasRex = false
    for (let p = at; p < at + LONGEST; ) {
      const byte = code[p++] ?? 0
      if ((byte & 0xf0) === 0x40) {
        this.rex = byte & 15
        this.hasRex = true
        continue
      }
      const bit = prefixBit(byte)
      if (bit >= 0) {
        // REX counts only right before the opcode.
        this.rex = 0
        this.hasRex = false
        this.prefixes |= bit
        continue
      }
      this.opcode = byte
      if (byte === 0x0f) return this.#escape0f(p)
      if (byte === 0xc5 || byte === 0xc4 || byte === 0x62) return this.#vex(byte, p)
      if (byte === 0x8f && ((code[p] ?? 0) & 0x38) !== 0) return this.#vex(byte, p)
      return p
    }
    return -1
  }

  #escape0f(at: number): number {
    const byte = this.code[at] ?? 0
    if (byte === 0x38 || byte === 0x3a) {
      this.map = byte === 0x38 ? MAP_0F38 : MAP_0F3A
      this.opcode = this.code[at + 1] ?? 0
      return at + 2
    }
    this.map = MAP_0F
    this.opcode = byte
    return at + 1
  }

  /** C5, C4, 62 and 8F: the byte before `at`. None of the old prefixes may come before them. */
  #vex(introducer: number, at: number): number {
    const refused = PREFIX_66 | PREFIX_F2 | PREFIX_F3 | PREFIX_LOCK
    if (this.hasRex || (this.prefixes & refused) !== 0) return -1
    const code = this.code
    const first = code[at] ?? 0
    const second = introducer === 0xc5 ? first : (code[at + 1] ?? 0)
    const pp = second & 3
    if (pp !== 0) this.prefixes |= pp === 1 ? PREFIX_66 : pp === 2 ? PREFIX_F3 : PREFIX_F2
    this.vexRegister = (~second >> 3) & 15
    this.hasRex = true
    this.evex = introducer === 0x62
    if (introducer === 0xc5) {
      this.rex = (~first >> 5) & REX_R
      this.map = VEX_MAPS + 1
      this.opcode = code[at + 1] ?? 0
      return at + 2
    }
    this.rex = ((~first >> 5) & 7) | ((second >> 4) & REX_W)
    if (introducer !== 0x62) {
      this.map = (introducer === 0x8f ? XOP_MAPS : VEX_MAPS) + (first & 31)
      this.opcode = code[at + 2] ?? 0
      return at + 3
    }
    if ((first & 8) !== 0 || (second & 4) === 0) return -1
    this.map = VEX_MAPS + (first & 7)
    this.opcode = code[at + 3] ?? 0
    return at + 4
  }

  /** What follows the opcode; -1 when it does not exist. */
  #shape(opcode: number): number {
    const map = this.map
    if (map <= MAP_0F && this.#operandSize16() && isNearBranch(map, opcode)) return -1
    if (map === MAP_ONE_BYTE) return ONE_BYTE_MAP[opcode] ?? 0
    if (map === MAP_0F) {
      // AMD's EXTRQ and INSERTQ, with two immediates.
      if (opcode === 0x78 && (this.prefixes & (PREFIX_66 | PREFIX_F2)) !== 0) return -1
      return TWO_BYTE_MAP[opcode] ?? 0
    }
    if (map === MAP_0F38) return MODRM
    if (map === MAP_0F3A) return MODRM | IMM8
    if (map === VEX_MAPS + 1) return opcode === 0x77 ? 0 : vexShape(TWO_BYTE_MAP[opcode] ?? 0)
    if (map === VEX_MAPS + 2 || map === VEX_MAPS + 5 || map === VEX_MAPS + 6) return MODRM
    if (map === VEX_MAPS + 3 || map === XOP_MAPS + 8) return MODRM | IMM8
    if (map === XOP_MAPS + 9) return MODRM
    return map === XOP_MAPS + 10 ? MODRM | IMMZ : -1
  }

  #special(at: number, after: number, shape: number): boolean {
    let p = after
    this.modrm = -1
    const long = (this.rex & REX_W) !== 0
    switch (shape >> 8) {
      case LETTER_OF.immediate64:
        this.immediateAt = p
        return this.#finish(at, p + (long ? 8 : this.#operandSize16() ? 2 : 4))
      case LETTER_OF.address:
        return this.#finish(at, p + ((this.prefixes & PREFIX_67) !== 0 ? 4 : 8))
      case LETTER_OF.imm16:
        return this.#finish(at, p + 2)
      case LETTER_OF.enter:
        return this.#finish(at, p + 3)
      case LETTER_OF.controlRegister:
        this.modrm = this.code[p] ?? 0
        this.modrmAt = p
        return this.#finish(at, p + 1)
      case LETTER_OF.group:
        p = this.#modrm(p)
        return this.#inGroup() && this.#finish(at, p)
      case LETTER_OF.prefix:
        // Only 8F as POP is left of these.
        p = this.#modrm(p)
        return this.opcode === 0x8f && this.#finish(at, p)
      case LETTER_OF.group3Byte:
      case LETTER_OF.group3: {
        p = this.#modrm(p)
        this.immediateAt = p
        const size = shape >> 8 === LETTER_OF.group3Byte ? 1 : this.#operandSize16() ? 2 : 4
        return this.#finish(at, (this.modrm & 0x30) === 0 ? p + size : p)
      }
      default:
        return false
    }
  }

  /** LEA of memory alone; FE has /0 and /1; FF has all but /7. */
  #inGroup(): boolean {
    if (this.opcode === 0x8d) return this.modrm < 0xc0
    const n = (this.modrm >> 3) & 7
    return this.opcode === 0xfe ? n < 2 : n < 7
  }
}

/** With rel32; behind prefix 66, Intel reads rel32 and AMD rel16. */
function isNearBranch(map: number, opcode: number): boolean {
  return map === MAP_0F ? (opcode & 0xf0) === 0x80 : opcode === 0xe8 || opcode === 0xe9
}

/** The map of 0F with VEX holds only opcodes with ModRM. */
function vexShape(shape: number): number {
  return (shape & (MODRM | SPECIAL)) === MODRM ? shape : -1
}

/** The bit of an old prefix, 0 for one that means nothing in 64-bit mode, -1 for what is no prefix. */
function prefixBit(byte: number): number {
  switch (byte) {
    case 0x66:
      return PREFIX_66
    case 0x67:
      return PREFIX_67
    case 0xf3:
      return PREFIX_F3
    case 0xf2:
      return PREFIX_F2
    case 0xf0:
      return PREFIX_LOCK
    case 0x64:
    case 0x65:
      return PREFIX_SEGMENT
    case 0x26:
    case 0x2e:
    case 0x36:
    case 0x3e:
      return 0
    default:
      return -1
  }
}
