import { stoppedInOrder } from '../../boot/outcome.js'
import { blame } from '../blame.js'
import { type Facts, outputTail } from '../facts.js'
import { hangEvidence, hangSentence } from '../hang.js'
import { renderExit } from '../render-exit.js'
import type { Rule, Statement } from '../rule.js'

/** Exit codes that say "ended by SIGTERM": 0, and 128 + 15 as shells and many programs report it. */
const STOPPED_CODES = [0, 143]

export const stopFailed: Rule = {
  id: 'stop-failed',
  title: 'The service did not end well after SIGTERM',
  check: (facts) => blame(facts, stopFailures(facts)),
}

export function stopFailures(facts: Facts): readonly Statement[] {
  const result = facts.run?.result
  if (!result || result.timedOut) return []
  if (result.stop.state === 'killed') {
    return [
      {
        level: 'error',
        message: `The program did not end within ${(result.stop.afterMs / 1000).toFixed(1)} s after SIGTERM and was killed.${hangSentence(facts)}`,
        fix: 'Handle SIGTERM (signal.NotifyContext) and close what keeps it running, or raise stop-timeout.',
        evidence: hangEvidence(facts),
      },
    ]
  }
  const { exit } = result
  if (result.stop.state !== 'stopped' || !exit) return []
  if (exit.kind === 'exited' && (STOPPED_CODES.includes(exit.code) || exit.code === facts.expected.exitCode))
    return []
  if (exit.kind === 'killed' && exit.signal === 'SIGTERM') return []
  return [
    {
      level: stoppedInOrder(result) ? 'warning' : 'error',
      message: `After SIGTERM the program ${renderExit(exit)}.`,
      fix: 'End with exit code 0 after SIGTERM, so that systemd and the orchestrator do not report a failure.',
      evidence: outputTail(facts),
    },
  ]
}
