/** A question about the low 32 bits of one register argument. All numbers are unsigned 32 bits. */
export interface RegisterTest {
  readonly arg: number
  /** Applied before comparing; never 0. */
  readonly mask: number
  /** Distinct, and without bits outside `mask`. */
  readonly values: readonly number[]
  /** Holds when the masked argument is one of `values` (`in`), or none of them (`not-in`). */
  readonly holds: 'in' | 'not-in'
}

export const WORD_MASK = 0xffff_ffff

export function oneOf(arg: number, mask: number, values: readonly number[]): RegisterTest {
  return { arg, mask, values: comparable(mask, values), holds: 'in' }
}

export function noneOf(arg: number, mask: number, values: readonly number[]): RegisterTest {
  return { arg, mask, values: comparable(mask, values), holds: 'not-in' }
}

/** `words`: the low 32 bits of each argument. */
export function holdsFor(test: RegisterTest, words: readonly number[]): boolean {
  const masked = ((words[test.arg] ?? 0) & test.mask) >>> 0
  return test.values.includes(masked) === (test.holds === 'in')
}

function comparable(mask: number, values: readonly number[]): number[] {
  const within = values.filter((value) => (value & ~mask) === 0)
  return [...new Set(within)].sort((a, b) => a - b)
}
