import { outcomeOf } from '../outcome.js'
import type { Rule } from '../rule.js'
import { runTroubles } from '../run-troubles.js'

export const traceIncomplete: Rule = {
  id: 'trace-incomplete',
  title: 'The run or its trace is not whole, so nothing can be concluded from it',
  check(facts) {
    const reasons = runTroubles(facts)
    if (reasons.length > 0) {
      return [
        {
          level: 'inconclusive',
          message: reasons[0] ?? '',
          fix: 'Run it again. If it comes back, read the evidence and report it with the trace; a shorter run may help.',
          evidence: [...reasons.slice(1), ...(facts.run?.trace?.unreadableSamples ?? [])].slice(0, 10),
        },
      ]
    }
    if (outcomeOf(facts) !== 'control-failed') return []
    return [
      {
        level: 'inconclusive',
        message:
          "The program did its job under the target's surface, but not in the control run without it: the two runs cannot be compared.",
        fix: "Run it again. If it comes back, the program needs something that this host refuses, or two runs of it get in each other's way.",
        evidence: [],
      },
    ]
  },
}
