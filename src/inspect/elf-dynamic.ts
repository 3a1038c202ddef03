import { type ByteCursor, MalformedFileError } from './byte-cursor.js'
import { type ElfImage, openAddress, PT_DYNAMIC } from './elf-image.js'
import { type NameReader, readVerneed } from './elf-verneed.js'
import type { VersionNeed } from './inspection.js'

/** What the dynamic section says, as far as this project asks. */
export interface DynamicFacts {
  readonly needed: readonly string[]
  readonly runpath: readonly string[]
  readonly soname: string | null
  readonly relr: boolean
  readonly verneed: readonly VersionNeed[]
  /** DF_1_PIE: the linker meant the file as a program, not as a library. */
  readonly pie: boolean
}

const NO_DYNAMIC: DynamicFacts = {
  needed: [],
  runpath: [],
  soname: null,
  relr: false,
  verneed: [],
  pie: false,
}

/** `d_tag` values (elf(5), glibc's elf.h). */
const DT_NULL = 0n
const DT_NEEDED = 1n
const DT_STRTAB = 5n
const DT_SONAME = 14n
const DT_RPATH = 15n
const DT_RUNPATH = 29n
const DT_RELR = 36n
const DT_FLAGS_1 = 0x6ffffffbn
const DT_VERNEED = 0x6ffffffen
const DF_1_PIE = 0x08000000n

/** Bounds far above what a linker writes, so that a damaged file cannot cost time or memory. */
const MAX_ENTRIES = 65536
const MAX_NEEDED = 4096
const MAX_NAME = 4096

interface DynamicEntry {
  readonly tag: bigint
  readonly value: bigint
  /** Where the entry stands in the file. */
  readonly offset: number
}

/**
 * Reads the dynamic section the way the loader does: through PT_DYNAMIC and addresses in loaded segments, never
 * through section headers, which may be stripped.
 */
export function parseDynamic(image: ElfImage): DynamicFacts {
  const entries = readEntries(image)
  if (entries.length === 0) return NO_DYNAMIC
  const find = (tag: bigint) => entries.find((entry) => entry.tag === tag)
  const needed = entries.filter((entry) => entry.tag === DT_NEEDED)
  const soname = find(DT_SONAME)
  const runpath = find(DT_RUNPATH) ?? find(DT_RPATH)
  const verneed = find(DT_VERNEED)
  if (needed.length > MAX_NEEDED) {
    throw new MalformedFileError('DT_NEEDED', null, `occurs ${needed.length} times`)
  }
  const strtab = find(DT_STRTAB)
  const names = strtab === undefined ? noNames : nameReader(image, strtab)
  return {
    needed: needed.map((entry) => names(entry.value, 'DT_NEEDED name', entry.offset)),
    runpath: runpath === undefined ? [] : names(runpath.value, 'DT_RUNPATH', runpath.offset).split(':'),
    soname: soname === undefined ? null : names(soname.value, 'DT_SONAME name', soname.offset),
    relr: find(DT_RELR) !== undefined,
    verneed: verneed === undefined ? [] : readVerneed(openEntry(image, verneed, 'DT_VERNEED'), names),
    pie: ((find(DT_FLAGS_1)?.value ?? 0n) & DF_1_PIE) !== 0n,
  }
}

function readEntries(image: ElfImage): readonly DynamicEntry[] {
  const segment = image.segments.find(({ type }) => type === PT_DYNAMIC)
  if (segment === undefined || segment.fileSize === 0) return []
  const cursor = openAddress(image, segment.address)
  if (cursor === null) {
    throw new MalformedFileError('PT_DYNAMIC', segment.offset, 'is not in a loaded segment')
  }
  const entries: DynamicEntry[] = []
  const size = image.class / 4
  for (let count = Math.floor(segment.fileSize / size); count > 0; count--) {
    const offset = cursor.offset()
    const tag = cursor.word(image.class, 'd_tag')
    const value = cursor.word(image.class, 'd_val')
    if (tag === DT_NULL) break
    entries.push({ tag, value, offset })
    if (entries.length > MAX_ENTRIES) {
      throw new MalformedFileError('PT_DYNAMIC', segment.offset, `has more than ${MAX_ENTRIES} entries`)
    }
  }
  return entries
}

function openEntry(image: ElfImage, entry: DynamicEntry, what: string): ByteCursor {
  const cursor = openAddress(image, entry.value)
  if (cursor !== null) return cursor
  const address = `0x${entry.value.toString(16)}`
  throw new MalformedFileError(
    what,
    entry.offset,
    `points to ${address}, which no segment loads from the file`,
  )
}

function noNames(_index: bigint, what: string, offset: number): string {
  throw new MalformedFileError(what, offset, 'needs a string table, but there is no DT_STRTAB')
}

function nameReader(image: ElfImage, strtab: DynamicEntry): NameReader {
  const cursor = openEntry(image, strtab, 'DT_STRTAB')
  const base = cursor.offset()
  const size = BigInt(cursor.left())
  return (index, what, offset) => {
    if (index >= size)
      throw new MalformedFileError(what, offset, `is outside the string table: index ${index}`)
    cursor.seek(base + Number(index))
    return cursor.cstring(MAX_NAME, what)
  }
}
