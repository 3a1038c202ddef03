import type { ForkKind } from './call-arguments.js'
import { createCounters, mergeCounters, type ProgramCounters } from './program-counters.js'
import type { ProcessExit, RootProcess } from './trace-summary.js'

/** A thread; its first one stands for the process too. */
export interface Task {
  readonly pid: number
  process: Process
  /** Which calls may have made it, until one returns its pid; null once that is known. */
  origin: Origin | null
  /** A line of it is in the trace. */
  seen: boolean
  ended: boolean
}

interface Process {
  program: ProgramCounters
  readonly leader: number
  /** False for a forked child that still runs its parent's program. */
  executed: boolean
  root: { readonly pid: number; program: string; started: boolean; exit: ProcessExit | null } | null
}

interface Origin {
  forks: Fork[]
  readonly beganWithExec: boolean
  /** Counters that wait for the answer, when the candidates run different programs. */
  readonly deferred: ProgramCounters | null
}

/** A clone, fork or vfork that has begun and is not yet back. */
interface Fork {
  readonly process: Process
  program: ProgramCounters
  readonly kind: ForkKind
  child: Task | null
  open: boolean
}

/**
 * Which process and program each living thread belongs to. Finished ones are forgotten, so that a fork bomb stays
 * small. The hard part is that strace may show a child's lines before the line on which its parent's call returns.
 */
export interface ProcessTree {
  find(pid: number): Task | undefined
  /** The first line of a pid. `path`: what it executes, when the line is an execve; null otherwise. */
  appear(pid: number, path: string | null): Task
  forkBegun(task: Task, kind: ForkKind): void
  forkReturned(task: Task, child: number, kind: ForkKind): void
  forkFailed(task: Task): void
  /** The caller died in the call: whether there is a child is not known. */
  forkLost(task: Task): void
  executed(task: Task, path: string): void
  superseded(leader: number, by: number): void
  ended(pid: number, exit: ProcessExit): void
  /** From here on pids that calls return may be those of another pid namespace. */
  namespaced(): void
  finish(): ProcessTotals
}

export interface ProcessTotals {
  readonly programs: readonly ProgramCounters[]
  readonly roots: readonly RootProcess[]
  readonly processes: number
  readonly threads: number
}

/** Path of what runs before any execve is seen: the trace lacks its beginning. */
export const UNKNOWN_PROGRAM = ''
/** Programs beyond these are counted together, so that memory stays bounded. */
export const OTHER_PROGRAMS = '(other programs)'
const MAX_PROGRAMS = 2000

export function createProcessTree(): ProcessTree {
  const programs = new Map<string, ProgramCounters>()
  const tasks = new Map<number, Task>()
  const forks = new Map<number, Fork>()
  /** Tasks, ended ones too, whose origin an open fork will tell. */
  const orphans = new Set<Task>()
  const roots: NonNullable<Process['root']>[] = []
  const made = { processes: 0, threads: 0 }
  let lastFork: Fork | null = null
  let hasNamespaces = false

  const programAt = (path: string): ProgramCounters => {
    const name = programs.has(path) || programs.size < MAX_PROGRAMS ? path : OTHER_PROGRAMS
    const program = programs.get(name) ?? createCounters(name)
    programs.set(name, program)
    return program
  }

  const addTask = (pid: number, process: Process, origin: Origin | null): Task => {
    const task = { pid, process, origin, seen: false, ended: false }
    tasks.set(pid, task)
    return task
  }

  const addRoot = (task: Task, path: string): void => {
    const root = { pid: task.pid, program: path, started: false, exit: null }
    task.process.root = root
    roots.push(root)
    made.processes++
  }

  const newProcess = (leader: number, program: ProgramCounters): Process => ({
    program,
    leader,
    executed: false,
    root: null,
  })

  const replaceProgram = (from: ProgramCounters, to: ProgramCounters): void => {
    mergeCounters(to, from)
    for (const task of tasks.values()) if (task.process.program === from) task.process.program = to
    for (const task of orphans) if (task.process.program === from) task.process.program = to
    for (const fork of forks.values()) if (fork.program === from) fork.program = to
    if (lastFork?.program === from) lastFork.program = to
    for (const task of orphans) {
      for (const fork of task.origin?.forks ?? []) if (fork.program === from) fork.program = to
    }
  }

  /** The task is this call's child, as far as its program goes. */
  const assign = (task: Task, origin: Origin, fork: Fork): void => {
    fork.child = task
    if (origin.deferred) replaceProgram(origin.deferred, fork.program)
    task.origin = { ...origin, forks: [fork], deferred: null }
    if (fork.kind === 'thread' && !hasExecuted(task)) task.process = fork.process
  }

  /** A process that ends without an execve has run its parent's program. */
  const countRun = ({ pid, process }: Task): void => {
    if (process.leader === pid && !process.executed && !process.root) process.program.processes++
  }

  /** The task is this call's child for certain. */
  const settle = (task: Task, kind: ForkKind, count: boolean): void => {
    const fork = task.origin?.forks[0]
    task.origin = null
    orphans.delete(task)
    const isProcess = kind === 'process' || hasExecuted(task)
    if (!isProcess && fork) task.process = fork.process
    if (count) made[isProcess ? 'processes' : 'threads']++
    if (task.ended) countRun(task)
  }

  /** Without an answer: the call that the artifact (or who comes nearest to it) made is the cautious guess. */
  const guess = (task: Task, origin: Origin): void => {
    const order = [...programs.values()]
    const rank = (fork: Fork): number => order.indexOf(fork.program)
    const fork = [...origin.forks].sort((a, b) => rank(a) - rank(b))[0]
    if (fork) assign(task, origin, fork)
    settle(task, fork?.kind ?? 'process', true)
  }

  /** A call is back and this task is not its child. */
  const exclude = (task: Task, origin: Origin, fork: Fork): void => {
    const left = origin.forks.filter((other) => other !== fork)
    if (left.length === 0) {
      if (origin.deferred) replaceProgram(origin.deferred, fork.program)
      settle(task, 'process', !hasNamespaces && !origin.beganWithExec)
      if (origin.beganWithExec && !hasNamespaces) addRoot(task, task.process.program.path)
      return
    }
    origin.forks = left
    const only = left[0]
    if (left.length === 1 && only) assign(task, origin, only)
  }

  const close = (pid: number): Fork | null => {
    const fork = forks.get(pid) ?? null
    forks.delete(pid)
    if (fork) fork.open = false
    return fork
  }

  const excludeFromAll = (fork: Fork | null): void => {
    if (!fork) return
    for (const task of [...orphans]) {
      if (task.origin?.forks.includes(fork)) exclude(task, task.origin, fork)
    }
  }

  const orphanAt = (pid: number): Task | undefined => {
    for (const task of orphans) if (task.pid === pid) return task
    return undefined
  }

  const appearAsChild = (pid: number, first: Fork, candidates: Fork[], beganWithExec: boolean): Task => {
    const sameProgram = candidates.every((fork) => fork.program === first.program)
    const deferred = sameProgram ? null : createCounters(UNKNOWN_PROGRAM)
    const origin: Origin = { forks: candidates, beganWithExec, deferred }
    const task = addTask(pid, newProcess(pid, deferred ?? first.program), origin)
    orphans.add(task)
    if (candidates.length === 1) assign(task, origin, first)
    return task
  }

  const firstLine = (pid: number, path: string | null): Task => {
    const candidates = [...forks.values()].filter((fork) => fork.child === null)
    const first = candidates[0]
    if (first) return appearAsChild(pid, first, candidates, path !== null)
    if (path !== null && !(hasNamespaces && lastFork)) {
      const task = addTask(pid, newProcess(pid, programAt(path)), null)
      addRoot(task, path)
      return task
    }
    // With namespaces it has been counted already, under the pid that its maker was told.
    if (!hasNamespaces) made.processes++
    return addTask(pid, newProcess(pid, lastFork?.program ?? programAt(UNKNOWN_PROGRAM)), null)
  }

  return {
    find(pid) {
      const task = tasks.get(pid)
      if (task) task.seen = true
      return task
    },
    appear(pid, path) {
      const task = firstLine(pid, path)
      task.seen = true
      return task
    },
    forkBegun(task, kind) {
      const fork = { process: task.process, program: task.process.program, kind, child: null, open: true }
      forks.set(task.pid, fork)
      lastFork = fork
    },
    forkReturned(task, child, kind) {
      const fork = close(task.pid)
      const known = orphanAt(child) ?? tasks.get(child)
      if (known?.origin) {
        if (fork && known.origin.forks.includes(fork)) assign(known, known.origin, fork)
        settle(known, kind, true)
      } else if (!known && !(hasNamespaces && fork?.child)) {
        const process = kind === 'process' ? newProcess(child, task.process.program) : task.process
        addTask(child, process, null)
        made[kind === 'process' ? 'processes' : 'threads']++
      } else if (hasNamespaces) made[kind === 'process' ? 'processes' : 'threads']++
      if (!fork)
        lastFork = { process: task.process, program: task.process.program, kind, child: null, open: false }
      excludeFromAll(fork)
    },
    forkFailed: (task) => excludeFromAll(close(task.pid)),
    forkLost(task) {
      if (!close(task.pid)) return
      for (const orphan of [...orphans]) {
        if (orphan.origin?.forks.every((fork) => !fork.open)) guess(orphan, orphan.origin)
      }
    },
    executed(task, path) {
      if (task.pid !== task.process.leader) {
        // No thread keeps its own pid through execve: this was a process, made by a call with unknown flags.
        task.process = newProcess(task.pid, task.process.program)
        if (task.origin === null) {
          made.threads--
          made.processes++
        }
      }
      const { process } = task
      process.program = programAt(path)
      process.program.processes++
      process.executed = true
      if (process.root && !process.root.started) {
        process.root.started = true
        process.root.program = process.program.path
      }
    },
    superseded(leader, by) {
      const thread = tasks.get(by)
      if (thread && !tasks.has(leader)) addTask(leader, thread.process, null)
      tasks.delete(by)
    },
    ended(pid, exit) {
      const task = tasks.get(pid)
      if (!task) return
      tasks.delete(pid)
      task.ended = true
      if (task.origin === null) countRun(task)
      if (task.process.root?.pid === pid) task.process.root.exit = exit
    },
    namespaced() {
      hasNamespaces = true
    },
    finish() {
      for (const task of orphans) if (task.origin) guess(task, task.origin)
      for (const task of tasks.values()) if (task.seen) countRun(task)
      return {
        programs: [...programs.values()],
        roots: roots.map(({ pid, program, exit }) => ({ pid, program, exit })),
        ...made,
      }
    },
  }
}

/** Under its own pid, so it is a process, whatever the flags. */
function hasExecuted({ pid, process }: Task): boolean {
  return process.leader === pid && process.executed
}
