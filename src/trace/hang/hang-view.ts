import { type Goroutine, parseGoroutines } from './goroutines.js'
import type { Connect, LastCalls, RecentCall } from './last-calls.js'
import type { HangSnapshot, ThreadSnapshot } from './snapshot.js'

/** All that is known of a hang, joined: what /proc, strace and Go say. */
export interface HangView {
  readonly at: number
  /** Process that was started; the others are its descendants. */
  readonly pid: number
  readonly clocksource: string
  readonly threads: readonly HungThread[]
  readonly connects: readonly Connect[]
  readonly goroutines: readonly Goroutine[]
}

/** One thread: where it is, and what it did just before. Texts are untrusted. */
export interface HungThread {
  readonly pid: number
  readonly tid: number
  readonly comm: string
  readonly state: string
  readonly wchan: string
  /** Name of the call that it is in; null when it is in none, or nobody tells. */
  readonly call: string | null
  /** That call with its arguments, or else the last call that is known; empty when none is. */
  readonly text: string
  readonly args: string
  /** Of the last call, when the thread is in none. */
  readonly errno: string | null
  /** How long ago that call began; null when nobody tells. */
  readonly forMs: number | null
  /** What the call's descriptor is: a path, `pipe:[123]`, `socket:[123]`; empty when it has none. */
  readonly descriptor: string
  /** Part of one processor that it used within the window, 0 to 1. */
  readonly busy: number
  readonly cpuMs: number
  /** What it called within the last seconds. */
  readonly recent: readonly RecentCall[]
  readonly stoppedBy: string
}

/** Calls whose first argument is a descriptor that one can wait for. */
const ON_DESCRIPTOR =
  /^(read|readv|pread64|preadv|preadv2|write|writev|pwrite64|recvfrom|recvmsg|recvmmsg|sendto|sendmsg|accept|accept4|connect|flock|fcntl|fsync|fdatasync|ioctl|splice|tee|sendfile|copy_file_range|getdents64)$/

/** @param nameOf name of a syscall number on the machine that it ran on */
export function joinHang(
  snapshot: HangSnapshot,
  calls: LastCalls | null,
  nameOf: (number: number) => string | undefined,
): HangView {
  return {
    at: snapshot.at,
    pid: snapshot.threads[0]?.pid ?? 0,
    clocksource: snapshot.clocksource,
    threads: snapshot.threads.map((thread) => joinThread(thread, snapshot, calls, nameOf)),
    connects: calls?.connects ?? [],
    goroutines: parseGoroutines(snapshot.goroutines),
  }
}

function joinThread(
  thread: ThreadSnapshot,
  { at, windowMs, why }: HangSnapshot,
  calls: LastCalls | null,
  nameOf: (number: number) => string | undefined,
): HungThread {
  const known = calls?.threads.get(thread.tid)
  const last = known?.last ?? null
  const asked = thread.syscall === null ? null : (nameOf(thread.syscall) ?? `syscall ${thread.syscall}`)
  // Where the kernel does not tell, a call that a signal broke off, or that never came back, is what it is in.
  const call = asked ?? (thread.state === 'S' && last && last.errno === null ? last.name : null)
  // What strace wrote belongs to another call when the two disagree: the thread has moved on.
  const text = last && (call === null || last.name === call) ? last : null
  const fd = Number.parseInt(text?.args ?? thread.args[0] ?? '', text ? 10 : 16)
  const descriptor = thread.descriptor || (calls?.opened.get(fd) ?? '')
  return {
    pid: thread.pid,
    tid: thread.tid,
    comm: thread.comm,
    state: thread.state,
    wchan: thread.wchan,
    call,
    text: text?.text ?? (call ? `${call}(${thread.args.slice(0, 3).join(', ')}, …)` : ''),
    args: text?.args ?? thread.args.join(', '),
    errno: call === null ? (last?.errno ?? null) : null,
    // A build is traced from the end on: when the call began is not seen.
    forMs: text && why !== 'build-timeout' ? Math.max(0, Math.round((at - text.time) * 1000)) : null,
    descriptor: call !== null && ON_DESCRIPTOR.test(call) ? descriptor : '',
    busy: windowMs > 0 ? Math.min(1, Math.max(0, thread.recentCpuMs / windowMs)) : 0,
    cpuMs: thread.cpuMs,
    recent: known?.recent ?? [],
    stoppedBy: known?.stoppedBy ?? '',
  }
}

/** Longest sleep of Go's sysmon. */
const MONITOR_NANOSECONDS = 10_000_000

/**
 * Go's sysmon: sleeps 20 µs to 10 ms between its looks at the other threads, with NULL for the rest of the time
 * (runtime/proc.go, sys_linux_amd64.s), while any of them works.
 */
export function isSystemMonitor({ recent, text }: HungThread): boolean {
  const texts = [text, ...recent.filter(({ name }) => name === 'nanosleep').map(({ sample }) => sample)]
  return texts.some((one) => {
    const nanoseconds = /^nanosleep\(\{tv_sec=0, tv_nsec=(\d+)\}, (?:NULL|$)/.exec(one)?.[1]
    return nanoseconds !== undefined && Number(nanoseconds) <= MONITOR_NANOSECONDS
  })
}
