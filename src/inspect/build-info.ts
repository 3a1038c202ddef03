import { type ByteCursor, MalformedFileError, openCursor } from './byte-cursor.js'
import { type ElfImage, openAddress, PF_W, PF_X, PT_LOAD } from './elf-image.js'
import { findSection } from './elf-section.js'
import type { GoBuildInfo } from './inspection.js'
import { parseModuleText } from './module-text.js'

/** The header that the Go linker leaves: 14 bytes of magic, pointer size, flags, then by format. 32 bytes in all. */
const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1')
const HEADER_SIZE = 32
const ALIGN = 16
const FLAG_BIG_ENDIAN = 1
/** Go 1.18 and later: the strings follow the header. Before: the header points to them. */
const FLAG_INLINE = 2
/** More places than this that look like a header, in a file without sections, and we stop looking. */
const MAX_CANDIDATES = 1024
/** Bytes; far above what the go command writes. */
const MAX_VERSION = 1024
const MAX_MODULE_TEXT = 2 ** 24

interface RawBuildInfo {
  readonly version: string
  /** Undecoded, with its frame. */
  readonly modules: Buffer
}

/**
 * Reads the Go build information as debug/buildinfo does. Null when the file has none (it is no Go program, or Go
 * before 1.13 built it). Throws MalformedFileError when the module text breaks its rules.
 *
 * Goes further than debug/buildinfo in one case, a program without section headers: it looks through every writable
 * data segment (a PIE keeps its relocated read-only data in the first) and past bytes that merely look like a header.
 */
export function parseBuildInfo(image: ElfImage): GoBuildInfo | null {
  const section = findSection(image, '.go.buildinfo')
  const raw = section === null ? searchSegments(image) : readSection(image, section.address, section.size)
  return raw === null ? null : { version: raw.version, ...parseModuleText(unframe(raw.modules)) }
}

function readSection(image: ElfImage, address: bigint, size: number): RawBuildInfo | null {
  const cursor = openAddress(image, address)
  if (cursor === null) return null
  const start = cursor.offset()
  const end = start + Math.min(size, cursor.left())
  for (const offset of candidates(image.file, start, end, address))
    return readAt(image, offset, start + cursor.left())
  return null
}

function searchSegments(image: ElfImage): RawBuildInfo | null {
  let budget = MAX_CANDIDATES
  for (const { type, flags, offset, fileSize, address } of image.segments) {
    if (type !== PT_LOAD || (flags & (PF_W | PF_X)) !== PF_W) continue
    const end = offset + fileSize
    for (const candidate of candidates(image.file, offset, end, address)) {
      const raw = readAt(image, candidate, end)
      if (raw !== null && isFoundVersion(raw.version)) return raw
      if (--budget === 0) return null
    }
  }
  return null
}

/** Bytes that were found by search are build information only if they name a Go release or a development version. */
function isFoundVersion(version: string): boolean {
  return /^(go\d|devel )/.test(version)
}

/** Offsets in [start, end) of headers whose address is a multiple of 16; `address` is that of `start`. */
function* candidates(file: Buffer, start: number, end: number, address: bigint): Generator<number> {
  const range = file.subarray(start, end)
  const misalignment = Number(address % BigInt(ALIGN))
  let at = range.indexOf(MAGIC)
  while (at >= 0 && at + HEADER_SIZE <= range.length) {
    if ((at + misalignment) % ALIGN === 0) yield start + at
    at = range.indexOf(MAGIC, at + 1)
  }
}

function readAt(image: ElfImage, offset: number, end: number): RawBuildInfo | null {
  const file = image.file
  const pointerSize = file[offset + 14]
  const flags = file[offset + 15] ?? 0
  const endian = (flags & FLAG_BIG_ENDIAN) === 0 ? 'little' : 'big'
  try {
    if ((flags & FLAG_INLINE) !== 0) {
      return readInline(openCursor(file, { endian, start: offset + HEADER_SIZE, end }))
    }
    if (pointerSize !== 4 && pointerSize !== 8) return null
    const bits = pointerSize === 4 ? 32 : 64
    const header = openCursor(file, { endian, start: offset + MAGIC.length + 2, end: offset + HEADER_SIZE })
    return readPointed({ ...image, endian }, header, bits)
  } catch (error) {
    // As in debug/buildinfo: a header whose strings are not there is not build information.
    if (error instanceof MalformedFileError) return null
    throw error
  }
}

function readInline(cursor: ByteCursor): RawBuildInfo | null {
  const version = cursor.bytes(cursor.uvarint('the version length'), 'the Go version')
  const modules = cursor.bytes(cursor.uvarint('the module text length'), 'the module text')
  return rawOf(version, modules)
}

function readPointed(image: ElfImage, header: ByteCursor, bits: 32 | 64): RawBuildInfo | null {
  const version = readGoString(image, header.word(bits, 'the version pointer'), bits)
  const modules = readGoString(image, header.word(bits, 'the module pointer'), bits)
  return version === null ? null : rawOf(version, modules ?? Buffer.alloc(0))
}

/** A Go string in memory is a pointer and a length. Null when either leads out of the file. */
function readGoString(image: ElfImage, address: bigint, bits: 32 | 64): Buffer | null {
  const header = openAddress(image, address)
  if (header === null || header.left() < bits / 4) return null
  const data = openAddress(image, header.word(bits, 'the string pointer'))
  const length = header.word(bits, 'the string length')
  if (data === null || length > BigInt(data.left())) return null
  return data.bytes(Number(length), 'the string')
}

function rawOf(version: Buffer, modules: Buffer): RawBuildInfo | null {
  if (version.length === 0 || version.length > MAX_VERSION || modules.length > MAX_MODULE_TEXT) return null
  return { version: version.toString('utf8'), modules }
}

/** Strips the 16-byte marks that cmd/go puts around the module text (infoStart and infoEnd in modload). */
function unframe(modules: Buffer): string {
  const framed = modules.length >= 33 && modules[modules.length - 17] === 0x0a
  return framed ? modules.toString('utf8', 16, modules.length - 16) : ''
}
