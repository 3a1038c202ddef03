import { outputTail } from '../facts.js'
import type { Rule } from '../rule.js'

export const notReady: Rule = {
  id: 'not-ready',
  title: 'The program was not ready within ready-timeout',
  check(facts) {
    const result = facts.run?.result
    // A program that never ended is rule hung's.
    if (!result || result.startError !== '' || result.timedOut) return []
    const { state, afterMs, by } = result.ready
    if (state === 'timeout') {
      return [
        {
          level: 'error',
          message: `The program ran, but was not ready after ${(afterMs / 1000).toFixed(1)} s${by === '' ? '' : ` (${by})`}.`,
          fix: 'Check the ready condition and its port, raise ready-timeout, or say ready: exit for a program that ends.',
          evidence: outputTail(facts),
        },
      ]
    }
    // It ended well, but what was waited for never came: boot-failed is silent about exit code 0.
    if (
      state === 'exited' &&
      result.exit?.kind === 'exited' &&
      result.exit.code === facts.expected.exitCode
    ) {
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
  },
}
