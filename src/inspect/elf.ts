import { MalformedFileError } from './byte-cursor.js'
import { type DynamicFacts, parseDynamic } from './elf-dynamic.js'
import {
  type ElfImage,
  ET_CORE,
  ET_DYN,
  ET_EXEC,
  ET_REL,
  openSegment,
  PT_INTERP,
  PT_NOTE,
  type Segment,
} from './elf-image.js'
import { machineName } from './elf-machine.js'
import type { AbiTag, ElfFacts } from './inspection.js'

/** Linux reads no longer path from PT_INTERP (PATH_MAX, with its end). */
const MAX_INTERPRETER = 4096
const MAX_NOTES = 65536
const NT_GNU_ABI_TAG = 1

const TYPES: Readonly<Record<number, string>> = {
  [ET_REL]: 'rel',
  [ET_EXEC]: 'exec',
  [ET_DYN]: 'dyn',
  [ET_CORE]: 'core',
}

/** Reads what the file says of itself. Throws MalformedFileError. */
export function parseElf(image: ElfImage, dynamic: DynamicFacts = parseDynamic(image)): ElfFacts {
  return {
    class: image.class,
    endian: image.endian,
    type: TYPES[image.type] ?? String(image.type),
    machine: machineName(image),
    interpreter: readInterpreter(image),
    needed: dynamic.needed,
    runpath: dynamic.runpath,
    soname: dynamic.soname,
    verneed: dynamic.verneed,
    relr: dynamic.relr,
    abiTag: readAbiTag(image),
  }
}

function readInterpreter(image: ElfImage): string | null {
  const segment = image.segments.find(({ type }) => type === PT_INTERP)
  return segment === undefined ? null : openSegment(image, segment).cstring(MAX_INTERPRETER, 'PT_INTERP path')
}

function readAbiTag(image: ElfImage): AbiTag | null {
  let budget = MAX_NOTES
  for (const segment of image.segments) {
    if (segment.type !== PT_NOTE) continue
    for (const note of readNotes(image, segment)) {
      if (note.name === 'GNU\0' && note.type === NT_GNU_ABI_TAG)
        return parseAbiTag(image, segment, note.descriptor)
      if (--budget === 0)
        throw new MalformedFileError('PT_NOTE', segment.offset, `has over ${MAX_NOTES} notes`)
    }
  }
  return null
}

function parseAbiTag(image: ElfImage, segment: Segment, offset: number): AbiTag {
  const cursor = openSegment(image, segment)
  cursor.seek(offset)
  const os = cursor.u32('the ABI tag')
  const [major, minor, patch] = Array.from({ length: 3 }, () => cursor.u32('the ABI tag'))
  return { os, kernel: `${major}.${minor}.${patch}` }
}

interface Note {
  readonly name: string
  readonly type: number
  /** File offset of what the note says. */
  readonly descriptor: number
}

function* readNotes(image: ElfImage, segment: Segment): Generator<Note> {
  const cursor = openSegment(image, segment)
  // Notes in a segment of 8-byte alignment pad to 8 (NT_GNU_PROPERTY_TYPE_0 on 64 bits), all others to 4.
  const align = segment.align === 8n ? 8 : 4
  const pad = () => {
    const over = (cursor.offset() - segment.offset) % align
    if (over > 0) cursor.bytes(Math.min(align - over, cursor.left()), 'the padding of a note')
  }
  while (cursor.left() >= 12) {
    const nameSize = cursor.u32('n_namesz')
    const size = cursor.u32('n_descsz')
    const type = cursor.u32('n_type')
    const name = cursor.bytes(nameSize, 'the note name').toString('latin1', 0, 8)
    pad()
    yield { name, type, descriptor: cursor.offset() }
    cursor.bytes(size, 'the note descriptor')
    pad()
  }
}
