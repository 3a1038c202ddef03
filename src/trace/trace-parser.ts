import { isNameless, isNumber, syscallName } from './call-name.js'
import { createCallView } from './call-view.js'
import { createInterner, type Word } from './intern.js'
import { type Leader, readLeader } from './line-leader.js'
import {
  endsWith,
  findArgumentsEnd,
  lastArgumentsEnd,
  OPEN_STRING,
  startsWith,
  valueStart,
} from './line-scanner.js'
import { createLineSplitter } from './line-splitter.js'
import { createPendingCalls, type PendingCall } from './pending-calls.js'
import { createModes } from './process-modes.js'
import { type Result, readResult } from './result.js'
import type { ProcessExit } from './trace-summary.js'
import type { TraceVisitor } from './trace-visitor.js'

export interface TraceParser {
  write(chunk: Uint8Array): void
  /** @returns whether the last line lacked its end; such a line is not read, since its numbers may be halves */
  end(): boolean
  readonly lines: number
}

export interface ParserOptions {
  /** Name of a syscall number that strace did not know. */
  nameOf(number: number): string | undefined
  /**
   * The same for a process that strace says `runs in 32 bit mode`, asked where nameOf knows none. strace 4.24 and
   * later know all calls of such a process that have other numbers than those of a 64 bit one, up to 386 (i386).
   */
  compatNameOf?(number: number): string | undefined
}

const SPACE = 0x20
const PLUS = 0x2b
const MINUS = 0x2d
const LESS = 0x3c
const GREATER = 0x3e
const OPEN = 0x28
const OPEN_BRACKET = 0x5b
const UNFINISHED = Buffer.from(' <unfinished ...>')
const RESUMED_HEAD = Buffer.from('<... ')
const RESUMED_TAIL = Buffer.from(' resumed>')
const SAMPLE_LENGTH = 200
/** No line that starts with `+++` or `---` is longer: siginfo is a handful of numbers. */
const MAX_EVENT_LENGTH = 2000

const NAME_BYTE = new Uint8Array(256)
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_?') {
  NAME_BYTE[char.charCodeAt(0)] = 1
}

/**
 * What strace writes where a call breaks off (printleader, droptcb, maybe_switch_tcbs and ptrace_restart in strace.c,
 * 4.24 and 6.x), beside `<unfinished ...>`.
 */
const BREAK =
  / <(?:detached \.\.\.|pid changed to \d+ \.\.\.|ptrace\([\w:]+,?\d*\):[\w ]+|Cannot restart pid \d+ with ptrace\(\w+\): [\w ]+)>$/

const NOTE =
  /^(?:strace: )?(?:\[ Process PID=(\d+) runs in (\w+(?: bit)?) mode\. \]|Process \d+ (?:attached(?: with \d+ threads)?|detached))$/

/**
 * Reads the text of `strace -f -o FILE` (4.24 to 6.x; with or without times), chunk by chunk, in memory that does not
 * grow with the trace. Every line goes to the visitor, or is a note of strace about itself.
 */
export function createTraceParser(visitor: TraceVisitor, options: ParserOptions): TraceParser {
  const names = createInterner((text) => syscallName(text, options.nameOf))
  const modes = createModes()
  const errnos = createInterner((text) => text)
  const pending = createPendingCalls()
  const view = createCallView()
  const leader: Leader = { pid: 0, timeStart: 0, timeEnd: 0, at: 0 }
  const result: Result = { outcome: 'returned', errno: null }

  /** The call of this thread will not come back. */
  const drop = (pid: number, call: PendingCall | undefined): void => {
    if (call === undefined || !call.open) return
    call.open = false
    view.showPart(pid, call)
    visitor.call(view)
  }

  const begin = (bytes: Buffer, start: number, open: number, end: number, name: Word): void => {
    drop(leader.pid, pending.get(leader.pid))
    view.showBegun(leader, name, splitter.line, bytes, start, open, end)
    const keep = visitor.begun(view)
    const call = pending.begin(leader.pid, name, splitter.line)
    if (keep) pending.keep(call, leader, bytes, start, end)
  }

  const nameAt = (bytes: Buffer, start: number, end: number): Word | null => {
    const name = names.get(bytes, start, end)
    if (name === null || !options.compatNameOf || !isNumber(name.text) || !modes.isCompat(leader.pid)) {
      return name
    }
    return names.word(syscallName(name.text, options.compatNameOf))
  }

  /** Fills in `result`. @returns the index of the `)` before it, or a negative number */
  const findResult = (bytes: Buffer, start: number, end: number): number => {
    const last = lastArgumentsEnd(bytes, start, end)
    if (last >= 0 && readResult(bytes, valueStart(bytes, last), end, errnos, result)) return last
    const close = findArgumentsEnd(bytes, start, end)
    return close < 0 || readResult(bytes, valueStart(bytes, close), end, errnos, result) ? close : OPEN_STRING
  }

  const readCall = (bytes: Buffer, start: number, end: number): boolean => {
    let nameEnd = start
    while (NAME_BYTE[bytes[nameEnd] as number] === 1) nameEnd++
    if (nameEnd === start || nameEnd >= end || bytes[nameEnd] !== OPEN) return false
    const name = nameAt(bytes, start, nameEnd)
    if (name === null) return false
    if (bytes[end - 1] === GREATER && endsWith(bytes, nameEnd + 1, end, UNFINISHED)) {
      begin(bytes, start, nameEnd, end - UNFINISHED.length, name)
      return true
    }
    const close = findResult(bytes, nameEnd + 1, end)
    if (close < 0) {
      const broken = close === OPEN_STRING ? -1 : breakStart(bytes, nameEnd + 1, end)
      if (broken < 0) return false
      begin(bytes, start, nameEnd, broken, name)
      return true
    }
    drop(leader.pid, pending.get(leader.pid))
    view.show(
      leader,
      name,
      result,
      splitter.line,
      bytes,
      start,
      nameEnd,
      end,
      close,
      valueStart(bytes, close),
    )
    visitor.call(view)
    return true
  }

  const readResumed = (bytes: Buffer, start: number, end: number): boolean => {
    if (!startsWith(bytes, start, end, RESUMED_HEAD)) return false
    const nameStart = start + RESUMED_HEAD.length
    let nameEnd = nameStart
    while (NAME_BYTE[bytes[nameEnd] as number] === 1) nameEnd++
    if (nameEnd === nameStart || !startsWith(bytes, nameEnd, end, RESUMED_TAIL)) return false
    let at = nameEnd + RESUMED_TAIL.length
    const call = pending.get(leader.pid)
    if (call === undefined || !call.open) return false
    // strace 4.24 may name an earlier call of the thread when it could not read the number of this one.
    if (call.name !== nameAt(bytes, nameStart, nameEnd) && !isNameless(call.name.text)) return false
    const close = findResult(bytes, at - 1, end)
    if (bytes[at] === SPACE) at++
    if (close < 0) {
      const broken = close === OPEN_STRING ? -1 : breakStart(bytes, at - 1, end)
      if (broken < 0) return false
      if (call.length > 0) pending.append(call, bytes, at, broken)
      return true
    }
    call.open = false
    view.showResumed(leader.pid, call, result, bytes, at, end, close, valueStart(bytes, close))
    visitor.call(view)
    return true
  }

  const readEnd = (text: string, pid: number): boolean => {
    const superseded = /^\+\+\+ superseded by execve in pid (\d+) \+\+\+$/.exec(text)
    if (superseded) {
      const by = Number(superseded[1])
      drop(pid, pending.get(pid))
      pending.move(by, pid)
      visitor.superseded(pid, by)
      return true
    }
    const exit = parseExit(text)
    if (!exit) return false
    drop(pid, pending.get(pid))
    pending.forget(pid)
    modes.forget(pid)
    visitor.exit(pid, exit)
    return true
  }

  const readEvent = (bytes: Buffer, start: number, end: number): boolean => {
    if (end - start > MAX_EVENT_LENGTH) return false
    const text = textOf(bytes, start, end)
    if (bytes[start] === PLUS) return readEnd(text, leader.pid)
    const signal = /^--- (stopped by )?(SIG\w+|\d+)( \{.*\})? ---$/.exec(text)
    if (!signal) return false
    if (signal[1] === undefined) visitor.signal(leader.pid, signal[2] ?? '')
    else visitor.stopped(leader.pid, signal[2] ?? '')
    return true
  }

  /** Lines that strace writes about itself: `strace: Process 5 attached`, `[ Process PID=5 runs in 32 bit mode. ]`. */
  const readNote = (bytes: Buffer, start: number, end: number): boolean => {
    if (bytes[start] !== OPEN_BRACKET && bytes[start] !== 0x73 && bytes[start] !== 0x50) return false
    const note = NOTE.exec(textOf(bytes, start, end))
    if (!note) return false
    if (note[1] !== undefined) modes.set(Number(note[1]), note[2] === '32 bit')
    return true
  }

  const readRest = (bytes: Buffer, end: number): boolean => {
    const at = leader.at
    if (at >= end) return false
    const first = bytes[at]
    if (first === LESS) return readResumed(bytes, at, end)
    if (first === PLUS || first === MINUS) return readEvent(bytes, at, end)
    return readCall(bytes, at, end) || readNote(bytes, at, end)
  }

  const splitter = createLineSplitter((bytes, start, end) => {
    const known = readLeader(bytes, start, end, leader) ? readRest(bytes, end) : readNote(bytes, start, end)
    if (!known) visitor.unreadable(textOf(bytes, start, end).slice(0, SAMPLE_LENGTH))
  })

  return {
    get lines() {
      return splitter.line
    },
    write: (chunk) => splitter.write(chunk),
    end() {
      const cut = splitter.end()
      for (const pid of pending.pids()) drop(pid, pending.get(pid))
      return cut
    },
  }
}

/** Where the mark begins that says that the call broke off here; -1 when there is none. */
function breakStart(bytes: Buffer, start: number, end: number): number {
  if (bytes[end - 1] !== GREATER) return -1
  if (endsWith(bytes, start, end, UNFINISHED)) return end - UNFINISHED.length
  const from = Math.max(start, end - 100)
  const match = BREAK.exec(bytes.toString('latin1', from, end))
  return match ? from + match.index : -1
}

function parseExit(text: string): ProcessExit | null {
  const exited = /^\+\+\+ exited with (\d{1,3}) \+\+\+$/.exec(text)
  if (exited) return { kind: 'exited', code: Number(exited[1]) }
  const killed = /^\+\+\+ killed by (SIG\w+|\d+) (\(core dumped\) )?\+\+\+$/.exec(text)
  return killed ? { kind: 'killed', signal: killed[1] ?? '', coreDumped: killed[2] !== undefined } : null
}

/** At most as much as a sample or an event needs, whatever the line's length. */
function textOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, Math.min(end, start + MAX_EVENT_LENGTH))
}
