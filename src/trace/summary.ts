import { createProcessTree, type Program } from './process-tree.js'
import { createTraceParser, type TracedCall } from './trace-parser.js'
import type { ProcessExit, ProgramTrace, SyscallUse, TraceSummary } from './trace-summary.js'

export interface SummaryOptions {
  /** Name of a syscall number that strace did not know. */
  nameOf(number: number): string | undefined
}

export interface TraceSummariser {
  write(chunk: Uint8Array): void
  end(): TraceSummary
}

const MAX_TEXT = 200
const MAX_SAMPLES = 10
const MAX_LISTENERS = 1000
const FORKS = new Set(['clone', 'clone3', 'fork', 'vfork'])
const EXECS = new Set(['execve', 'execveat'])
/** Calls that never return when they work. */
const ENDS = new Set(['exit', 'exit_group'])

/** Reduces a raw trace to what the judge asks, as it comes. */
export function createTraceSummary({ nameOf }: SummaryOptions): TraceSummariser {
  const tree = createProcessTree()
  const totals = { bytes: 0, calls: 0, unreadable: 0, unfinished: 0 }
  const samples: string[] = []
  const signals: Record<string, number> = {}
  const listeners: { pid: number; program: string; line: number }[] = []

  const onCall = (call: TracedCall): void => {
    totals.calls++
    const program = tree.programOf(call.pid, EXECS.has(call.name) ? () => pathOf(call) : null)
    countUse(program, call)
    if (!call.returned && !ENDS.has(call.name)) totals.unfinished++
    if (FORKS.has(call.name)) {
      const child = Number(call.value())
      if (call.returned && child > 0) tree.forked(call.pid, child, call.args().includes('CLONE_THREAD'))
      else tree.forkEnded(call.pid)
    } else if (EXECS.has(call.name) && call.returned && call.errno === null)
      tree.executed(call.pid, pathOf(call))
    else if (
      call.name === 'listen' &&
      call.returned &&
      call.errno === null &&
      listeners.length < MAX_LISTENERS
    ) {
      listeners.push({ pid: call.pid, program: program.path, line: call.line })
    }
  }

  const parser = createTraceParser(
    {
      call: onCall,
      unfinished: (pid, name) => {
        if (FORKS.has(name)) tree.forking(pid)
      },
      signal: (_, name) => {
        if (name !== 'SIGURG') signals[name] = (signals[name] ?? 0) + 1
      },
      exit: (pid, exit: ProcessExit) => tree.ended(pid, exit),
      superseded: (pid, by) => tree.superseded(pid, by),
      unreadable: (text) => {
        totals.unreadable++
        if (samples.length < MAX_SAMPLES) samples.push(text)
      },
    },
    nameOf,
  )

  return {
    write(chunk) {
      totals.bytes += chunk.length
      parser.write(chunk)
    },
    end() {
      const cut = parser.end()
      const { roots, processes, threads } = tree.totals()
      const programs = tree.programs().map(programTrace)
      return {
        ...totals,
        lines: parser.lines,
        unreadableSamples: samples,
        cut,
        programs,
        roots,
        processes,
        threads,
        listeners,
        signals,
      }
    },
  }
}

function countUse(program: Program, call: TracedCall): void {
  let use = program.uses.get(call.name)
  if (!use) {
    use = {
      count: 0,
      succeeded: 0,
      errors: new Map(),
      firstLine: call.line,
      sample: call.text().slice(0, MAX_TEXT),
    }
    program.uses.set(call.name, use)
  }
  use.count++
  if (call.errno !== null) use.errors.set(call.errno, (use.errors.get(call.errno) ?? 0) + 1)
  else if (call.returned) use.succeeded++
}

/** The path in `execve("/bin/sh", …)` or `execveat(3, "sh", …)`; a cut string keeps its `...`. */
function pathOf(call: TracedCall): string {
  const match = /^(?:[^",]*, )?"((?:[^"\\]|\\.)*)"(\.\.\.)?/.exec(call.args())
  const unescaped = (match?.[1] ?? '').replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : code,
  )
  return unescaped + (match?.[2] ?? '')
}

function programTrace({ path, processes, uses }: Program): ProgramTrace {
  const syscalls = [...uses].map(
    ([name, use]): SyscallUse => ({ name, ...use, errors: Object.fromEntries(use.errors) }),
  )
  return { path, processes, syscalls: syscalls.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}
