import type { Listener, ProgramTrace, SyscallUse } from './trace-summary.js'
import type { TracedCall } from './trace-visitor.js'

/** What the reducer does with a call besides counting it. */
export type Role = 'fork' | 'exec' | 'listen' | 'namespace' | 'end'

/** Counters of one program; they grow with what it does, not with how often. */
export interface ProgramCounters {
  readonly path: string
  processes: number
  /** By the id of the syscall's name. */
  readonly uses: (UseCounters | undefined)[]
  /** The first successful listen(2) of each of its processes. */
  readonly listens: { readonly pid: number; readonly line: number }[]
}

export interface UseCounters {
  readonly name: string
  readonly role: Role | null
  count: number
  succeeded: number
  readonly errors: Map<string, number>
  firstLine: number
  sample: string
}

const MAX_SAMPLE = 200
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
  return { path, processes: 0, uses: [], listens: [] }
}

export function roleOf(name: string): Role | null {
  return ROLES.get(name) ?? null
}

export function countCall(program: ProgramCounters, call: TracedCall): UseCounters {
  const use = program.uses[call.name.id] ?? addUse(program, call)
  use.count++
  if (call.outcome === 'returned') use.succeeded++
  else if (call.errno !== null) use.errors.set(call.errno.text, (use.errors.get(call.errno.text) ?? 0) + 1)
  // A call that began earlier may come back later than one that began after it.
  if (call.line < use.firstLine) {
    use.firstLine = call.line
    use.sample = call.text(MAX_SAMPLE)
  }
  return use
}

function addUse(program: ProgramCounters, call: TracedCall): UseCounters {
  const use: UseCounters = {
    name: call.name.text,
    role: roleOf(call.name.text),
    count: 0,
    succeeded: 0,
    errors: new Map(),
    firstLine: call.line,
    sample: call.text(MAX_SAMPLE),
  }
  program.uses[call.name.id] = use
  return use
}

export function addListen(program: ProgramCounters, pid: number, line: number): void {
  const known = program.listens.some((listen) => listen.pid === pid)
  if (!known && program.listens.length < MAX_LISTENS) program.listens.push({ pid, line })
}

export function mergeCounters(into: ProgramCounters, from: ProgramCounters): void {
  into.processes += from.processes
  for (const { pid, line } of from.listens) addListen(into, pid, line)
  from.uses.forEach((use, id) => {
    const known = into.uses[id]
    if (!use) return
    if (!known) {
      into.uses[id] = use
      return
    }
    known.count += use.count
    known.succeeded += use.succeeded
    for (const [errno, count] of use.errors) known.errors.set(errno, (known.errors.get(errno) ?? 0) + count)
    if (use.firstLine < known.firstLine) {
      known.firstLine = use.firstLine
      known.sample = use.sample
    }
  })
}

export function programTrace({ path, processes, uses }: ProgramCounters): ProgramTrace {
  const syscalls = uses.flatMap((use): SyscallUse[] => {
    if (!use) return []
    const { role: _, errors, ...rest } = use
    return [{ ...rest, errors: Object.fromEntries(errors) }]
  })
  return { path, processes, syscalls: syscalls.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

/** In the order of the trace. */
export function listenersOf(programs: readonly ProgramCounters[]): Listener[] {
  const listeners = programs.flatMap(({ path, listens }) =>
    listens.map(({ pid, line }) => ({ pid, program: path, line })),
  )
  return listeners.sort((a, b) => a.line - b.line)
}
