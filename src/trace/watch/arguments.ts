import { argumentEnd, nextArgument } from './argument-scanner.js'

/** The text between a call's parentheses. */
export interface ArgumentText {
  bytes: Buffer
  start: number
  end: number
  /** False: strace has printed the beginning of the call only, so more may follow behind `end`. */
  complete: boolean
}

/** The arguments of one call, by their place in strace's text, taken apart as far as somebody asks. */
export interface Arguments {
  readonly bytes: Buffer
  /** Of the whole text. */
  readonly end: number
  readonly complete: boolean
  /** The object is used again: begins with another call. */
  reset(text: ArgumentText): void
  /** Where the argument begins; -1 when it is not there. */
  startOf(index: number): number
  /** Where it ends; -1 when it is not there. */
  endOf(index: number): number
}

/** Of strace's text: no call that is watched has more. */
const MAX_ARGUMENTS = 8

export function createArguments(): Arguments {
  const starts = new Int32Array(MAX_ARGUMENTS)
  const ends = new Int32Array(MAX_ARGUMENTS)
  /** How many are known from start to end. */
  let count = 0
  /** Where the one behind them begins. */
  let next = 0

  const readNext = (): void => {
    const stop = argumentEnd(args.bytes, next, args.end)
    starts[count] = next
    ends[count] = stop
    count++
    next = stop === args.end ? stop : nextArgument(args.bytes, stop, args.end)
  }

  const args = {
    bytes: Buffer.alloc(0) as Buffer,
    end: 0,
    complete: true,
    reset(text: ArgumentText) {
      args.bytes = text.bytes
      args.end = text.end
      args.complete = text.complete
      next = text.start
      count = 0
    },
    startOf(index: number) {
      while (count < index && next < args.end) readNext()
      if (index < count) return starts[index] as number
      return next < args.end ? next : -1
    },
    endOf(index: number) {
      while (count <= index && next < args.end) readNext()
      return index < count ? (ends[index] as number) : -1
    },
  }
  return args
}
