import { type ByteCursor, type Endian, MalformedFileError, openCursor, viewOf } from './byte-cursor.js'

/** `p_type` values that this folder reads (elf(5)). */
export const PT_LOAD = 1
export const PT_DYNAMIC = 2
export const PT_INTERP = 3
export const PT_NOTE = 4

/** `p_flags` bits. */
export const PF_X = 1
export const PF_W = 2

/** `e_type` values. */
export const ET_REL = 1
export const ET_EXEC = 2
export const ET_DYN = 3
export const ET_CORE = 4

export interface ElfHeader {
  readonly class: 32 | 64
  readonly endian: Endian
  /** `EI_OSABI`. */
  readonly osAbi: number
  /** `e_type`. */
  readonly type: number
  /** `e_machine`. */
  readonly machine: number
  /** `e_entry`. */
  readonly entry: bigint
  readonly programTable: HeaderTable
  readonly sectionTable: HeaderTable
  /** `e_shstrndx`. */
  readonly sectionNames: number
}

interface HeaderTable {
  /** File offset in bytes. */
  readonly offset: number
  readonly entrySize: number
  readonly count: number
}

/** A program header. Offsets and sizes in bytes. */
export interface Segment {
  readonly type: number
  readonly flags: number
  readonly offset: number
  readonly fileSize: number
  readonly address: bigint
  readonly align: bigint
}

/** An ELF file as the kernel and the loader see it: header and segments. Keeps the file's bytes, uncopied. */
export interface ElfImage extends ElfHeader {
  readonly file: Buffer
  /** Empty unless the file is ET_EXEC or ET_DYN. */
  readonly segments: readonly Segment[]
}

/** Linux refuses a program header table above 64 KiB (load_elf_phdrs in fs/binfmt_elf.c). */
const MAX_PROGRAM_TABLE = 65536

export function isElf(bytes: Uint8Array): boolean {
  return viewOf(bytes.subarray(0, 4)).equals(Buffer.from('\x7fELF', 'latin1'))
}

/** Format: elf(5). Throws MalformedFileError. */
export function parseElfImage(bytes: Uint8Array): ElfImage {
  const file = viewOf(bytes)
  const header = parseHeader(file)
  const loads = header.type === ET_EXEC || header.type === ET_DYN
  return { ...header, file, segments: loads ? parseSegments(file, header) : [] }
}

function parseHeader(file: Buffer): ElfHeader {
  if (!isElf(file)) throw new MalformedFileError('the ELF magic', 0, 'is missing')
  const ident = openCursor(file, { endian: 'little', start: 4, end: 16 })
  const bits = oneOf(ident.u8('EI_CLASS'), { 1: 32, 2: 64 } as const, 'EI_CLASS', 4)
  const endian = oneOf(ident.u8('EI_DATA'), { 1: 'little', 2: 'big' } as const, 'EI_DATA', 5)
  oneOf(ident.u8('EI_VERSION'), { 1: 1 }, 'EI_VERSION', 6)
  const osAbi = ident.u8('EI_OSABI')

  const cursor = openCursor(file, { endian, start: 16, end: file.length })
  const type = cursor.u16('e_type')
  const machine = cursor.u16('e_machine')
  cursor.u32('e_version')
  const entry = cursor.word(bits, 'e_entry')
  const programOffset = cursor.size(bits, 'e_phoff')
  const sectionOffset = readSectionOffset(cursor, bits)
  cursor.u32('e_flags')
  cursor.u16('e_ehsize')
  const programTable = {
    offset: programOffset,
    entrySize: cursor.u16('e_phentsize'),
    count: cursor.u16('e_phnum'),
  }
  const sectionTable = {
    offset: sectionOffset,
    entrySize: cursor.u16('e_shentsize'),
    count: cursor.u16('e_shnum'),
  }
  const sectionNames = cursor.u16('e_shstrndx')
  return { class: bits, endian, osAbi, type, machine, entry, programTable, sectionTable, sectionNames }
}

/** Nothing that runs a file reads its section headers, so a wild offset means "none" here. */
function readSectionOffset(cursor: ByteCursor, bits: 32 | 64): number {
  const offset = cursor.word(bits, 'e_shoff')
  return offset > BigInt(Number.MAX_SAFE_INTEGER) ? 0 : Number(offset)
}

function oneOf<T>(value: number, meanings: Readonly<Record<number, T>>, what: string, offset: number): T {
  const meaning = meanings[value]
  if (meaning === undefined) throw new MalformedFileError(what, offset, `has the unknown value ${value}`)
  return meaning
}

function parseSegments(file: Buffer, header: ElfHeader): readonly Segment[] {
  const { offset, entrySize, count } = header.programTable
  if (count === 0) return []
  const expected = header.class === 64 ? 56 : 32
  if (entrySize !== expected) {
    throw new MalformedFileError('e_phentsize', null, `is ${entrySize}, but must be ${expected}`)
  }
  if (count * entrySize > MAX_PROGRAM_TABLE) {
    throw new MalformedFileError('e_phnum', null, `is ${count}, more program headers than Linux accepts`)
  }
  const cursor = openCursor(file, { endian: header.endian, start: offset, end: file.length })
  return Array.from({ length: count }, (_, index) => {
    const at = cursor.offset()
    const segment = header.class === 64 ? readSegment64(cursor) : readSegment32(cursor)
    if (segment.type === PT_LOAD && segment.offset + segment.fileSize > file.length) {
      const needs = segment.offset + segment.fileSize
      throw new MalformedFileError(
        `program header ${index}`,
        at,
        `loads up to byte ${needs}, but the file ends at byte ${file.length}: it is cut off or damaged`,
      )
    }
    return segment
  })
}

function readSegment64(cursor: ByteCursor): Segment {
  const type = cursor.u32('p_type')
  const flags = cursor.u32('p_flags')
  const offset = cursor.size(64, 'p_offset')
  const address = cursor.u64('p_vaddr')
  cursor.u64('p_paddr')
  const fileSize = cursor.size(64, 'p_filesz')
  cursor.u64('p_memsz')
  return { type, flags, offset, address, fileSize, align: cursor.u64('p_align') }
}

function readSegment32(cursor: ByteCursor): Segment {
  const type = cursor.u32('p_type')
  const offset = cursor.u32('p_offset')
  const address = cursor.word(32, 'p_vaddr')
  cursor.u32('p_paddr')
  const fileSize = cursor.u32('p_filesz')
  cursor.u32('p_memsz')
  const flags = cursor.u32('p_flags')
  return { type, flags, offset, address, fileSize, align: cursor.word(32, 'p_align') }
}

/** A cursor over a segment's bytes in the file. */
export function openSegment(image: ElfImage, segment: Segment): ByteCursor {
  const end = segment.offset + segment.fileSize
  return openCursor(image.file, { endian: image.endian, start: segment.offset, end })
}

/**
 * A cursor at a virtual address, over the rest of the loaded segment that holds it; null when no segment loads that
 * address from the file.
 */
export function openAddress(image: ElfImage, address: bigint): ByteCursor | null {
  for (const segment of image.segments) {
    if (segment.type !== PT_LOAD || address < segment.address) continue
    const into = address - segment.address
    if (into >= BigInt(segment.fileSize)) continue
    const start = segment.offset + Number(into)
    return openCursor(image.file, { endian: image.endian, start, end: segment.offset + segment.fileSize })
  }
  return null
}
