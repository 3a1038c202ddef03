/**
 * Fields of A64 instructions (Arm Architecture Reference Manual, chapter C4, "A64 instruction set encoding"). A word is an
 * unsigned 32-bit number; offsets of branches and addresses are in bytes.
 */

export function readWord(code: Uint8Array, at: number): number {
  return (
    ((code[at] ?? 0) |
      ((code[at + 1] ?? 0) << 8) |
      ((code[at + 2] ?? 0) << 16) |
      ((code[at + 3] ?? 0) << 24)) >>>
    0
  )
}

/** BL, or B with `link` false. */
export function isBranch(word: number): boolean {
  return (word & 0x7c000000) === 0x14000000
}

export function links(word: number): boolean {
  return word >= 0x80000000
}

/** B.cond (and BC.cond), CBZ, CBNZ, TBZ, TBNZ. */
export function isConditional(word: number): boolean {
  return (
    (word & 0xff000000) >>> 0 === 0x54000000 ||
    (word & 0x7e000000) === 0x34000000 ||
    (word & 0x7e000000) === 0x36000000
  )
}

/** From the instruction to the target of what {@link isBranch} and {@link isConditional} know. */
export function branchOffset(word: number): number {
  if (isBranch(word)) return ((word << 6) >> 6) * 4
  if ((word & 0x7e000000) === 0x36000000) return ((word << 13) >> 18) * 4
  return ((word << 8) >> 13) * 4
}

/** SVC with any number; Linux looks at none. */
export function isSvc(word: number): boolean {
  return (word & 0xffe0001f) >>> 0 === 0xd4000001
}

/** BR, BLR, RET, ERET, DRPS and their kin with pointer authentication. */
export function isIndirect(word: number): boolean {
  return (word & 0xfe000000) >>> 0 === 0xd6000000
}

/** ADR and ADRP. */
export function isAdr(word: number): boolean {
  return (word & 0x1f000000) === 0x10000000
}

/** Signed immediate of 21 bits: bytes for ADR, pages for ADRP (the top bit of the word). */
export function adrImmediate(word: number): number {
  return (((word << 8) >> 13) << 2) | ((word >>> 29) & 3)
}

/** Where ADR or ADRP at `at` points; `low` are the low 12 bits of the address of place 0. */
export function adrTarget(word: number, at: number, low: number): number {
  const immediate = adrImmediate(word)
  if (word < 0x80000000) return at + immediate
  return Math.floor((at + low) / 4096) * 4096 - low + immediate * 4096
}

/** ADD or SUB of an immediate, with flags or without. */
export function isAddImmediate(word: number): boolean {
  return (word & 0x1f800000) === 0x11000000
}

export function addImmediate(word: number): number {
  const immediate = (word >>> 10) & 0xfff
  return (word & 0x00400000) !== 0 ? immediate * 4096 : immediate
}

/** LDR and STR with an unsigned offset, also of vectors. */
export function isLoadStoreUnsigned(word: number): boolean {
  return (word & 0x3b000000) === 0x39000000
}

/** Bytes that a load or store of one register moves: by size, or 16 for Q. */
export function accessSize(word: number): number {
  const vector128 = (word & 0x04800000) === 0x04800000
  return vector128 && word >>> 30 === 0 ? 16 : 1 << (word >>> 30)
}

/** LDR of a literal: data within reach of the program counter. */
export function isLoadLiteral(word: number): boolean {
  return (word & 0x3b000000) === 0x18000000
}

/** Bytes of the literal; 0 for PRFM, which reads none. */
export function literalSize(word: number): number {
  const size = word >>> 30
  if ((word & 0x04000000) !== 0) return 4 << size
  return size === 1 ? 8 : size === 3 ? 0 : 4
}

/** The number that a logical immediate stands for (DecodeBitMasks); null when it is none. */
export function bitMask(word: number): bigint | null {
  const is64 = word >= 0x80000000
  const n = (word >>> 22) & 1
  const rotate = (word >>> 16) & 63
  const ones = (word >>> 10) & 63
  const length = 31 - Math.clz32((n << 6) | (~ones & 63))
  if (length < 1 || (n === 1 && !is64)) return null
  const size = 1 << length
  const count = (ones & (size - 1)) + 1
  if (count === size) return null
  const run = (1n << BigInt(count)) - 1n
  const by = BigInt(rotate & (size - 1))
  const width = BigInt(size)
  const element = BigInt.asUintN(size, (run >> by) | (run << (width - by)))
  let mask = 0n
  for (let at = 0; at < (is64 ? 64 : 32); at += size) mask |= element << BigInt(at)
  return mask
}
