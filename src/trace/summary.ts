import { childPid, executedPath, forkKind } from './call-arguments.js'
import { isNameless } from './call-name.js'
import { createProcessTree, type Task } from './process-tree.js'
import {
  addListen,
  countCall,
  countWatched,
  listenersOf,
  programTrace,
  type Role,
  roleOf,
} from './program-counters.js'
import { createTraceParser, type ParserOptions } from './trace-parser.js'
import type { TraceSummary } from './trace-summary.js'
import type { TracedCall } from './trace-visitor.js'
import type { CallWatch } from './watch/call-watch.js'
import { createCallWatches, type TraceWatch } from './watch/trace-watch.js'

export type { TraceWatch }

export interface SummaryOptions extends ParserOptions {
  /** Options and paths to tally; none by default. */
  readonly watch?: TraceWatch
}

export interface TraceSummariser {
  write(chunk: Uint8Array): void
  end(): TraceSummary
}

const MAX_SAMPLES = 10
const SAMPLE_LENGTH = 200
/** Go's scheduler preempts threads with it, thousands of times. */
const SCHEDULER_SIGNAL = 'SIGURG'

/**
 * Reduces a raw trace to what the judge asks, as it comes. A call counts for the program that ran when it was made:
 * what a forked child does before its execve is its parent's, and so is that execve; that of a root is its own.
 * Calls that a signal interrupted (`= ? ERESTARTSYS`) are neither succeeded nor failed, and not unfinished either.
 */
export function createTraceSummary(options: SummaryOptions): TraceSummariser {
  const tree = createProcessTree()
  const totals = { bytes: 0, calls: 0, unreadable: 0, unfinished: 0 }
  const samples: string[] = []
  const signals = new Map<string, number>()
  const watches = options.watch ? createCallWatches(options.watch) : null
  /** By the id of the syscall's name. */
  const watchOf: (CallWatch | null | undefined)[] = []
  let lastPid = -1
  let lastTask: Task | null = null

  const taskOf = (pid: number, call: TracedCall | null): Task => {
    if (pid === lastPid && lastTask) return lastTask
    const task = tree.find(pid) ?? tree.appear(pid, call && pathOf(call))
    lastPid = pid
    lastTask = task
    return task
  }

  const forgetLast = (): void => {
    lastPid = -1
    lastTask = null
  }

  const watchFor = (call: TracedCall): CallWatch | null => {
    let watch = watchOf[call.name.id]
    if (watch === undefined) {
      watch = watches?.of(call.name.text) ?? null
      watchOf[call.name.id] = watch
    }
    return watch
  }

  /** Is there something in the text of a call that has begun, or may there be in what comes of it? */
  const mayAsk = (call: TracedCall): boolean => {
    const watch = watchFor(call)
    const text = watch && call.argumentText()
    if (watch === null || text === null) return false
    return !watch.find(text) || watch.options.length > 0 || watch.paths.length > 0
  }

  const countAsked = (task: Task, call: TracedCall): void => {
    const watch = watchFor(call)
    const text = watch && call.argumentText()
    if (watch !== null && text !== null && watch.find(text)) countWatched(task.process.program, watch, call)
  }

  const onFork = (task: Task, call: TracedCall): void => {
    const args = call.args()
    if (args.includes('CLONE_NEWPID')) tree.namespaced()
    const child = call.outcome === 'returned' ? childPid(call.value()) : 0
    if (child > 0) tree.forkReturned(task, child, forkKind(call.name.text, args))
    else if (call.outcome === 'unreturned') tree.forkLost(task)
    else tree.forkFailed(task)
  }

  const onRole = (role: Role, task: Task, call: TracedCall): void => {
    if (role === 'fork') onFork(task, call)
    else if (call.outcome !== 'returned') return
    else if (role === 'exec') tree.executed(task, executedPath(call.name.text, call.args()))
    else if (role === 'listen') addListen(task.process.program, task.process.leader, call.line)
    else if (role === 'namespace') tree.namespaced()
  }

  const onUnreadable = (text: string): void => {
    totals.unreadable++
    if (samples.length < MAX_SAMPLES) samples.push(text)
  }

  /** A thread that was killed at the very beginning of a call. If it got an answer, nobody knows of what. */
  const onNameless = (call: TracedCall): void => {
    if (call.outcome === 'returned' || call.outcome === 'failed') onUnreadable(call.text(SAMPLE_LENGTH))
    else totals.unfinished++
  }

  const parser = createTraceParser(
    {
      call(call) {
        const task = taskOf(call.pid, call)
        if (isNameless(call.name.text)) {
          onNameless(call)
          return
        }
        totals.calls++
        const { role } = countCall(task.process.program, call)
        if (watches !== null) countAsked(task, call)
        if (call.outcome === 'unreturned' && role !== 'end') totals.unfinished++
        if (role !== null) onRole(role, task, call)
      },
      begun(call) {
        const task = taskOf(call.pid, call)
        const use = task.process.program.uses[call.name.id]
        const role = use === undefined ? roleOf(call.name.text) : use.role
        if (role === 'fork') tree.forkBegun(task, forkKind(call.name.text, call.args()))
        return role !== null || use === undefined || (watches !== null && mayAsk(call))
      },
      signal(pid, name) {
        taskOf(pid, null)
        if (name !== SCHEDULER_SIGNAL) signals.set(name, (signals.get(name) ?? 0) + 1)
      },
      stopped: (pid) => void taskOf(pid, null),
      exit(pid, exit) {
        taskOf(pid, null)
        forgetLast()
        tree.ended(pid, exit)
      },
      superseded(pid, by) {
        forgetLast()
        tree.superseded(pid, by)
      },
      unreadable: onUnreadable,
    },
    options,
  )

  return {
    write(chunk) {
      totals.bytes += chunk.length
      parser.write(chunk)
    },
    end() {
      const cut = parser.end()
      const { programs, ...made } = tree.finish()
      return {
        ...totals,
        lines: parser.lines,
        unreadableSamples: samples,
        cut,
        programs: programs.map(programTrace),
        ...made,
        listeners: listenersOf(programs),
        signals: Object.fromEntries(signals),
      }
    },
  }
}

function pathOf(call: TracedCall): string | null {
  return roleOf(call.name.text) === 'exec' ? executedPath(call.name.text, call.args()) : null
}
