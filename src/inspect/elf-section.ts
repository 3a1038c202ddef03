import { MalformedFileError, openCursor } from './byte-cursor.js'
import type { ElfImage } from './elf-image.js'

export interface Section {
  readonly address: bigint
  /** File offset in bytes. */
  readonly offset: number
  /** Bytes. */
  readonly size: number
}

/** SHN_LORESERVE: from here on `e_shstrndx` is kept in the first section header instead. */
const RESERVED_INDEX = 0xff00
/** Far above any linked program; a table that claims more is not worth reading. */
const MAX_SECTIONS = 65536

/**
 * The first section of that name; null when there is none, or when the section headers are stripped or damaged:
 * neither the kernel nor the loader reads them, so they cannot make a file unreadable.
 */
export function findSection(image: ElfImage, name: string): Section | null {
  try {
    return searchSections(image, Buffer.from(`${name}\0`))
  } catch (error) {
    if (error instanceof MalformedFileError) return null
    throw error
  }
}

function searchSections(image: ElfImage, name: Buffer): Section | null {
  const { offset, entrySize } = image.sectionTable
  if (offset === 0 || entrySize !== (image.class === 64 ? 64 : 40)) return null
  const first = readSection(image, 0)
  const count = image.sectionTable.count === 0 ? first.size : image.sectionTable.count
  const namesIndex = image.sectionNames < RESERVED_INDEX ? image.sectionNames : first.link
  if (count > MAX_SECTIONS || namesIndex >= count) return null
  const names = readSection(image, namesIndex)
  const table = image.file.subarray(names.offset, names.offset + names.size)
  for (let index = 1; index < count; index++) {
    const section = readSection(image, index)
    if (table.subarray(section.name, section.name + name.length).equals(name)) return section
  }
  return null
}

function readSection(
  image: ElfImage,
  index: number,
): Section & { readonly name: number; readonly link: number } {
  const { offset, entrySize } = image.sectionTable
  const start = offset + index * entrySize
  const cursor = openCursor(image.file, { endian: image.endian, start, end: start + entrySize })
  const name = cursor.u32('sh_name')
  cursor.u32('sh_type')
  cursor.word(image.class, 'sh_flags')
  const address = cursor.word(image.class, 'sh_addr')
  const fileOffset = cursor.size(image.class, 'sh_offset')
  const size = cursor.size(image.class, 'sh_size')
  return { name, address, offset: fileOffset, size, link: cursor.u32('sh_link') }
}
