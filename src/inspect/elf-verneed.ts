import { type ByteCursor, MalformedFileError } from './byte-cursor.js'
import type { VersionNeed } from './inspection.js'

/** Reads the name at an index into the dynamic string table; `offset` is where the index was found. */
export type NameReader = (index: bigint, what: string, offset: number) => string

/** Far above what a linker writes, so that a damaged file cannot cost time or memory. */
const MAX_VERSIONS = 16384
/** `vna_flags`: every symbol that asks for the version is weak (glibc's elf.h). */
const VER_FLG_WEAK = 2

interface Vernaux {
  readonly name: string
  readonly weak: boolean
}

/**
 * Walks `Elf_Verneed` and `Elf_Vernaux` by their links, as glibc's loader does (elf/dl-version.c): it goes by
 * `vn_next` and `vna_next`, not by DT_VERNEEDNUM and `vn_cnt`. The cursor stands at the first record. Throws
 * MalformedFileError.
 */
export function readVerneed(cursor: ByteCursor, names: NameReader): readonly VersionNeed[] {
  const needs: VersionNeed[] = []
  let budget = MAX_VERSIONS
  for (let record = cursor.offset(), more = true; more; ) {
    cursor.seek(record)
    const version = cursor.u16('vn_version')
    if (version !== 1) throw new MalformedFileError('vn_version', record, `has the unknown value ${version}`)
    cursor.u16('vn_cnt')
    const library = names(BigInt(cursor.u32('vn_file')), 'vn_file name', record)
    const aux = record + cursor.u32('vn_aux')
    const next = cursor.u32('vn_next')
    const versions = readVernaux(cursor, aux, names, budget)
    needs.push({ library, versions: namesOf(versions, false), weakVersions: namesOf(versions, true) })
    budget -= versions.length
    more = next !== 0
    record += next
  }
  return needs
}

function namesOf(versions: readonly Vernaux[], weak: boolean): readonly string[] {
  return versions.filter((version) => version.weak === weak).map(({ name }) => name)
}

function readVernaux(
  cursor: ByteCursor,
  first: number,
  names: NameReader,
  budget: number,
): readonly Vernaux[] {
  const versions: Vernaux[] = []
  for (let record = first, more = true; more; ) {
    if (versions.length >= budget) {
      throw new MalformedFileError('the version needs', first, `are more than ${MAX_VERSIONS}`)
    }
    cursor.seek(record)
    cursor.u32('vna_hash')
    const weak = (cursor.u16('vna_flags') & VER_FLG_WEAK) !== 0
    cursor.u16('vna_other')
    versions.push({ name: names(BigInt(cursor.u32('vna_name')), 'vna_name', record), weak })
    const next = cursor.u32('vna_next')
    more = next !== 0
    record += next
  }
  return versions
}
