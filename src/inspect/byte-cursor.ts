export type Endian = 'little' | 'big'

/** A file breaks the rules of its format: the only error that the readers in this folder throw. */
export class MalformedFileError extends Error {
  /** What was read, in the format's own words: `e_phoff`, `DT_NEEDED name`, … */
  readonly what: string
  /** Byte offset in the file; null when the fault has no one place. */
  readonly offset: number | null

  constructor(what: string, offset: number | null, problem: string) {
    super(`${what}${offset === null ? '' : ` at offset ${offset}`} ${problem}`)
    this.name = 'MalformedFileError'
    this.what = what
    this.offset = offset
  }
}

/**
 * Reads forward over a range of a file. Every read names what it reads, and throws MalformedFileError when the range
 * ends before it. Offsets are those of the whole file; nothing is copied but decoded text.
 */
export interface ByteCursor {
  offset(): number
  /** Bytes left in the range. */
  left(): number
  seek(offset: number): void
  u8(what: string): number
  u16(what: string): number
  u32(what: string): number
  u64(what: string): bigint
  /** An unsigned word of 32 or 64 bits. */
  word(bits: 32 | 64, what: string): bigint
  /** A word that counts bytes: must be a safe integer. */
  size(bits: 32 | 64, what: string): number
  /** Base 128, least significant group first (encoding/binary.Uvarint): must be a safe integer. */
  uvarint(what: string): number
  /** Text up to a zero byte, which must come within `limit` bytes. */
  cstring(limit: number, what: string): string
  /** A view of the next bytes. */
  bytes(length: number, what: string): Buffer
}

export interface CursorRange {
  readonly endian: Endian
  /** Where the range starts, and where the cursor stands at first. */
  readonly start: number
  /** One past the last byte of the range; the end of the file at most. */
  readonly end: number
}

/** The same memory as a Buffer. */
export function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function openCursor(file: Buffer, range: CursorRange): ByteCursor {
  const little = range.endian === 'little'
  const end = Math.min(range.end, file.length)
  let position = range.start

  function take(length: number, what: string): number {
    const at = position
    if (!(at >= range.start && at <= end && length <= end - at)) {
      const left = at >= range.start && at <= end ? end - at : 0
      throw new MalformedFileError(what, at, `takes ${length} bytes, but only ${left} are there`)
    }
    position += length
    return at
  }

  function u64(what: string): bigint {
    const at = take(8, what)
    return little ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at)
  }

  function u32(what: string): number {
    const at = take(4, what)
    return little ? file.readUInt32LE(at) : file.readUInt32BE(at)
  }

  function safe(value: bigint, at: number, what: string): number {
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new MalformedFileError(what, at, `is absurd: ${value}`)
    return Number(value)
  }

  return {
    offset: () => position,
    left: () => Math.max(0, end - position),
    seek(offset) {
      position = offset
    },
    u8: (what) => file.readUInt8(take(1, what)),
    u16(what) {
      const at = take(2, what)
      return little ? file.readUInt16LE(at) : file.readUInt16BE(at)
    },
    u32,
    u64,
    word: (bits, what) => (bits === 64 ? u64(what) : BigInt(u32(what))),
    size(bits, what) {
      const at = position
      return bits === 64 ? safe(u64(what), at, what) : u32(what)
    },
    uvarint(what) {
      const at = position
      let value = 0n
      for (let shift = 0n; shift < 70n; shift += 7n) {
        const byte = file.readUInt8(take(1, what))
        value |= BigInt(byte & 0x7f) << shift
        if (byte < 0x80) return safe(value, at, what)
      }
      throw new MalformedFileError(what, at, 'is a variable-length number without an end')
    },
    cstring(limit, what) {
      const at = take(0, what)
      const room = file.subarray(at, Math.min(end, at + limit))
      const length = room.indexOf(0)
      if (length < 0) throw new MalformedFileError(what, at, `has no end within ${room.length} bytes`)
      position = at + length + 1
      return room.toString('utf8', 0, length)
    },
    bytes(length, what) {
      const at = take(length, what)
      return file.subarray(at, at + length)
    },
  }
}
