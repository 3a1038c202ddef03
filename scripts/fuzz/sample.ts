import { readFileSync } from 'node:fs'
import {
  type ElfImage,
  openAddress,
  PT_DYNAMIC,
  PT_INTERP,
  PT_NOTE,
  parseElfImage,
} from '../../src/inspect/elf-image.js'
import { findSection } from '../../src/inspect/elf-section.js'

/** Bytes of a file, [start, end). */
export interface Area {
  readonly start: number
  readonly end: number
}

/** A real ELF file, and where its structures are: damage there is felt more often than anywhere else. */
export interface Sample {
  readonly path: string
  readonly bytes: Buffer
  readonly areas: readonly Area[]
}

/** Bytes of a table that are worth damaging; the rest of it is like them. */
const AREA_LIMIT = 4096
const SECTIONS = [
  '.dynstr',
  '.gnu.version_r',
  '.note.ABI-tag',
  '.go.buildinfo',
  '.shstrtab',
  '.gopclntab',
  '.noptrdata',
  '.rela',
]

/** Throws MalformedFileError when the file is no ELF file. */
export function loadSample(path: string): Sample {
  const bytes = readFileSync(path)
  const image = parseElfImage(bytes)
  const { programTable: programs, sectionTable: sections } = image
  const areas = [
    area(bytes, 0, 64),
    area(bytes, programs.offset, programs.count * programs.entrySize),
    area(bytes, sections.offset, sections.count * sections.entrySize),
    ...image.segments
      .filter(({ type }) => type === PT_DYNAMIC || type === PT_INTERP || type === PT_NOTE)
      .map(({ offset, fileSize }) => area(bytes, offset, fileSize)),
    ...SECTIONS.flatMap((name) => sectionArea(image, name)),
  ]
  return { path, bytes, areas: areas.filter(({ start, end }) => start < end) }
}

function area(bytes: Buffer, start: number, size: number): Area {
  return { start, end: Math.min(start + Math.min(size, AREA_LIMIT), bytes.length) }
}

/** `.go.buildinfo` is followed by the text that it names, so some more bytes count as its own. */
function sectionArea(image: ElfImage, name: string): readonly Area[] {
  const section = findSection(image, name)
  if (section === null) return []
  const start = openAddress(image, section.address)?.offset() ?? section.offset
  return [area(image.file, start, section.size)]
}
