/**
 * What follows an opcode in 64-bit mode, for the length decoder. Source: Intel SDM volume 2, appendix A (opcode maps) and
 * chapter 2 (VEX, EVEX); AMD APM volume 3 for XOP and 3DNow!. One letter an opcode, sixteen a row:
 * `.` nothing, `M` ModRM, `b` imm8, `z` imm16 or imm32 by operand size, `B` and `Z` ModRM and such an immediate,
 * `v` as `z` but imm64 with REX.W, `o` address of 8 bytes (4 with prefix 67), `w` imm16, `e` imm16 and imm8 (ENTER),
 * `j` rel8, `J` rel32, `3` ModRM and imm8 for /0 and /1, `4` ModRM and imm16 or imm32 for /0 and /1, `c` ModRM that names
 * registers whatever its mod field says, `g` ModRM of a group in which some /n do not exist, `p` prefix or escape, `x` none.
 */
const ONE_BYTE = [
  'MMMMbzxxMMMMbzxp',
  'MMMMbzxxMMMMbzxx',
  'MMMMbzpxMMMMbzpx',
  'MMMMbzpxMMMMbzpx',
  'pppppppppppppppp',
  '................',
  'xxpMppppzZbB....',
  'jjjjjjjjjjjjjjjj',
  'BZxBMMMMMMMMMgMp',
  '..........x.....',
  'oooo....bz......',
  'bbbbbbbbvvvvvvvv',
  'BBw.ppBZe.w..bx.',
  'MMMMxxx.MMMMMMMM',
  'jjjjbbbbJJxj....',
  'p.pp..34......gg',
]

const TWO_BYTE = [
  'MMMMx.....x.xM.B',
  'MMMMMMMMMMMMMMMM',
  'ccccxxxxMMMMMMMM',
  '......x.pxpxxxxx',
  'MMMMMMMMMMMMMMMM',
  'MMMMMMMMMMMMMMMM',
  'MMMMMMMMMMMMMMMM',
  'BBBBMMM.MMxxMMMM',
  'JJJJJJJJJJJJJJJJ',
  'MMMMMMMMMMMMMMMM',
  '...MBMMM...MBMMM',
  'MMMMMMMMMMBMMMMM',
  'MMBMBBBM........',
  'MMMMMMMMMMMMMMMM',
  'MMMMMMMMMMMMMMMM',
  'MMMMMMMMMMMMMMMM',
]

/** What follows an opcode, as bits. With none of `SPECIAL`: ModRM and then an immediate as `IMM8` and `IMMZ` say. */
export const MODRM = 1
export const IMM8 = 2
export const IMMZ = 4
/** More than bits can say: the letter tells, {@link LETTER_OF}. */
export const SPECIAL = 8

const BITS: Readonly<Record<string, number>> = {
  '.': 0,
  M: MODRM,
  b: IMM8,
  z: IMMZ,
  B: MODRM | IMM8,
  Z: MODRM | IMMZ,
  j: IMM8,
  J: IMMZ,
}

/** Bits in the low byte, the letter's character code above, for letters that need more than the bits. */
function table(rows: readonly string[]): Uint16Array {
  const letters = [...rows.join('')]
  return Uint16Array.from(letters, (letter) => {
    const bits = BITS[letter]
    return bits ?? (letter.charCodeAt(0) << 8) | SPECIAL
  })
}

export const ONE_BYTE_MAP = table(ONE_BYTE)
export const TWO_BYTE_MAP = table(TWO_BYTE)

/** Letters of the tables that are no mere sum of bits. */
export const LETTER_OF = {
  prefix: 'p'.charCodeAt(0),
  immediate64: 'v'.charCodeAt(0),
  address: 'o'.charCodeAt(0),
  imm16: 'w'.charCodeAt(0),
  enter: 'e'.charCodeAt(0),
  group3Byte: '3'.charCodeAt(0),
  group3: '4'.charCodeAt(0),
  controlRegister: 'c'.charCodeAt(0),
  group: 'g'.charCodeAt(0),
} as const

/**
 * Bytes that an operand in memory adds behind ModRM (SDM volume 2, table 2-2): the displacement, and one for SIB.
 * A SIB byte with base 5 under mod 0 has four more.
 */
export const MODRM_EXTRA = Uint8Array.from({ length: 256 }, (_, modrm) => {
  const mod = modrm >> 6
  const rm = modrm & 7
  if (mod === 3) return 0
  const sib = rm === 4 ? 1 : 0
  if (mod === 0) return rm === 5 ? 4 : sib
  return sib + (mod === 1 ? 1 : 4)
})
