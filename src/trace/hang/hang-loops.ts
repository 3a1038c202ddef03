import { type HangFinding, since, subject } from './hang-finding.js'
import { type HangView, type HungThread, isSystemMonitor } from './hang-view.js'
import type { RecentCall } from './last-calls.js'
import { POLL_CALLS } from './poll-calls.js'

/** Calls within the window (two seconds) from which on something counts as done again and again. */
const MANY = 20
/** So often is no way to wait. */
const VERY_MANY = 200
/** Part of a processor. On a machine that others use as well, a loop without calls gets no more. */
const BUSY = 0.1
/** Clocks that the C library and Go read without a call (arch/x86/include/asm/vdso/clocksource.h, arm64 the same). */
const FAST_CLOCKS = /^(tsc|kvm-clock|hyperv_clocksource_tsc_page|arch_sys_counter)$/
const CLOCK_CALLS = /^(clock_gettime|clock_gettime64|gettimeofday|time)$/
const SLEEP_CALLS = /^(nanosleep|clock_nanosleep|clock_nanosleep_time64)$/

export function interruptedAgain({ threads }: HangView): HangFinding | null {
  const found = mostFrequent(threads, isInterrupted, MANY)
  if (!found) return null
  const { thread, call } = found
  // Go's scheduler interrupts a busy thread now and then.
  const all = total(thread.recent.filter(({ name }) => name === call.name))
  if (call.count * 2 < all) return null
  return {
    thread,
    sentence: `${subject(thread)} calls ${call.name} again and again, and a signal interrupts it each time (${times(call)} ${call.errno ?? 'ERESTART'}): a timer that fires faster than the call can end, or a loop on EINTR that never gives up.`,
    hint: 'Find who sends the signal (setitimer, timer_create, a profiler), or block it around the call.',
  }
}

export function clockLoop({ threads, clocksource }: HangView): HangFinding | null {
  const found = mostFrequent(threads, ({ name }) => CLOCK_CALLS.test(name), VERY_MANY)
  if (!found) return null
  const { thread, call } = found
  const clock = clocksource === '' ? '' : `, the clocksource here is ${clocksource}`
  const why = FAST_CLOCKS.test(clocksource)
    ? 'it asks for the time by system call, without the vDSO'
    : 'with such a clock every look at the time is a system call, which is slow (tsc and kvm-clock need none)'
  return {
    thread,
    sentence: `${subject(thread)} looks at the clock all the time (${times(call)} ${call.name}${clock}): it waits in a loop for time to pass, and ${why}.`,
    hint: 'Wait with a timer instead of a loop.',
  }
}

export function yieldLoop({ threads }: HangView): HangFinding | null {
  const found = mostFrequent(threads, ({ name }) => name === 'sched_yield', VERY_MANY)
  if (!found) return null
  return {
    thread: found.thread,
    sentence: `${subject(found.thread)} calls sched_yield all the time (${times(found.call)}): it waits in a loop for another thread that does not come on.`,
    hint: 'Wait with a channel, a mutex or a condition instead of a loop.',
  }
}

export function sleepLoop({ threads }: HangView): HangFinding | null {
  const others = threads.filter((thread) => !isSystemMonitor(thread))
  const found = mostFrequent(others, ({ name }) => SLEEP_CALLS.test(name), 2)
  const asleep = others.find(({ call }) => call !== null && SLEEP_CALLS.test(call))
  if (!found && !asleep) return null
  const thread = found?.thread ?? asleep
  if (!thread) return null
  const what = found
    ? `sleeps and looks again (${times(found.call)} ${found.call.name})`
    : `sleeps ${since(thread)}`
  return {
    thread,
    sentence: `${subject(thread)} ${what}: it waits for something that does not happen.`,
    hint: 'See what it asks for between its sleeps.',
  }
}

export function spin({ threads, goroutines }: HangView): HangFinding | null {
  // On a machine that is busy otherwise it may have got next to nothing, yet Go says that its code runs.
  const runs = goroutines.some(({ state }) => state === 'running')
  const thread = threads.find(
    ({ state, call, busy: part, recent }) =>
      // Go interrupts a busy thread now and then, and at each signal strace stops it (t).
      /^[Rt]$/.test(state) && call === null && (part >= BUSY || runs) && total(recent.filter(isCall)) < MANY,
  )
  if (!thread) return null
  return {
    thread,
    sentence: `${subject(thread)} uses ${Math.round(thread.busy * 100)} % of a processor and makes no system calls of its own: it computes, or is caught in a loop in its own code.`,
    hint: 'When it is only slow, raise the timeout.',
  }
}

export function busy({ threads }: HangView): HangFinding | null {
  const found = mostFrequent(
    threads.filter((thread) => !isSystemMonitor(thread)),
    isCall,
    MANY,
  )
  if (!found) return null
  const { thread, call } = found
  const answer = call.errno === null ? '' : `, answered with ${call.errno} each time`
  return {
    thread,
    sentence: `${subject(thread)} is at work: most of all it calls ${call.name} (${times(call)}${answer}). It is slow under trace, or tries the same for ever.`,
    hint: 'When it is only slow, raise the timeout.',
  }
}

function isInterrupted({ name, interrupted, errno }: RecentCall): boolean {
  // By rt_sigreturn a signal's handler ends; it hands back the answer of the call that the signal broke off.
  return name !== 'rt_sigreturn' && (interrupted || errno === 'EINTR')
}

/** A call that does something: none by which a scheduler lets threads wait and wakes them. */
function isCall({ name }: RecentCall): boolean {
  return !/^(rt_sigreturn|futex|tgkill|getpid)$/.test(name) && !POLL_CALLS.test(name)
}

function mostFrequent(
  threads: readonly HungThread[],
  is: (call: RecentCall) => boolean,
  atLeast: number,
): { thread: HungThread; call: RecentCall } | null {
  const all = threads.flatMap((thread) => thread.recent.filter(is).map((call) => ({ thread, call })))
  const found = all.sort((a, b) => b.call.count - a.call.count)[0]
  return found && found.call.count >= atLeast ? found : null
}

function total(calls: readonly RecentCall[]): number {
  return calls.reduce((sum, { count }) => sum + count, 0)
}

function times({ count }: RecentCall): string {
  return `${count} times in the last 2 s`
}
