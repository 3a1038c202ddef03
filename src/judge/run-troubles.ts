import type { ProcessExit } from '../trace/trace-summary.js'
import { type Facts, ownProgram } from './facts.js'
import { renderExit } from './render-exit.js'

/** Why nothing can be concluded from the judged run or its trace, one sentence each; empty when both are whole. */
export function runTroubles(facts: Facts): string[] {
  const { run } = facts
  if (!run) return ['The program could not be run.']
  const ended = run.result ? [] : ['The engine ended before the agent could report.']
  return [...run.problems, ...ended, ...traceTroubles(facts)]
}

function traceTroubles(facts: Facts): string[] {
  const { trace = null, result = null } = facts.run ?? {}
  if (result?.startError) return []
  if (!trace) return ['There is no trace.']
  const reasons: string[] = []
  if (trace.cut) reasons.push('The trace ends in the middle of a line.')
  if (trace.unreadable > 0) reasons.push(`${trace.unreadable} lines of the trace could not be read.`)
  if (result && result.traceDropped > 0)
    reasons.push(`The trace was cut: ${result.traceDropped} bytes were dropped.`)
  if (!ownProgram(facts)) reasons.push('No call of the artifact itself is in the trace.')
  if (trace.roots.length === 0 || trace.roots.some((root) => root.exit === null)) {
    reasons.push('The trace does not show how the program ended: strace ended before it.')
  } else if (result && !sameExit(trace.roots[0]?.exit ?? null, result.exit)) {
    reasons.push(
      `The trace says that the program ${renderExit(trace.roots[0]?.exit ?? null)}, strace itself ${renderExit(result.exit)}.`,
    )
  }
  return reasons
}

function sameExit(a: ProcessExit | null, b: ProcessExit | null): boolean {
  if (a?.kind === 'exited') return b?.kind === 'exited' && a.code === b.code
  return a?.kind === 'killed' && b?.kind === 'killed' && a.signal === b.signal
}
