import { createTraceParser, type ParserOptions } from '../trace-parser.js'
import type { TracedCall } from '../trace-visitor.js'
import { socketAddress } from './socket-address.js'

/** What each thread did last, up to a moment of the trace. */
export interface LastCalls {
  /** By the number of the thread. */
  readonly threads: ReadonlyMap<number, ThreadCalls>
  /** Attempts to reach somebody, the latest last. At most MAX_CONNECTS addresses. */
  readonly connects: readonly Connect[]
  /** Path by descriptor, of what was opened last under that number. */
  readonly opened: ReadonlyMap<number, string>
}

export interface ThreadCalls {
  /** The call that began last; null when the trace has none. */
  readonly last: LastCall | null
  /** What it called within the window, the most frequent first. */
  readonly recent: readonly RecentCall[]
  /** The signal that stopped it (job control), empty when none did. */
  readonly stoppedBy: string
}

export interface LastCall {
  readonly name: string
  /** The whole call, cut at 200 characters. Untrusted. */
  readonly text: string
  readonly args: string
  readonly errno: string | null
  /** A signal broke it off, and the kernel starts it again or gives EINTR. */
  readonly interrupted: boolean
  /** Seconds since 1970 at which it began. */
  readonly time: number
}

/** Calls of one name and one answer. */
export interface RecentCall {
  readonly name: string
  readonly errno: string | null
  readonly interrupted: boolean
  /** Within the window. */
  readonly count: number
  /** The first of them in the window, cut at 200 characters. Untrusted. */
  readonly sample: string
  /** Seconds since 1970: since when it was called without a pause of more than PAUSE seconds. */
  readonly since: number
}

export interface Connect {
  readonly address: string
  readonly attempts: number
  /** Neither accepted nor refused yet. */
  readonly pending: boolean
  /** Of the last attempt that ended: an errno, or NO_ANSWER; null: it was accepted, or is the first and pending. */
  readonly errno: string | null
  readonly first: number
  readonly last: number
}

export interface LastCallsOptions extends ParserOptions {
  /** Seconds since 1970; what begins later is passed over. */
  readonly at: number
  /** How long before `at` calls are counted. */
  readonly windowSeconds: number
}

/** The program closed the socket before anybody answered. */
export const NO_ANSWER = 'no answer'
const TEXT_LENGTH = 200
const PAUSE = 2
const MAX_CONNECTS = 200
const MAX_OPENED = 10_000
/** Go's scheduler interrupts its threads; each time the handler returns by this call. */
const HANDLER_END = 'rt_sigreturn'

interface Thread {
  last: LastCall | null
  recent: Map<string, { -readonly [K in keyof RecentCall]: RecentCall[K] } & { lastTime: number }>
  stoppedBy: string
}

type Attempt = { -readonly [K in keyof Connect]: Connect[K] } & { fd: string }

/** Reads a whole trace once more, for a program that hung: it costs too much for every run. */
export function createLastCalls(options: LastCallsOptions): {
  write(chunk: Uint8Array): void
  end(): LastCalls
} {
  const { at, windowSeconds } = options
  const threads = new Map<number, Thread>()
  const connects = new Map<string, Attempt>()
  const opened = new Map<number, string>()

  const threadOf = (tid: number): Thread => {
    const thread = threads.get(tid) ?? { last: null, recent: new Map(), stoppedBy: '' }
    threads.set(tid, thread)
    return thread
  }

  const count = (thread: Thread, call: TracedCall, time: number): void => {
    const interrupted = call.outcome === 'interrupted'
    const errno = call.errno?.text ?? null
    const key = `${call.name.text} ${errno} ${interrupted}`
    const known = thread.recent.get(key) ?? {
      name: call.name.text,
      errno,
      interrupted,
      count: 0,
      since: time,
      lastTime: time,
      sample: '',
    }
    if (time - known.lastTime > PAUSE) known.since = time
    known.lastTime = time
    if (time > at - windowSeconds && call.outcome !== 'unreturned') {
      known.count++
      // A new text for each would be most of the work.
      if (known.sample === '') known.sample = call.text(TEXT_LENGTH)
    }
    thread.recent.set(key, known)
  }

  const note = (call: TracedCall, open: boolean): void => {
    const time = call.time()
    if (time === null || time > at) return
    const thread = threadOf(call.pid)
    if (!open) count(thread, call, time)
    if (call.name.text === HANDLER_END) return
    thread.stoppedBy = ''
    thread.last = {
      name: call.name.text,
      text: call.text(TEXT_LENGTH),
      args: call.args().slice(0, TEXT_LENGTH),
      errno: call.errno?.text ?? null,
      interrupted: call.outcome === 'interrupted',
      time,
    }
  }

  const parser = createTraceParser(
    {
      call(call) {
        note(call, false)
        if ((call.time() ?? Number.POSITIVE_INFINITY) <= at) follow(call, connects, opened)
      },
      begun(call) {
        note(call, true)
        return true
      },
      signal: () => undefined,
      stopped(pid, name) {
        threadOf(pid).stoppedBy = name
      },
      exit: () => undefined,
      superseded(pid, by) {
        const thread = threads.get(by)
        if (thread) threads.set(pid, thread)
      },
      unreadable: () => undefined,
    },
    options,
  )

  return {
    write: (chunk) => parser.write(chunk),
    end() {
      parser.end()
      return { threads: new Map([...threads].map(([tid, one]) => [tid, finished(one)])), opened, ...listed() }
    },
  }

  function listed(): Pick<LastCalls, 'connects'> {
    return { connects: [...connects.values()].map(({ fd: _, ...connect }) => connect) }
  }
}

function finished({ last, recent, stoppedBy }: Thread): ThreadCalls {
  const calls = [...recent.values()].filter((one) => one.count > 0)
  return {
    last,
    stoppedBy,
    recent: calls.map(({ lastTime: _, ...one }) => one).sort((a, b) => b.count - a.count),
  }
}

/** What a call says of descriptors: which file one is, whom one reaches. */
function follow(call: TracedCall, connects: Map<string, Attempt>, opened: Map<number, string>): void {
  const name = call.name.text
  if (name === 'openat' || name === 'open') {
    const path = /"((?:[^"\\]|\\.)*)"/.exec(call.args())?.[1]
    if (call.outcome === 'returned' && path !== undefined && opened.size < MAX_OPENED)
      opened.set(Number.parseInt(call.value(), 10), path)
  } else if (name === 'connect') onConnect(call, connects)
  else if (name === 'getsockopt' && call.args().includes('SO_ERROR')) onAnswer(call, connects)
  else if (name === 'close') settle(connects, descriptorOf(call.args()))
}

function onConnect(call: TracedCall, connects: Map<string, Attempt>): void {
  const args = call.args()
  const address = socketAddress(args)
  const time = call.time()
  if (address === null || time === null) return
  const known = connects.get(address)
  if (!known && connects.size === MAX_CONNECTS) return
  const errno = call.errno?.text ?? null
  const pending = errno === 'EINPROGRESS' || call.outcome === 'unreturned' || call.outcome === 'interrupted'
  // Set anew, so that the latest is the last.
  connects.delete(address)
  connects.set(address, {
    address,
    fd: descriptorOf(args),
    attempts: (known?.attempts ?? 0) + 1,
    pending,
    errno: pending ? (known?.errno ?? null) : errno,
    first: known?.first ?? time,
    last: time,
  })
}

/** `getsockopt(7, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`: how a connect that was in progress ended. */
function onAnswer(call: TracedCall, connects: Map<string, Attempt>): void {
  const args = call.args()
  const answer = /SO_ERROR, \[(\w+)\]/.exec(args)?.[1] ?? '0'
  settle(connects, descriptorOf(args), answer === '0' ? null : answer)
}

function settle(connects: Map<string, Attempt>, fd: string, errno?: string | null): void {
  for (const attempt of connects.values()) {
    if (attempt.fd !== fd) continue
    if (errno !== undefined) attempt.errno = errno
    else if (attempt.pending) attempt.errno = NO_ANSWER
    attempt.pending = false
    attempt.fd = ''
  }
}

function descriptorOf(args: string): string {
  return /^-?\d+/.exec(args)?.[0] ?? ''
}
