import type { Facts } from './facts.js'
import { placeExcuse } from './failure-cause.js'
import { outcomeOf } from './outcome.js'
import type { Statement } from './rule.js'

/**
 * Who is at fault for what a rule saw of a failed run, after what the control run did. When only the target's surface
 * makes it fail, `syscall-required` speaks and quotes `seen`, so nothing is left to say here.
 */
export function blame(facts: Facts, seen: readonly Statement[]): readonly Statement[] {
  const failures = seen.filter(({ level }) => level === 'error')
  if (failures.length === 0) return seen
  switch (outcomeOf(facts)) {
    case 'only-surface':
      return seen.filter(({ level }) => level !== 'error')
    case 'unclear':
      return failures.map((statement) => ({
        ...statement,
        level: 'inconclusive',
        message: `${statement.message} Without the target's surface it did its job, but this run is not whole.`,
      }))
    case 'no-control':
      return excused(
        facts,
        failures,
        "There is no control run to tell whether the target's kernel is the cause.",
      )
    default:
      return excused(
        facts,
        failures,
        "It fails without the target's surface too: the kernel is not the cause.",
      )
  }
}

function excused(facts: Facts, failures: readonly Statement[], otherwise: string): readonly Statement[] {
  const excuse = placeExcuse(facts)
  if (!excuse) return failures.map((said) => ({ ...said, message: `${said.message} ${otherwise}` }))
  return failures.map((said) => ({
    level: 'inconclusive',
    message: `${said.message} ${excuse.reason}`,
    fix: excuse.fix,
    evidence: [...excuse.evidence, ...said.evidence].slice(0, 10),
  }))
}
