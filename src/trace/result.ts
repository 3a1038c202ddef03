import type { Interner, Word } from './intern.js'

/**
 * What became of a call. `returned`: it gave a value. `failed`: it gave an errno. `interrupted`: a signal came and the
 * kernel starts it again or lets the next line tell (`= ? ERESTARTSYS (…)`). `unreturned`: it never came back
 * (`= ?` of exit_group, or of a thread that was killed in the call, or no result at all).
 */
export type Outcome = 'returned' | 'failed' | 'interrupted' | 'unreturned'

export interface Result {
  outcome: Outcome
  errno: Word | null
}

const SPACE = 0x20
const OPEN = 0x28
const CLOSE = 0x29
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const LESS = 0x3c
const GREATER = 0x3e
const QUESTION = 0x3f
const UPPER_E = 0x45
const LOWER_X = 0x78

/**
 * Reads what stands after `) = `. Forms (print_err_ret and syscall_exiting_trace of strace's syscall.c, 4.24 to 6.x):
 * `3`, `-3`, `0x7f00`, `022`, `3</dev/null>`, each maybe with ` (text)` or ` <time>`; `-1 ENOENT (No such file or
 * directory)`; `-1 (errno 524)`; `?`; `? ERESTARTSYS (…)`; `? <unavailable>`.
 * @param into filled in, so that a line makes no garbage
 * @returns whether it is of a known form
 */
export function readResult(
  bytes: Uint8Array,
  start: number,
  end: number,
  errnos: Interner,
  into: Result,
): boolean {
  into.errno = null
  if (start >= end) return false
  if (bytes[start] === QUESTION) return readUnknown(bytes, start + 1, end, into)
  into.outcome = 'returned'
  let at = bytes[start] === MINUS ? start + 1 : start
  const digits = at
  while (at < end && isNumberByte(bytes[at] as number)) at++
  if (at === digits || !isDigit(bytes[digits] as number)) return false
  if (at === end || bytes[at] === LESS) return true
  if (bytes[at] !== SPACE || at + 1 >= end) return false
  const note = bytes[at + 1]
  if (note === UPPER_E) return readErrno(bytes, at + 1, end, errnos, into)
  if (note === OPEN && bytes[start] === MINUS) readNamelessErrno(bytes, at + 1, end, errnos, into)
  return (note === OPEN || note === LESS) && closes(bytes[end - 1])
}

function readUnknown(bytes: Uint8Array, at: number, end: number, into: Result): boolean {
  const note = bytes[at + 1]
  into.outcome = at + 1 < end && note === UPPER_E ? 'interrupted' : 'unreturned'
  return (
    at === end ||
    (bytes[at] === SPACE && at + 1 < end && (note === UPPER_E || note === LESS || note === OPEN))
  )
}

function readErrno(bytes: Uint8Array, start: number, end: number, errnos: Interner, into: Result): boolean {
  let at = start
  while (at < end && isErrnoByte(bytes[at] as number)) at++
  if (at !== end && (bytes[at] !== SPACE || at + 1 >= end || bytes[at + 1] !== OPEN)) return false
  if (at !== end && !closes(bytes[end - 1])) return false
  into.outcome = 'failed'
  into.errno = errnos.get(bytes, start, at)
  return into.errno !== null
}

/** `(errno 524)`: strace knows no name for it. Any other note in parentheses leaves the call as returned. */
function readNamelessErrno(
  bytes: Uint8Array,
  start: number,
  end: number,
  errnos: Interner,
  into: Result,
): void {
  const text = Buffer.from(bytes.subarray(start, Math.min(end, start + 20))).toString('latin1')
  const match = /^\((errno \d+)\)/.exec(text)
  if (!match?.[1]) return
  into.errno = errnos.get(bytes, start + 1, start + 1 + match[1].length)
  if (into.errno) into.outcome = 'failed'
}

/** Notes end with `)`, and times and paths with `>`. */
function closes(byte: number | undefined): boolean {
  return byte === CLOSE || byte === GREATER
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}

function isNumberByte(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || byte === LOWER_X
}

function isErrnoByte(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || isDigit(byte) || byte === 0x5f
}
