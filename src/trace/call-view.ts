import { copyBytes } from './copy-bytes.js'
import type { Word } from './intern.js'
import { type Leader, parseTime } from './line-leader.js'
import type { PendingCall } from './pending-calls.js'
import type { Outcome, Result } from './result.js'
import type { TracedCall } from './trace-visitor.js'
import type { ArgumentText } from './watch/arguments.js'

/** The one TracedCall of a parser. Texts are made only when they are asked for. */
export interface CallView extends TracedCall {
  /** A call that stands on one line whole, with its parentheses at `open` and `close`. */
  show(
    leader: Leader,
    name: Word,
    result: Result,
    line: number,
    bytes: Buffer,
    start: number,
    open: number,
    end: number,
    close: number,
    value: number,
  ): void
  /** A call in two parts; its end stands from `start`. */
  showResumed(
    pid: number,
    call: PendingCall,
    result: Result,
    bytes: Buffer,
    start: number,
    end: number,
    close: number,
    value: number,
  ): void
  /** The beginning of a call, on the line that is being read. */
  showBegun(
    leader: Leader,
    name: Word,
    line: number,
    bytes: Buffer,
    start: number,
    open: number,
    end: number,
  ): void
  /** A call of which the beginning is all that will ever be seen. */
  showPart(pid: number, call: PendingCall): void
}

const OPEN = 0x28
const NOTHING: Buffer = Buffer.alloc(0)
/** UTF-8 needs at most this many bytes for one UTF-16 unit. */
const BYTES_A_CHARACTER = 3
const MAX_VALUE = 64
const UNRETURNED: Result = { outcome: 'unreturned', errno: null }

export function createCallView(): CallView {
  let head: Buffer = NOTHING
  let [headStart, headEnd] = [0, 0]
  let bytes: Buffer = NOTHING
  let [start, open, end, close, valueAt] = [0, 0, 0, 0, 0]
  let [timeStart, timeEnd] = [0, 0]
  /** The line that began the call was not kept. */
  let headless = false
  /** More of the call's text may come. */
  let begun = false
  let joined: Buffer = Buffer.allocUnsafe(1 << 12)
  const span: ArgumentText = { bytes: NOTHING, start: 0, end: 0, complete: true }

  const join = (): void => {
    const length = headEnd - headStart + close - start
    if (length > joined.length) joined = Buffer.allocUnsafe(length * 2)
    copyBytes(head, headStart, headEnd, joined, 0)
    copyBytes(bytes, start, close, joined, headEnd - headStart)
    span.bytes = joined
    span.start = joined.indexOf(OPEN) + 1
    span.end = length
  }

  const view = {
    pid: 0,
    name: { id: -1, text: '' } as Word,
    outcome: 'returned' as Outcome,
    errno: null as Word | null,
    line: 0,
    time: () => {
      if (timeEnd > timeStart) return parseTime(bytes, timeStart, timeEnd)
      return headStart > 0 ? parseTime(head, 0, headStart) : null
    },
    args: () => {
      const whole = head.toString('utf8', headStart, headEnd) + bytes.toString('utf8', start, close)
      return whole.slice(whole.indexOf('(') + 1)
    },
    argumentText: () => {
      if (headless) return null
      if (headEnd > headStart) join()
      else {
        span.bytes = bytes
        span.start = open + 1
        span.end = close
      }
      span.complete = !begun
      return span
    },
    value: () => {
      const text = bytes.toString('latin1', valueAt, Math.min(end, valueAt + MAX_VALUE))
      return text.split(' ', 1)[0] ?? ''
    },
    text: (limit: number) => {
      const room = limit * BYTES_A_CHARACTER
      const whole =
        head.toString('utf8', headStart, Math.min(headEnd, headStart + room)) +
        bytes.toString('utf8', start, Math.min(end, start + room))
      return whole.slice(0, limit)
    },
    show(
      leader: Leader,
      name: Word,
      result: Result,
      line: number,
      from: Buffer,
      s: number,
      o: number,
      e: number,
      c: number,
      v: number,
    ) {
      view.pid = leader.pid
      view.name = name
      view.outcome = result.outcome
      view.errno = result.errno
      view.line = line
      headless = false
      begun = false
      headStart = 0
      headEnd = 0
      bytes = from
      start = s
      open = o
      end = e
      close = c
      valueAt = v
      timeStart = leader.timeStart
      timeEnd = leader.timeEnd
    },
    showResumed(
      pid: number,
      call: PendingCall,
      result: Result,
      from: Buffer,
      s: number,
      e: number,
      c: number,
      v: number,
    ) {
      view.showPart(pid, call)
      view.outcome = result.outcome
      view.errno = result.errno
      bytes = from
      start = s
      end = e
      close = c
      valueAt = v
    },
    showBegun(leader: Leader, name: Word, line: number, from: Buffer, s: number, o: number, e: number) {
      view.show(leader, name, UNRETURNED, line, from, s, o, e, e, e)
      begun = true
    },
    showPart(pid: number, call: PendingCall) {
      view.pid = pid
      view.name = call.name
      view.outcome = 'unreturned'
      view.errno = null
      view.line = call.line
      headless = call.length === 0
      begun = false
      head = call.head
      headStart = call.textStart
      headEnd = call.length
      bytes = NOTHING
      start = 0
      end = 0
      close = 0
      valueAt = 0
      timeStart = 0
      timeEnd = 0
    },
  }
  return view
}
