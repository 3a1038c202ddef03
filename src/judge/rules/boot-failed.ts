import { endedAsExpected } from '../../boot/outcome.js'
import { blame } from '../blame.js'
import { type Facts, outputTail } from '../facts.js'
import { renderExit } from '../render-exit.js'
import type { Rule, Statement } from '../rule.js'

export const bootFailed: Rule = {
  id: 'boot-failed',
  title: 'The program did not start, crashed, or ended with another exit code than expected',
  check: (facts) => blame(facts, bootFailures(facts)),
}

export function bootFailures(facts: Facts): readonly Statement[] {
  const result = facts.run?.result
  if (!result || result.timedOut) return []
  if (result.startError !== '') {
    return [
      {
        level: 'error',
        message: `The program could not be started: ${result.startError}`,
        fix: 'Check that the file is an executable for this machine and that its interpreter exists in the target.',
        evidence: [],
      },
    ]
  }
  if (result.stop.state !== 'exited' || endedAsExpected(facts.run, facts.expected.exitCode)) return []
  // Without the end in the trace it was the tracer that died, and the exit is its own: trace-incomplete tells.
  if (!facts.run?.trace?.roots[0]?.exit) return []
  const early = result.ready.state === 'exited' ? ' before it was ready' : ''
  return [
    {
      level: 'error',
      message: `The program ${renderExit(result.exit)}${early}; expected was exit code ${facts.expected.exitCode}.`,
      fix: 'Read its last output below. Give it what it needs with args and env, or name the right exit-code.',
      evidence: outputTail(facts, 10),
    },
  ]
}
