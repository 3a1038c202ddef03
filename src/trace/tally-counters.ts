import type { Tally } from './trace-summary.js'
import type { TracedCall } from './trace-visitor.js'

/** A Tally while it is counted. */
export interface TallyCounters {
  count: number
  succeeded: number
  readonly errors: Map<string, number>
  firstLine: number
  sample: string
}

const MAX_SAMPLE = 200

/** Nothing counted yet; the call is the sample as long as no earlier one comes. */
export function createTally(call: TracedCall): TallyCounters {
  return { count: 0, succeeded: 0, errors: new Map(), firstLine: call.line, sample: call.text(MAX_SAMPLE) }
}

export function countInto(tally: TallyCounters, call: TracedCall): void {
  tally.count++
  if (call.outcome === 'returned') tally.succeeded++
  else if (call.errno !== null) {
    tally.errors.set(call.errno.text, (tally.errors.get(call.errno.text) ?? 0) + 1)
  }
  // A call that began earlier may come back later than one that began after it.
  if (call.line < tally.firstLine) {
    tally.firstLine = call.line
    tally.sample = call.text(MAX_SAMPLE)
  }
}

/** Lists by a dense id, with holes. */
export function mergeTallies<Counters extends TallyCounters>(
  into: (Counters | undefined)[],
  from: readonly (Counters | undefined)[],
): void {
  from.forEach((tally, id) => {
    const known = into[id]
    if (!tally) return
    if (known) mergeTally(known, tally)
    else into[id] = tally
  })
}

function mergeTally(into: TallyCounters, from: TallyCounters): void {
  into.count += from.count
  into.succeeded += from.succeeded
  for (const [errno, count] of from.errors) into.errors.set(errno, (into.errors.get(errno) ?? 0) + count)
  if (from.firstLine < into.firstLine) {
    into.firstLine = from.firstLine
    into.sample = from.sample
  }
}

export function tallyOf({ count, succeeded, errors, firstLine, sample }: TallyCounters): Tally {
  return { count, succeeded, errors: Object.fromEntries(errors), firstLine, sample }
}
