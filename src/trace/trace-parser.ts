import { createInterner } from './intern.js'
import type { ProcessExit } from './trace-summary.js'

/** One syscall, as the visitor sees it. The object is used again for the next call: copy what you keep. */
export interface TracedCall {
  readonly pid: number
  readonly name: string
  /** `ENOENT`; null when the call succeeded, or never returned. */
  readonly errno: string | null
  /** False for `= ?`, for calls that the end of the process cut off, and for detached ones. */
  readonly returned: boolean
  /** Line (from 1) on which the call began. */
  readonly line: number
  /** Text between the parentheses. */
  args(): string
  /** First word after `=`, for example `3`, `-1`, `0x7f…`, `?`. */
  value(): string
  /** The whole call without pid and time. */
  text(): string
}

export interface TraceVisitor {
  call(call: TracedCall): void
  /** A call began and is not yet back: strace switched to another thread. */
  unfinished(pid: number, name: string): void
  signal(pid: number, name: string): void
  exit(pid: number, exit: ProcessExit): void
  /** The thread `by` called execve; its image goes on under the leader's pid. */
  superseded(pid: number, by: number): void
  unreadable(text: string): void
}

export interface TraceParser {
  write(chunk: Uint8Array): void
  /** @returns whether the last line lacked its end */
  end(): boolean
  readonly lines: number
}

interface Pending {
  readonly name: string
  /** From the name to the mark `<unfinished ...>`. */
  readonly text: string
  readonly line: number
}

const NEWLINE = 10
const SPACE = 32
const EQUALS = 61
const CLOSE = 41
const OPEN = 40
/** A line longer than this is dropped as unreadable, so that memory stays bounded. */
const MAX_LINE = 8 << 20
const UNFINISHED = '<unfinished ...>'
const DETACHED = '<detached ...>'

/**
 * Reads the text of `strace -f -o FILE` (4.24 to 6.x, with or without times), chunk by chunk. Format: strace(1) and
 * strace.c (printleader, tprints of resumed calls). Every line goes to exactly one method of the visitor, or is a
 * note of strace's own.
 */
export function createTraceParser(
  visitor: TraceVisitor,
  nameOf: (number: number) => string | undefined,
): TraceParser {
  const names = createInterner((text) => syscallName(text, nameOf))
  const errnos = createInterner((text) => text)
  const pending = new Map<number, Pending>()
  const view = createCallView()
  let rest: Buffer = Buffer.alloc(0)
  let lines = 0

  const dropPending = (pid: number): void => {
    const call = pending.get(pid)
    if (!call) return
    pending.delete(pid)
    view.set(pid, call.name, null, false, call.line, call.text, '?')
    visitor.call(view)
  }

  const readCall = (bytes: Buffer, start: number, end: number, pid: number): boolean => {
    let nameEnd = start
    while (nameEnd < end && isNameByte(bytes[nameEnd] as number)) nameEnd++
    if (nameEnd === start || bytes[nameEnd] !== OPEN) return false
    const name = names.get(bytes, start, nameEnd)
    if (bytes[end - 1] === 62 && endsWith(bytes, start, end, UNFINISHED)) {
      pending.set(pid, { name, text: textOf(bytes, start, end - UNFINISHED.length), line: lines })
      visitor.unfinished(pid, name)
      return true
    }
    return readResult(bytes, start, end, pid, name, '', lines)
  }

  const readResult = (
    bytes: Buffer,
    start: number,
    end: number,
    pid: number,
    name: string,
    head: string,
    line: number,
  ): boolean => {
    const at = resultOf(bytes, start, end)
    if (at < 0) {
      if (!endsWith(bytes, start, end, DETACHED)) return false
      view.set(pid, name, null, false, line, head + textOf(bytes, start, end), '?')
      visitor.call(view)
      return true
    }
    const first = bytes[at] as number
    let errno: string | null = null
    if (first === 45 && bytes[at + 1] === 49 && bytes[at + 2] === SPACE && bytes[at + 3] === 69) {
      let errnoEnd = at + 3
      while (errnoEnd < end && isErrnoByte(bytes[errnoEnd] as number)) errnoEnd++
      errno = errnos.get(bytes, at + 3, errnoEnd)
    }
    view.lazy(pid, name, errno, first !== 63, line, head, bytes, start, end, at)
    visitor.call(view)
    return true
  }

  const readResumed = (bytes: Buffer, start: number, end: number, pid: number): boolean => {
    const match = /^<\.\.\. (\S+) resumed> ?/.exec(textOf(bytes, start, Math.min(end, start + 80)))
    const call = pending.get(pid)
    if (!match || !call) return false
    const after = start + match[0].length
    if (bytes[end - 1] === 62 && endsWith(bytes, after, end, UNFINISHED)) {
      // 6.x: the process died inside the resumed call.
      pending.set(pid, { ...call, text: call.text + textOf(bytes, after, end - UNFINISHED.length) })
      return true
    }
    pending.delete(pid)
    return readResult(bytes, after, end, pid, call.name, call.text, call.line)
  }

  const readEnd = (text: string, pid: number): boolean => {
    const superseded = /^\+\+\+ superseded by execve in pid (\d+) \+\+\+$/.exec(text)
    if (superseded) {
      const by = Number(superseded[1])
      dropPending(pid)
      const call = pending.get(by)
      if (call) pending.set(pid, call)
      pending.delete(by)
      visitor.superseded(pid, by)
      return true
    }
    const exit = parseExit(text)
    if (!exit) return false
    dropPending(pid)
    visitor.exit(pid, exit)
    return true
  }

  const readSignal = (text: string, pid: number): boolean => {
    const signal = /^--- (?:stopped by )?(SIG\w+|\d+)(?: \{.*)? ---$/.exec(text)
    if (!signal) return false
    if (!text.startsWith('--- stopped')) visitor.signal(pid, signal[1] ?? '')
    return true
  }

  const readLine = (bytes: Buffer, start: number, lineEnd: number): void => {
    lines++
    let end = lineEnd
    while (end > start && (bytes[end - 1] as number) <= SPACE) end--
    const head = leader(bytes, start, end)
    const at = head.at
    const kind = bytes[at]
    let known: boolean
    if (at >= end) known = false
    else if (kind === 43) known = readEnd(textOf(bytes, at, end), head.pid)
    else if (kind === 45) known = readSignal(textOf(bytes, at, end), head.pid)
    else if (kind === 60) known = readResumed(bytes, at, end, head.pid)
    else known = readCall(bytes, at, end, head.pid) || isNote(textOf(bytes, at, Math.min(end, at + 200)))
    if (!known) visitor.unreadable(textOf(bytes, start, Math.min(end, start + 200)))
  }

  return {
    get lines() {
      return lines
    },
    write(chunk) {
      const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      let start = 0
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        readLine(bytes, start, end)
        start = end + 1
      }
      rest = Buffer.from(bytes.subarray(start))
      if (rest.length > MAX_LINE) {
        visitor.unreadable(textOf(rest, 0, 200))
        rest = Buffer.alloc(0)
      }
    },
    end() {
      const cut = rest.length > 0
      if (cut) readLine(rest, 0, rest.length)
      rest = Buffer.alloc(0)
      for (const pid of [...pending.keys()]) dropPending(pid)
      return cut
    },
  }
}

/** Reads `PID `, `[pid PID] ` and a time of -t, -tt, -ttt or -r. pid 0: the line names none. */
function leader(bytes: Buffer, start: number, end: number): { pid: number; at: number } {
  let at = start
  if (bytes[at] === 91 && bytes[at + 1] === 112) at += 5
  let pid = 0
  const digits = at
  for (; at < end && isDigit(bytes[at] as number); at++) pid = pid * 10 + (bytes[at] as number) - 48
  if (at > digits && (bytes[at] === 46 || bytes[at] === 58)) {
    // It was the time already: a trace without pids.
    at = digits
    pid = 0
  }
  while (at < end && (bytes[at] === SPACE || bytes[at] === 93)) at++
  if (isDigit(bytes[at] ?? 0)) {
    let timeEnd = at
    while (
      timeEnd < end &&
      (isDigit(bytes[timeEnd] as number) || bytes[timeEnd] === 46 || bytes[timeEnd] === 58)
    )
      timeEnd++
    if (bytes[timeEnd] === SPACE) at = timeEnd
    while (at < end && bytes[at] === SPACE) at++
  }
  return { pid, at }
}

/** Index after the last `) … = `, where the result begins; -1 when the line has none. */
function resultOf(bytes: Buffer, start: number, end: number): number {
  for (let i = end - 2; i > start; i--) {
    if (bytes[i] !== EQUALS || bytes[i - 1] !== SPACE || bytes[i + 1] !== SPACE) continue
    let before = i - 1
    while (before > start && bytes[before] === SPACE) before--
    if (bytes[before] === CLOSE) return i + 2
  }
  return -1
}

function createCallView() {
  let head = ''
  let bytes: Buffer | null = null
  let [start, end, at] = [0, 0, 0]
  let value = ''
  const text = (): string => (bytes === null ? head : head + textOf(bytes, start, end))
  const view = {
    pid: 0,
    name: '',
    errno: null as string | null,
    returned: false,
    line: 0,
    args: (): string => {
      const whole = text()
      const open = whole.indexOf('(')
      const close = bytes === null ? whole.length : whole.lastIndexOf(')', whole.length - (end - at) - 1)
      return whole.slice(open + 1, close < open ? undefined : close)
    },
    value: (): string =>
      bytes === null ? value : (textOf(bytes, at, Math.min(end, at + 64)).split(' ', 1)[0] ?? ''),
    text,
    set(
      pid: number,
      name: string,
      errno: string | null,
      returned: boolean,
      line: number,
      whole: string,
      result: string,
    ) {
      Object.assign(view, { pid, name, errno, returned, line })
      head = whole
      bytes = null
      value = result
    },
    lazy(
      pid: number,
      name: string,
      errno: string | null,
      returned: boolean,
      line: number,
      h: string,
      b: Buffer,
      s: number,
      e: number,
      a: number,
    ) {
      view.pid = pid
      view.name = name
      view.errno = errno
      view.returned = returned
      view.line = line
      head = h
      bytes = b
      start = s
      end = e
      at = a
    },
  }
  return view
}

function parseExit(text: string): ProcessExit | null {
  const exited = /^\+\+\+ exited with (\d+) \+\+\+$/.exec(text)
  if (exited) return { kind: 'exited', code: Number(exited[1]) }
  const killed = /^\+\+\+ killed by (\S+)( \(core dumped\))? \+\+\+$/.exec(text)
  return killed ? { kind: 'killed', signal: killed[1] ?? '', coreDumped: killed[2] !== undefined } : null
}

/** Lines that strace writes about itself: `strace: Process 5 attached`, `[ Process PID=5 runs in 32 bit mode. ]`. */
function isNote(text: string): boolean {
  return /^(strace: )?(\[ )?Process (PID=)?\d+ (runs in|attached|detached)/.test(text)
}

/** `syscall_0x1a9` (strace 4.24) and `syscall_425` become names where the number is known. */
function syscallName(text: string, nameOf: (number: number) => string | undefined): string {
  const number = /^syscall_(0x[0-9a-f]+|\d+)$/.exec(text)
  return number ? (nameOf(Number(number[1])) ?? text) : text
}

function endsWith(bytes: Buffer, start: number, end: number, mark: string): boolean {
  return end - start >= mark.length && textOf(bytes, end - mark.length, end) === mark
}

function textOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end)
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

function isNameByte(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || byte === 95 || isDigit(byte) || byte === 63
}

function isErrnoByte(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || isDigit(byte) || byte === 95
}
