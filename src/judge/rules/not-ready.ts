import { endedAsExpected } from '../../boot/outcome.js'
import { blame } from '../blame.js'
import { type Facts, outputTail } from '../facts.js'
import { hangEvidence, hangHint, hangSentence } from '../hang.js'
import type { Rule, Statement } from '../rule.js'

export const notReady: Rule = {
  id: 'not-ready',
  title: 'The program was not ready within ready-timeout',
  check: (facts) => blame(facts, readinessFailures(facts)),
}

export function readinessFailures(facts: Facts): readonly Statement[] {
  const result = facts.run?.result
  // A program that never ended is rule hung's.
  if (!result || result.startError !== '' || result.timedOut) return []
  const { state, afterMs, by } = result.ready
  if (state === 'timeout') {
    return [
      {
        level: 'error',
        message: `The program ran, but was not ready after ${(afterMs / 1000).toFixed(1)} s${by === '' ? '' : ` (${by})`}.${hangSentence(facts)}`,
        fix: `Check the ready condition and its port, raise ready-timeout, or say ready: exit for a program that ends.${hangHint(facts)}`,
        evidence: hangEvidence(facts),
      },
    ]
  }
  // What was waited for never came. With another exit code than expected it is boot-failed's, unless SIGTERM came between.
  const crashed = result.stop.state === 'exited' && !endedAsExpected(facts.run, facts.expected.exitCode)
  if (state === 'exited' && !crashed) {
    return [
      {
        level: 'error',
        message: 'The program ended before it was ready.',
        fix: 'Check the ready condition, or say ready: exit for a program that ends.',
        evidence: outputTail(facts),
      },
    ]
  }
  return []
}
