import { copyBytes } from './copy-bytes.js'
import type { Word } from './intern.js'
import type { Leader } from './line-leader.js'

/** A call that began on one line and will end on another. */
export interface PendingCall {
  /** False: the thread is in no call; the rest of the object is left from an earlier one. */
  open: boolean
  name: Word
  line: number
  /** The time, if any, then the text from the name up to where it broke off: the first `length` bytes. */
  head: Buffer
  length: number
  /** Where the time ends and the text begins. */
  textStart: number
}

/** At most one call a thread; forgotten with the thread. */
export interface PendingCalls {
  get(pid: number): PendingCall | undefined
  begin(pid: number, name: Word, line: number): PendingCall
  /** Keeps the text of the line; `leader` tells where its time stands. */
  keep(call: PendingCall, leader: Leader, bytes: Buffer, start: number, end: number): void
  append(call: PendingCall, bytes: Buffer, start: number, end: number): void
  move(from: number, to: number): void
  forget(pid: number): void
  /** Threads that are in a call. */
  pids(): number[]
}

/** More than the longest path, escaped, and the flags behind it. */
const MAX_HEAD = 1 << 15
const NO_HEAD: Buffer = Buffer.alloc(0)

/** Each thread's object and buffer are used again, so that a busy trace makes no garbage. */
export function createPendingCalls(): PendingCalls {
  const calls = new Map<number, PendingCall>()
  /** The thread that was asked for last, often asked for again. */
  const recent = { pid: -1, call: undefined as PendingCall | undefined }

  const get = (pid: number): PendingCall | undefined => {
    if (pid !== recent.pid) {
      recent.pid = pid
      recent.call = calls.get(pid)
    }
    return recent.call
  }

  const set = (pid: number, call: PendingCall | undefined): void => {
    if (call === undefined) calls.delete(pid)
    else calls.set(pid, call)
    recent.pid = pid
    recent.call = call
  }

  const append = (call: PendingCall, bytes: Buffer, start: number, end: number): void => {
    const stop = Math.min(end, start + MAX_HEAD - call.length)
    const length = call.length + stop - start
    if (length > call.head.length) {
      const bigger = Buffer.allocUnsafe(Math.min(MAX_HEAD, length * 2))
      call.head.copy(bigger, 0, 0, call.length)
      call.head = bigger
    }
    copyBytes(bytes, start, stop, call.head, call.length)
    call.length = length
  }

  return {
    get,
    begin(pid, name, line) {
      let call = get(pid)
      if (call === undefined) {
        call = { open: true, name, line, head: NO_HEAD, length: 0, textStart: 0 }
        set(pid, call)
      }
      call.open = true
      call.name = name
      call.line = line
      call.length = 0
      call.textStart = 0
      return call
    },
    keep(call, leader, bytes, start, end) {
      append(call, bytes, leader.timeStart, leader.timeEnd)
      call.textStart = call.length
      append(call, bytes, start, end)
    },
    append,
    move(from, to) {
      const call = calls.get(from)
      if (!call) return
      set(from, undefined)
      set(to, call)
    },
    forget: (pid) => set(pid, undefined),
    pids: () => [...calls].filter(([, call]) => call.open).map(([pid]) => pid),
  }
}
