import { countInto, createTally, mergeTallies, type TallyCounters, tallyOf } from './tally-counters.js'
import type { Listener, ProgramTrace } from './trace-summary.js'
import type { TracedCall } from './trace-visitor.js'
import type { CallWatch, WatchedOption, WatchedPath } from './watch/call-watch.js'

/** What the reducer does with a call besides counting it. */
export type Role = 'fork' | 'exec' | 'listen' | 'namespace' | 'end'

/** Counters of one program; they grow with what it does, not with how often. */
export interface ProgramCounters {
  readonly path: string
  processes: number
  /** By the id of the syscall's name. */
  readonly uses: (UseCounters | undefined)[]
  /** By the id of the option. */
  readonly options: (OptionCounters | undefined)[]
  /** By the id of the pattern. */
  readonly paths: (PathCounters | undefined)[]
  /** The first successful listen(2) of each of its processes. */
  readonly listens: { readonly pid: number; readonly line: number }[]
}

export interface UseCounters extends TallyCounters {
  readonly name: string
  readonly role: Role | null
}

interface OptionCounters extends TallyCounters {
  readonly option: WatchedOption
}

interface PathCounters extends TallyCounters {
  readonly path: WatchedPath
}

const MAX_LISTENS = 100
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['clone', 'fork'],
  ['clone3', 'fork'],
  // Its number everywhere, for strace 4.24 and a caller who knows no name for it.
  ['syscall_0x1b3', 'fork'],
  ['fork', 'fork'],
  ['vfork', 'fork'],
  ['execve', 'exec'],
  ['execveat', 'exec'],
  ['listen', 'listen'],
  ['unshare', 'namespace'],
  ['setns', 'namespace'],
  ['exit', 'end'],
  ['exit_group', 'end'],
])

export function createCounters(path: string): ProgramCounters {
  return { path, processes: 0, uses: [], options: [], paths: [], listens: [] }
}

export function roleOf(name: string): Role | null {
  return ROLES.get(name) ?? null
}

export function countCall(program: ProgramCounters, call: TracedCall): UseCounters {
  const use = program.uses[call.name.id] ?? addUse(program, call)
  countInto(use, call)
  return use
}

function addUse(program: ProgramCounters, call: TracedCall): UseCounters {
  const { text } = call.name
  const use: UseCounters = { name: text, role: roleOf(text), ...createTally(call) }
  program.uses[call.name.id] = use
  return use
}

/** What the watch has found in this call. */
export function countWatched(
  program: ProgramCounters,
  { options, paths }: CallWatch,
  call: TracedCall,
): void {
  for (const option of options) {
    program.options[option.id] ??= { option, ...createTally(call) }
    countInto(program.options[option.id] as OptionCounters, call)
  }
  for (const path of paths) {
    program.paths[path.id] ??= { path, ...createTally(call) }
    countInto(program.paths[path.id] as PathCounters, call)
  }
}

export function addListen(program: ProgramCounters, pid: number, line: number): void {
  const known = program.listens.some((listen) => listen.pid === pid)
  if (!known && program.listens.length < MAX_LISTENS) program.listens.push({ pid, line })
}

export function mergeCounters(into: ProgramCounters, from: ProgramCounters): void {
  into.processes += from.processes
  for (const { pid, line } of from.listens) addListen(into, pid, line)
  mergeTallies(into.uses, from.uses)
  mergeTallies(into.options, from.options)
  mergeTallies(into.paths, from.paths)
}

export function programTrace({ path, processes, uses, options, paths }: ProgramCounters): ProgramTrace {
  return {
    path,
    processes,
    syscalls: present(uses)
      .map((use) => ({ name: use.name, ...tallyOf(use) }))
      .sort((a, b) => order(a.name, b.name)),
    options: present(options)
      .map((use) => ({
        space: use.option.space,
        option: use.option.option,
        syscall: use.option.syscall,
        ...tallyOf(use),
      }))
      .sort((a, b) => order(a.space, b.space) || order(a.option, b.option) || order(a.syscall, b.syscall)),
    paths: present(paths)
      .map((use) => ({ pattern: use.path.pattern, ...tallyOf(use) }))
      .sort((a, b) => order(a.pattern, b.pattern)),
  }
}

function present<T>(list: readonly (T | undefined)[]): T[] {
  return list.filter((item) => item !== undefined)
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** In the order of the trace. */
export function listenersOf(programs: readonly ProgramCounters[]): Listener[] {
  const listeners = programs.flatMap(({ path, listens }) =>
    listens.map(({ pid, line }) => ({ pid, program: path, line })),
  )
  return listeners.sort((a, b) => a.line - b.line)
}
