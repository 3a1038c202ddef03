import type { HangKind } from './diagnosis.js'
import { connecting, connectingAgain } from './hang-connects.js'
import { type HangFinding, since, subject } from './hang-finding.js'
import { deadlock, networkIdle, sleeping } from './hang-idle.js'
import { busy, clockLoop, interruptedAgain, sleepLoop, spin, yieldLoop } from './hang-loops.js'
import type { HangView } from './hang-view.js'
import { disk, entropy, fifoOpen, fileLock, reading, stopped, writing } from './hang-waits.js'

interface KindRule {
  readonly kind: HangKind
  find(view: HangView): HangFinding | null
}

const WAIT_CALLS = /^(wait4|waitid|waitpid)$/

export const HANG_KINDS: readonly KindRule[] = [
  { kind: 'stopped', find: stopped },
  { kind: 'eintr-loop', find: interruptedAgain },
  { kind: 'entropy', find: entropy },
  { kind: 'file-lock', find: fileLock },
  { kind: 'fifo-open', find: fifoOpen },
  { kind: 'connect', find: connecting },
  { kind: 'connect-retry', find: connectingAgain },
  { kind: 'child', find: waitsForChild },
  { kind: 'clock-loop', find: clockLoop },
  { kind: 'yield-loop', find: yieldLoop },
  { kind: 'sleep-loop', find: sleepLoop },
  { kind: 'spin', find: spin },
  { kind: 'busy', find: busy },
  { kind: 'read', find: reading },
  { kind: 'write', find: writing },
  { kind: 'disk', find: disk },
  { kind: 'sleep', find: sleeping },
  { kind: 'network-idle', find: networkIdle },
  { kind: 'deadlock', find: deadlock },
]

/** The first kind that fits. */
export function findKind(view: HangView): { kind: HangKind; finding: HangFinding } | null {
  for (const { kind, find } of HANG_KINDS) {
    const finding = find(view)
    if (finding) return { kind, finding }
  }
  return null
}

function waitsForChild(view: HangView): HangFinding | null {
  const { threads, pid } = view
  const waits = threads.find(({ call }) => call !== null && WAIT_CALLS.test(call))
  const child = threads.find((thread) => thread.pid !== waits?.pid && thread.pid !== pid)
  if (!waits) return null
  // Its own children are among the rest, for the case that it waits itself.
  const rest = threads.filter((thread) => thread.pid !== waits.pid)
  const about = child ? findKind({ ...view, threads: rest, pid: child.pid }) : null
  const what = child ? `${child.comm} (process ${child.pid})` : 'a child'
  return {
    thread: waits,
    sentence: `${subject(waits)} waits ${since(waits)} for ${what} to end${about ? `, of which is seen: ${about.finding.sentence}` : '.'}`,
    hint: about?.finding.hint ?? 'Why does the child not end?',
  }
}
