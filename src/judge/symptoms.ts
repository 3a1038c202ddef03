import type { Facts } from './facts.js'
import { bootFailures } from './rules/boot-failed.js'
import { exerciseFailures } from './rules/exercise-failed.js'
import { hangs } from './rules/hung.js'
import { readinessFailures } from './rules/not-ready.js'
import { stopFailures } from './rules/stop-failed.js'

/** In which ways the judged run failed, one sentence each, whoever is at fault. */
export function symptoms(facts: Facts): readonly string[] {
  return [bootFailures, readinessFailures, exerciseFailures, hangs, stopFailures]
    .flatMap((seen) => seen(facts))
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
}
