import { argumentEnd, nextArgument } from './argument-scanner.js'

/** The text between a call's parentheses. */
export interface ArgumentText {
  bytes: Buffer
  start: number
  end: number
  /** False: strace has printed the beginning of the call only, so more may follow behind `end`. */
  complete: boolean
}

/** The first arguments of one call, by their place in strace's text. The object is used again for the next call. */
export interface Arguments {
  bytes: Buffer
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** How many were found, at most as many as were wanted. */
  count: number
  /** Where the one behind them begins; `end` when there is none. */
  next: number
  /** Of the whole text. */
  end: number
  complete: boolean
}

/** printed_args of strace: no call has more. */
const MAX_ARGUMENTS = 8

export function createArguments(): Arguments {
  return {
    bytes: Buffer.alloc(0),
    starts: new Int32Array(MAX_ARGUMENTS),
    ends: new Int32Array(MAX_ARGUMENTS),
    count: 0,
    next: 0,
    end: 0,
    complete: true,
  }
}

/** @param wanted of how many arguments the ends are asked for; the one behind them has its start only */
export function splitArguments(text: ArgumentText, wanted: number, into: Arguments): void {
  const { bytes, end } = text
  into.bytes = bytes
  into.end = end
  into.complete = text.complete
  let count = 0
  let at = text.start
  for (; count < wanted && at < end; count++) {
    const stop = argumentEnd(bytes, at, end)
    into.starts[count] = at
    into.ends[count] = stop
    at = stop === end ? end : nextArgument(bytes, stop, end)
  }
  into.count = count
  into.next = at
}

/**
 * Can the argument, a number or a string, be read? strace never stops within one. An argument that is not there can,
 * when nothing more will come.
 */
export function isPrinted(args: Arguments, index: number): boolean {
  return args.complete || index < args.count
}

/** Where an argument begins; `end` when it is not there. */
export function startOf(args: Arguments, index: number): number {
  if (index < args.count) return args.starts[index] as number
  return index === args.count ? args.next : args.end
}
