import type { Random } from './random.js'
import type { Sample } from './sample.js'

/** One damaged form of a sample. Undo it before the sample is used again. */
export interface Mutant {
  /** Shares the sample's memory; shorter when it was cut off. */
  readonly bytes: Buffer
  /** What was done, for the message of a failure. */
  readonly changes: readonly string[]
  undo(): void
}

const WIDTHS = [1, 2, 4, 8] as const
const MAX_CHANGES = 6

/** Damages a sample in place: bits flipped, integers set to extremes, bytes copied about, the end cut off. */
export function mutate(sample: Sample, random: Random): Mutant {
  const { bytes } = sample
  const changes: string[] = []
  const saved: (readonly [at: number, before: Buffer])[] = []
  const write = (at: number, patch: Uint8Array, what: string) => {
    const length = Math.min(patch.length, bytes.length - at)
    saved.push([at, Buffer.from(bytes.subarray(at, at + length))])
    bytes.set(patch.subarray(0, length), at)
    changes.push(`${what} at ${at}`)
  }
  for (let count = 1 + random.below(MAX_CHANGES); count > 0; count--) {
    const at = place(sample, random)
    const [patch, what] = random.pick([flippedBit, extremeInteger, copiedBytes])(sample, random, at)
    write(at, patch, what)
  }
  const length = random.below(8) === 0 ? cut(sample, random) : bytes.length
  if (length < bytes.length) changes.push(`cut to ${length} bytes`)
  return {
    bytes: bytes.subarray(0, length),
    changes,
    undo() {
      for (const [start, before] of saved.reverse()) bytes.set(before, start)
    },
  }
}

function place({ bytes, areas }: Sample, random: Random): number {
  if (areas.length === 0 || random.below(10) === 0) return random.below(bytes.length)
  const { start, end } = random.pick(areas)
  const at = start + random.below(end - start)
  // Fields stand at multiples of their width.
  return random.below(2) === 0 ? at : Math.max(start, at - (at % 4))
}

/** Shorter in three of four cases at a structure, not in the middle of code. */
function cut(sample: Sample, random: Random): number {
  return random.below(4) === 0 ? random.below(sample.bytes.length) : place(sample, random)
}

type Change = (sample: Sample, random: Random, at: number) => readonly [patch: Uint8Array, what: string]

const flippedBit: Change = ({ bytes }, random, at) => {
  const bit = random.below(8)
  return [Uint8Array.of((bytes[at] ?? 0) ^ (1 << bit)), `bit ${bit} flipped`]
}

const extremeInteger: Change = ({ bytes }, random) => {
  const width = random.pick(WIDTHS)
  const top = 1n << BigInt(width * 8)
  const size = BigInt(bytes.length)
  const value = random.pick([
    0n,
    1n,
    2n,
    7n,
    top / 2n - 1n,
    top / 2n,
    top - 1n,
    top - 8n,
    size - 1n,
    size,
    size + 1n,
  ])
  const patch = Buffer.alloc(8)
  if (random.below(4) === 0) patch.writeBigUInt64BE(BigInt.asUintN(64, value << BigInt(64 - width * 8)))
  else patch.writeBigUInt64LE(BigInt.asUintN(64, value))
  return [patch.subarray(0, width), `${width} bytes set to ${value}`]
}

const copiedBytes: Change = (sample, random) => {
  const from = place(sample, random)
  const length = 1 + random.below(32)
  return [Buffer.from(sample.bytes.subarray(from, from + length)), `${length} bytes of ${from} copied`]
}
