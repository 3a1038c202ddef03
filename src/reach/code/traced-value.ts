import type { Known } from './scanned-function.js'

/** What a register or stack slot holds at one place of a function, as far as it is proven. */
export type TracedValue =
  | Known
  /** The stack pointer as it was at the function's entry, plus `offset`. */
  | { readonly kind: 'frame'; readonly offset: number }
  /** An address in the program, as a place. */
  | { readonly kind: 'address'; readonly place: number }
  /** One of the pointers of the table that begins at a place. */
  | { readonly kind: 'entry'; readonly table: number }

export const UNKNOWN: TracedValue = { kind: 'unknown' }

/** Constants that differ on different ways are all kept, up to this many. */
const MOST_CONSTANTS = 8

export function constant(value: number): TracedValue {
  return Number.isSafeInteger(value) ? { kind: 'constants', values: [value] } : UNKNOWN
}

/** What holds when either of the two may. */
export function join(a: TracedValue, b: TracedValue): TracedValue {
  if (a === b || sameValue(a, b)) return a
  if (a.kind !== 'constants' || b.kind !== 'constants') return UNKNOWN
  return constants([...a.values, ...b.values])
}

export function sameValue(a: TracedValue, b: TracedValue): boolean {
  switch (a.kind) {
    case 'unknown':
      return b.kind === 'unknown'
    case 'frame':
      return b.kind === 'frame' && a.offset === b.offset
    case 'address':
      return b.kind === 'address' && a.place === b.place
    case 'entry':
      return b.kind === 'entry' && a.table === b.table
    case 'parameter':
      return b.kind === 'parameter' && a.abi === b.abi && a.index === b.index
    case 'constants':
      return (
        b.kind === 'constants' &&
        a.values.length === b.values.length &&
        a.values.every((value, i) => value === b.values[i])
      )
  }
}

/** Each constant through `change`; all else, and what no double holds, is unknown. */
export function mapConstants(value: TracedValue, change: (value: bigint) => bigint): TracedValue {
  if (value.kind !== 'constants') return UNKNOWN
  return constants(value.values.map((one) => Number(BigInt.asIntN(64, change(BigInt(one))))))
}

/** What the low 32 bits are, with zeros above. */
export function low32(value: TracedValue): TracedValue {
  return mapConstants(value, (one) => BigInt.asUintN(32, one))
}

/** What the low 32 bits are, with their sign above. */
export function signed32(value: TracedValue): TracedValue {
  return mapConstants(value, (one) => BigInt.asIntN(32, one))
}

/** A 64-bit sum with a number that the code states. */
export function plus(value: TracedValue, addend: number): TracedValue {
  if (value.kind === 'frame') return moved(value.offset + addend, (offset) => ({ kind: 'frame', offset }))
  if (value.kind === 'address') return moved(value.place + addend, (place) => ({ kind: 'address', place }))
  return mapConstants(value, (one) => one + BigInt(addend))
}

function moved(to: number, make: (to: number) => TracedValue): TracedValue {
  return Number.isSafeInteger(to) ? make(to) : UNKNOWN
}

export function asKnown(value: TracedValue): Known {
  return value.kind === 'constants' || value.kind === 'parameter' ? value : { kind: 'unknown' }
}

function constants(values: readonly number[]): TracedValue {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  if (sorted.length > MOST_CONSTANTS || !sorted.every(Number.isSafeInteger)) return UNKNOWN
  return { kind: 'constants', values: sorted }
}
