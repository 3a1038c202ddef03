import type { KernelOption, OptionSpace } from '../../kernel/option-space.js'
import type { Symbols } from './symbols.js'

/** Reads what was asked for of one option space from strace's text. */
export interface SpaceReader {
  readonly space: OptionSpace
  /** The row of a name as strace prints it; undefined when no row has it. */
  rowOf(name: string): KernelOption | undefined
  /**
   * Names of the options that came after 2.6.32, and `0x…` for what no row names in a space that says it is absent.
   * An old option, or a name that no row has, is nothing.
   */
  read(symbols: Symbols): readonly string[]
  /** The same for a value. @param bytes how much data came with it, for rows that ask */
  readValue(value: number, bytes?: number): readonly string[]
}

/** A program that tries all numbers must not fill the memory; more of them would tell nothing new. */
const MAX_UNLISTED = 50

/**
 * Names that strace prints and no row has. CLONE_IDLETASK (0x1000) was taken out in 2.5 and became CLONE_PIDFD in 5.2;
 * strace 4.24 has the old name (its xlat/clone_flags.in). __O_TMPFILE is O_TMPFILE without O_DIRECTORY. SO_TXTIME is the
 * control message's name (xlat/scmvals.in).
 */
const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['CLONE_IDLETASK', 'CLONE_PIDFD'],
  ['__O_TMPFILE', 'O_TMPFILE'],
  ['SO_TXTIME', 'SCM_TXTIME'],
])
/** futex operations with FUTEX_PRIVATE_FLAG have names of their own in strace (xlat/futexops.in). */
const PRIVATE = '_PRIVATE'

export function createSpaceReader(space: OptionSpace): SpaceReader {
  const byName = new Map(space.options.map((option) => [option.name, option]))
  const sized = space.options.filter(({ bytes }) => bytes !== undefined)
  const byValue = new Map(
    space.options.filter(({ bytes }) => bytes === undefined).map((option) => [option.value, option]),
  )
  const manyBits = space.options.filter(({ value }) => (value & (value - 1)) !== 0)
  const compounds = space.options
    .filter(({ name }) => name.includes('|'))
    .map((row) => ({ row, parts: row.name.split('|') }))
  const unlisted = new Set<string>()

  const rowOf = (name: string): KernelOption | undefined =>
    byName.get(name) ??
    byName.get(OTHER_SPELLINGS.get(name) ?? '') ??
    (name.endsWith(PRIVATE) ? byName.get(name.slice(0, -PRIVATE.length)) : undefined)

  const unlistedName = (value: number): string[] => {
    const name = `0x${value.toString(16)}`
    // Nothing was asked for, whatever the kernel.
    if (value === 0) return []
    if (space.unlisted !== 'absent' || (unlisted.size >= MAX_UNLISTED && !unlisted.has(name))) return []
    unlisted.add(name)
    return [name]
  }

  const ofRow = (row: KernelOption): string[] => (row.since === null ? [] : [row.name])

  const ofValue = (value: number, bytes?: number): string[] => {
    const row = sized.find((option) => option.value === value && option.bytes === bytes) ?? byValue.get(value)
    return row ? ofRow(row) : unlistedName(value)
  }

  const ofBits = (bits: number): string[] => {
    const found: string[] = []
    let left = bits
    for (const row of manyBits) {
      if ((left & row.value) >>> 0 !== row.value) continue
      found.push(...ofRow(row))
      left &= ~row.value
    }
    for (let bit = 1; left !== 0; bit = (bit << 1) >>> 0) {
      if ((left & bit) === 0) continue
      found.push(...ofValue(bit))
      left &= ~bit
    }
    return found
  }

  const rowsOf = (names: readonly string[]): KernelOption[] => {
    const has = (part: string): boolean => names.includes(part) || names.includes(`${part}${PRIVATE}`)
    return [
      ...names.map(rowOf).filter((row) => row !== undefined),
      ...compounds.filter(({ parts }) => parts.every(has)).map(({ row }) => row),
    ]
  }

  return {
    space,
    rowOf,
    readValue: ofValue,
    read({ names, numbers, startsWithNumber }) {
      const found = rowsOf(names).flatMap(ofRow)
      if (space.kind === 'bits') {
        return [...new Set([...found, ...numbers.flatMap((bits) => ofBits((bits & space.mask) >>> 0))])]
      }
      // Behind a name stand flags of another space.
      const [value] = startsWithNumber ? numbers : []
      return value === undefined ? found : ofValue((value & space.mask) >>> 0)
    },
  }
}
