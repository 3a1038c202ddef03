import { childPid, executedPath, forkKind } from './call-arguments.js'
import { createProcessTree, type Task } from './process-tree.js'
import { addListen, countCall, listenersOf, programTrace, type Role, roleOf } from './program-counters.js'
import { createTraceParser, type ParserOptions } from './trace-parser.js'
import type { TraceSummary } from './trace-summary.js'
import type { TracedCall } from './trace-visitor.js'

export type SummaryOptions = ParserOptions

export interface TraceSummariser {
  write(chunk: Uint8Array): void
  end(): TraceSummary
}

const MAX_SAMPLES = 10
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

  const parser = createTraceParser(
    {
      call(call) {
        totals.calls++
        const task = taskOf(call.pid, call)
        const { role } = countCall(task.process.program, call)
        if (call.outcome === 'unreturned' && role !== 'end') totals.unfinished++
        if (role !== null) onRole(role, task, call)
      },
      begun(call) {
        const task = taskOf(call.pid, call)
        const use = task.process.program.uses[call.name.id]
        const role = use === undefined ? roleOf(call.name.text) : use.role
        if (role === 'fork') tree.forkBegun(task, forkKind(call.name.text, call.args()))
        return role !== null || use === undefined
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
      unreadable(text) {
        totals.unreadable++
        if (samples.length < MAX_SAMPLES) samples.push(text)
      },
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
