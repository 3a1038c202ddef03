import type { HangDiagnosis, ThreadLine } from './diagnosis.js'
import { renderGoroutine } from './goroutines.js'
import { findKind } from './hang-kinds.js'
import { type HangView, type HungThread, isSystemMonitor, joinHang } from './hang-view.js'
import type { LastCalls } from './last-calls.js'
import type { HangSnapshot } from './snapshot.js'

/** What the reading of a trace counts as just before the hang; the sentences say so. */
export const WINDOW_SECONDS = 2
const MAX_THREADS = 20
const MAX_GOROUTINES = 10
const REPEATED = 3

/**
 * What holds a program up, and what that usually means.
 * @param calls from the trace; null when there is none
 * @param nameOf name of a syscall number on the machine that it ran on
 */
export function diagnoseHang(
  snapshot: HangSnapshot,
  calls: LastCalls | null,
  nameOf: (number: number) => string | undefined,
): HangDiagnosis {
  const view = joinHang(snapshot, calls, nameOf)
  const found = findKind(view)
  const threads = ordered(view, found?.finding.thread)
  return {
    kind: found?.kind ?? 'unknown',
    sentence: found?.finding.sentence ?? 'What it waits for is not plain from its calls.',
    hint: found?.finding.hint ?? '',
    clocksource: view.clocksource,
    threads: threads.slice(0, MAX_THREADS).map(threadLine),
    moreThreads: snapshot.moreThreads + Math.max(0, threads.length - MAX_THREADS),
    goroutines: view.goroutines.slice(0, MAX_GOROUTINES).map(renderGoroutine),
  }
}

/** What tells most comes first: the thread that showed it, then who is in another call than futex. */
function ordered({ threads }: HangView, first: HungThread | undefined): readonly HungThread[] {
  const rank = (thread: HungThread): number =>
    thread === first ? 0 : isSystemMonitor(thread) ? 3 : thread.call === 'futex' ? 2 : 1
  return [...threads].sort((a, b) => rank(a) - rank(b))
}

function threadLine(thread: HungThread): ThreadLine {
  const { pid, tid, comm, state, text, call, errno, forMs, wchan, descriptor, busy } = thread
  const most = thread.recent.find(({ count, name }) => count >= REPEATED && name !== 'rt_sigreturn')
  const answer = most?.errno ?? (most?.interrupted ? 'interrupted' : '')
  return {
    ...{
      pid,
      tid,
      comm,
      state,
      call: wholeCall(text),
      inCall: call !== null,
      errno,
      forMs,
      wchan,
      descriptor,
    },
    cpuPercent: Math.round(busy * 100),
    repeats: most ? `${most.name} ${most.count}×${answer && ` ${answer}`}` : '',
  }
}

/** Without its result; what strace had not written yet is an ellipsis. */
function wholeCall(text: string): string {
  const close = text.lastIndexOf(') = ')
  if (close >= 0) return text.slice(0, close + 1)
  return text === '' || text.endsWith(')') ? text : `${text.replace(/,? *$/, '')}, …`
}

/** `thread 12 (app): in futex(0x5, FUTEX_WAIT_PRIVATE, 0, NULL) for 2.9 s, 0 % of a processor` */
export function renderThread(line: ThreadLine): string {
  const where = line.call === '' ? `state ${line.state}` : `${line.inCall ? 'in' : 'after'} ${line.call}`
  const facts = [
    where + (line.forMs === null ? '' : ` for ${(line.forMs / 1000).toFixed(1)} s`),
    ...(line.descriptor === '' ? [] : [`on ${line.descriptor}`]),
    ...(line.repeats === '' ? [] : [`repeats ${line.repeats} in 2 s`]),
    ...(line.cpuPercent === 0 ? [] : [`${line.cpuPercent} % of a processor`]),
    ...(line.wchan === '' || line.state === 'R' ? [] : [`kernel: ${line.wchan}`]),
  ]
  return `thread ${line.tid} (${line.comm}): ${facts.join(', ')}`
}
