import { blame } from '../blame.js'
import { type Facts, outputTail } from '../facts.js'
import type { Rule, Statement } from '../rule.js'

export const exerciseFailed: Rule = {
  id: 'exercise-failed',
  title: 'An exercise did not get the expected answer',
  check: (facts) => blame(facts, exerciseFailures(facts)),
}

export function exerciseFailures(facts: Facts): readonly Statement[] {
  const failed = facts.run?.result?.exercises.filter((exercise) => !exercise.ok) ?? []
  return failed.slice(0, 20).map((exercise) => ({
    level: 'error' as const,
    message: `Exercise "${exercise.line}" failed: ${exercise.detail}.`,
    fix: "Read the program's output; if the expectation is wrong, correct the exercise.",
    evidence: outputTail(facts),
  }))
}
