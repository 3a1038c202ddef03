import { outputTail } from '../facts.js'
import type { Rule } from '../rule.js'

export const exerciseFailed: Rule = {
  id: 'exercise-failed',
  title: 'An exercise did not get the expected answer',
  check(facts) {
    const failed = facts.run?.result?.exercises.filter((exercise) => !exercise.ok) ?? []
    return failed.slice(0, 20).map((exercise) => ({
      level: 'error' as const,
      message: `Exercise "${exercise.line}" failed: ${exercise.detail}.`,
      fix: "Read the program's output; if the expectation is wrong, correct the exercise.",
      evidence: outputTail(facts),
    }))
  },
}
