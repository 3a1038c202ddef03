/** Where the fields of a 64-bit little-endian ELF file are that tests change (elf(5)). */
export const FIELD = {
  osAbi: 7,
  type: 16,
  entry: 24,
  programOffset: 32,
  sectionOffset: 40,
  programEntrySize: 54,
  programCount: 56,
  sectionCount: 60,
  sectionNames: 62,
} as const

/** A copy of the file with changes made to it. */
export function changed(file: Uint8Array, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(file)
  change(copy)
  return copy
}

/** A copy without section headers, as sstrip leaves it; 32 or 64 bits, either endian. */
export function withoutSections(file: Uint8Array): Buffer {
  return changed(file, (copy) => {
    const wide = copy[4] === 2
    if (wide) copy.fill(0, 40, 48).fill(0, 58, 64)
    else copy.fill(0, 32, 36).fill(0, 46, 52)
  })
}

export interface ProgramHeader {
  readonly type: number
  readonly flags?: number
  readonly offset?: bigint
  readonly address?: bigint
  readonly fileSize?: bigint
  readonly align?: bigint
}

/** Lays out a 64-bit little-endian ET_DYN file: header, program headers, then the payload at `PAYLOAD_OFFSET`. */
export function elfOf(headers: readonly ProgramHeader[], payload: Uint8Array): Buffer {
  const file = Buffer.alloc(PAYLOAD_OFFSET + payload.length)
  file.write('\x7fELF\x02\x01\x01', 'latin1')
  file.writeUInt16LE(3, FIELD.type)
  file.writeUInt16LE(62, 18)
  file.writeBigUInt64LE(64n, FIELD.programOffset)
  file.writeUInt16LE(56, FIELD.programEntrySize)
  file.writeUInt16LE(headers.length, FIELD.programCount)
  for (const [index, header] of headers.entries()) {
    const at = 64 + 56 * index
    file.writeUInt32LE(header.type, at)
    file.writeUInt32LE(header.flags ?? 6, at + 4)
    file.writeBigUInt64LE(header.offset ?? BigInt(PAYLOAD_OFFSET), at + 8)
    file.writeBigUInt64LE(header.address ?? PAYLOAD_ADDRESS, at + 16)
    file.writeBigUInt64LE(header.fileSize ?? BigInt(payload.length), at + 32)
    file.writeBigUInt64LE(header.align ?? 1n, at + 48)
  }
  file.set(payload, PAYLOAD_OFFSET)
  return file
}

export const PAYLOAD_OFFSET = 1024
export const PAYLOAD_ADDRESS = 0x10000n

/** `Elf64_Dyn` entries, with the final DT_NULL. */
export function dynamicOf(entries: readonly (readonly [tag: bigint, value: bigint])[]): Buffer {
  return wordsOf(...entries.flat(), 0n, 0n)
}

export function wordsOf(...words: readonly bigint[]): Buffer {
  const bytes = Buffer.alloc(words.length * 8)
  for (const [index, word] of words.entries()) bytes.writeBigUInt64LE(word, index * 8)
  return bytes
}
