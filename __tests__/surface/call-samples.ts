import type { SurfaceDecisions } from '../../src/surface/surface-decision.js'

export interface CallSample {
  readonly number: number
  readonly args: readonly bigint[]
}

/** The low 32 bits of each argument. */
export function low(args: readonly bigint[]): number[] {
  return args.map((arg) => Number(BigInt.asUintN(32, arg)))
}

/** A generator that says the same at every run (mulberry32). */
export function randomWords(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

/**
 * Calls at the borders of all that the decisions look at: each number; for each call with rules, mixes
 * of the values that its tests name, their neighbours, single bits and arbitrary words, with anything in the upper half.
 */
export function* callSamples(
  decisions: SurfaceDecisions,
  perCall: number,
  random = randomWords(1),
): Generator<CallSample> {
  for (const number of [...Array(600).keys(), 0x3fff_ffff, 0x4000_0000, 0x4000_0001, 0xffff_ffff]) {
    yield { number, args: [0n, 0n, 0n, 0n, 0n, 0n] }
  }
  for (const [number, { rules }] of decisions) {
    const tests = rules.flatMap((rule) => rule.tests)
    const named = [0, 1, 2, 3, 4, 5].map((arg) =>
      tests.filter((test) => test.arg === arg).flatMap(({ values, mask }) => [...values, mask]),
    )
    for (let i = 0; i < (tests.length > 0 ? perCall : 0); i++) {
      yield { number, args: named.map((values) => withUpperHalf(word(values, random), random)) }
    }
  }
}

function word(values: readonly number[], random: () => number): number {
  const value = values[random() % (values.length || 1)] ?? 0
  const bit = (1 << (random() % 32)) >>> 0
  const choices = [
    value,
    value,
    value,
    value + 1,
    value - 1,
    value ^ bit,
    value | bit,
    bit,
    random() % 64,
    random(),
  ]
  return (choices[random() % choices.length] ?? 0) >>> 0
}

function withUpperHalf(low: number, random: () => number): bigint {
  const upper = [0, 0, 0, 1, 0xffff_ffff, random()][random() % 6] ?? 0
  return (BigInt(upper) << 32n) | BigInt(low)
}
