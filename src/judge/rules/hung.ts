import { blame } from '../blame.js'
import type { Facts } from '../facts.js'
import { hangEvidence, hangHint, hangSentence } from '../hang.js'
import type { Rule, Statement } from '../rule.js'

export const hung: Rule = {
  id: 'hung',
  title: 'The program did not end within run-timeout',
  check: (facts) => blame(facts, hangs(facts)),
}

export function hangs(facts: Facts): readonly Statement[] {
  const result = facts.run?.result
  if (!result?.timedOut) return []
  return [
    {
      level: 'error',
      message: `The program did not end within run-timeout and was killed.${hangSentence(facts)}`,
      fix: `If it is a service, say when it is ready (ready: tcp:PORT); if it needs longer, raise run-timeout.${hangHint(facts)}`,
      evidence: hangEvidence(facts),
    },
  ]
}
