import type { BootRun } from '../../boot/boot-run.js'
import type { ProcessExit } from '../../trace/trace-summary.js'
import { type Facts, ownProgram } from '../facts.js'
import type { Rule } from '../rule.js'
import { renderExit } from './boot-failed.js'

export const traceIncomplete: Rule = {
  id: 'trace-incomplete',
  title: 'The run or its trace is not whole, so nothing can be concluded from it',
  check(facts) {
    const reasons = facts.run
      ? [...runTroubles(facts.run), ...traceTroubles(facts, facts.run)]
      : ['The program could not be run.']
    if (reasons.length === 0) return []
    return [
      {
        level: 'inconclusive',
        message: reasons[0] ?? '',
        fix: 'Run it again. If it comes back, read the evidence and report it with the trace; a shorter run may help.',
        evidence: [...reasons.slice(1), ...(facts.run?.trace?.unreadableSamples ?? [])].slice(0, 10),
      },
    ]
  },
}

function sameExit(a: ProcessExit | null, b: ProcessExit | null): boolean {
  if (a?.kind === 'exited') return b?.kind === 'exited' && a.code === b.code
  return a?.kind === 'killed' && b?.kind === 'killed' && a.signal === b.signal
}

function runTroubles(run: BootRun): string[] {
  return [...run.problems, ...(run.result ? [] : ['The engine ended before the agent could report.'])]
}

function traceTroubles(facts: Facts, { trace, result }: BootRun): string[] {
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
