import { argumentEnd, nextArgument } from './argument-scanner.js'

/** The text between a call's parentheses. */
export interface ArgumentText {
  bytes: Buffer
  start: number
  end: number
  /** False: strace has printed the beginning of the call only, so more may follow behind `end`. */
  complete: boolean
}

/**
 * The arguments of one call, by their place in strace's text, taken apart as far as somebody asks. The object is used
 * again for the next call.
 */
export interface Arguments {
  bytes: Buffer
  /** Of the whole text. */
  end: number
  complete: boolean
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** How many are known from start to end. */
  count: number
  /** Where the one behind them begins. */
  next: number
}

/** Of strace's text: no call that is watched has more. */
const MAX_ARGUMENTS = 8

export function createArguments(): Arguments {
  return {
    bytes: Buffer.alloc(0),
    end: 0,
    complete: true,
    starts: new Int32Array(MAX_ARGUMENTS),
    ends: new Int32Array(MAX_ARGUMENTS),
    count: 0,
    next: 0,
  }
}

export function resetArguments(args: Arguments, text: ArgumentText): void {
  args.bytes = text.bytes
  args.end = text.end
  args.complete = text.complete
  args.next = text.start
  args.count = 0
}

/** Where the argument begins; -1 when it is not there. */
export function startOf(args: Arguments, index: number): number {
  while (args.count < index && args.next < args.end) readNext(args)
  if (index < args.count) return args.starts[index] as number
  return args.next < args.end ? args.next : -1
}

/** Where it ends; -1 when it is not there. */
export function endOf(args: Arguments, index: number): number {
  while (args.count <= index && args.next < args.end) readNext(args)
  return index < args.count ? (args.ends[index] as number) : -1
}

function readNext(args: Arguments): void {
  const { bytes, next, end, count } = args
  const stop = argumentEnd(bytes, next, end)
  args.starts[count] = next
  args.ends[count] = stop
  args.count = count + 1
  args.next = stop === end ? stop : nextArgument(bytes, stop, end)
}
