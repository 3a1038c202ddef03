import type { ProcessExit, RootProcess } from './trace-summary.js'

/** Counters of one program; they grow with what it does, not with how often. */
export interface Program {
  readonly path: string
  processes: number
  readonly uses: Map<string, Use>
}

export interface Use {
  count: number
  succeeded: number
  readonly errors: Map<string, number>
  readonly firstLine: number
  readonly sample: string
}

/** Which program each living thread runs. Finished ones are forgotten, so that a fork bomb stays small. */
export interface ProcessTree {
  /**
   * The program of a thread. An unknown pid is the child of a fork that is under way, or else a process that strace
   * started; `path` then tells what that one executes.
   */
  programOf(pid: number, path: (() => string) | null): Program
  forking(pid: number): void
  forkEnded(pid: number): void
  forked(parent: number, child: number, isThread: boolean): void
  executed(pid: number, path: string): void
  superseded(pid: number, by: number): void
  ended(pid: number, exit: ProcessExit): void
  programs(): readonly Program[]
  totals(): { roots: RootProcess[]; processes: number; threads: number }
}

export function createProcessTree(): ProcessTree {
  const programs = new Map<string, Program>()
  const running = new Map<number, Program>()
  const forks = new Set<number>()
  const roots: { pid: number; program: Program; exit: ProcessExit | null }[] = []
  let processes = 0
  let threads = 0

  const programAt = (path: string): Program => {
    const known = programs.get(path)
    if (known) return known
    const program = { path, processes: 0, uses: new Map() }
    programs.set(path, program)
    return program
  }

  /** Parent of a child that shows up before its fork has returned. Where several may be, the artifact answers. */
  const parentOfNew = (): Program | null => {
    const candidates = [...forks].flatMap((pid) => running.get(pid) ?? [])
    return candidates.find((program) => program === roots[0]?.program) ?? candidates[0] ?? null
  }

  return {
    programOf(pid, path) {
      const known = running.get(pid)
      if (known) return known
      const inherited = parentOfNew()
      const program = inherited ?? programAt(path?.() ?? '')
      running.set(pid, program)
      if (!inherited) {
        program.processes++
        processes++
        roots.push({ pid, program, exit: null })
      }
      return program
    },
    forking: (pid) => void forks.add(pid),
    forkEnded: (pid) => void forks.delete(pid),
    forked(parent, child, isThread) {
      forks.delete(parent)
      const program = running.get(parent)
      if (program && !running.has(child)) running.set(child, program)
      if (isThread) {
        threads++
        return
      }
      processes++
      if (program) program.processes++
    },
    executed(pid, path) {
      const program = programAt(path)
      const root = roots.find((candidate) => candidate.pid === pid && candidate.exit === null)
      if (root && root.program === program && running.get(pid) === program) return
      running.set(pid, program)
      program.processes++
    },
    superseded(pid, by) {
      const program = running.get(by)
      if (program) running.set(pid, program)
      running.delete(by)
    },
    ended(pid, exit) {
      running.delete(pid)
      forks.delete(pid)
      const root = roots.find((candidate) => candidate.pid === pid && candidate.exit === null)
      if (root) root.exit = exit
    },
    programs: () => [...programs.values()],
    totals: () => ({
      roots: roots.map(({ pid, program, exit }) => ({ pid, program: program.path, exit })),
      processes,
      threads,
    }),
  }
}
