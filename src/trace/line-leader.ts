/** What stands before the call on each line: who and when. */
export interface Leader {
  /** 0: the line names none. */
  pid: number
  /** Where the time stands; both 0 when there is none. */
  timeStart: number
  timeEnd: number
  /** Where the rest of the line begins. */
  at: number
}

const SPACE = 0x20
const DOT = 0x2e
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
/** Digits of the highest pid that Linux gives (2^22) with room to spare. */
const MAX_PID_DIGITS = 10
const EPOCH_DOT = 10
const EPOCH_TIME = '1795515789.413989'.length

/**
 * Reads `PID `, `[pid PID] ` and a time of -ttt, -tt, -t or -r (printleader in strace.c: the pid is padded to five
 * columns, the time is never without a space behind it).
 * @param into filled in, so that a line makes no garbage
 */
export function readLeader(bytes: Uint8Array, start: number, end: number, into: Leader): boolean {
  into.pid = 0
  into.timeStart = 0
  into.timeEnd = 0
  let at = start
  const bracketed = bytes[at] === OPEN_BRACKET && bytes[at + 1] === 0x70
  if (bracketed) at += '[pid'.length
  while (at < end && bytes[at] === SPACE) at++
  const digits = at
  let pid = 0
  let byte = at < end ? (bytes[at] as number) : 0
  while (isDigit(byte)) {
    pid = pid * 10 + byte - 0x30
    at++
    byte = at < end ? (bytes[at] as number) : 0
  }
  if (at - digits > MAX_PID_DIGITS && byte !== DOT) return false
  if (bracketed) {
    if (byte !== CLOSE_BRACKET) return false
    at++
  }
  if (at > digits && (byte === DOT || byte === COLON)) at = digits
  else if (at > digits) {
    if (bytes[at] !== SPACE || at >= end) return false
    into.pid = pid
    while (at < end && bytes[at] === SPACE) at++
  }
  return readTime(bytes, at, end, into)
}

/** The time of -ttt until the year 2286, `1795515789.413989 `: the common case, without a look at each digit. */
function isEpochTime(bytes: Uint8Array, start: number, end: number): boolean {
  if (start + EPOCH_TIME >= end || bytes[start + EPOCH_DOT] !== DOT || bytes[start + EPOCH_TIME] !== SPACE) {
    return false
  }
  // A space may stand behind a shorter fraction too, so each of these six has to be a digit.
  for (let i = start + EPOCH_DOT + 1; i < start + EPOCH_TIME; i++) {
    if (!isDigit(bytes[i] as number)) return false
  }
  return bytes[start] === 0x31 && bytes[start + EPOCH_TIME + 1] !== SPACE
}

function readTime(bytes: Uint8Array, start: number, end: number, into: Leader): boolean {
  if (isEpochTime(bytes, start, end)) {
    into.timeStart = start
    into.timeEnd = start + EPOCH_TIME
    into.at = into.timeEnd + 1
    return true
  }
  let at = start
  let byte = at < end ? (bytes[at] as number) : 0
  while (isDigit(byte) || byte === DOT || byte === COLON) {
    at++
    byte = at < end ? (bytes[at] as number) : 0
  }
  if (at === start) {
    into.at = at
    return true
  }
  if (byte !== SPACE) return false
  into.timeStart = start
  into.timeEnd = at
  while (at < end && bytes[at] === SPACE) at++
  into.at = at
  return true
}

/** `EPOCH.MICROS` or `HH:MM:SS`, with or without a fraction, in seconds. */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  let whole = 0
  let part = 0
  let scale = 1
  let fraction = false
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number
    if (byte === COLON) {
      whole = (whole + part) * 60
      part = 0
    } else if (byte === DOT) fraction = true
    else {
      part = part * 10 + byte - 0x30
      if (fraction) scale *= 10
    }
  }
  return whole + part / scale
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
