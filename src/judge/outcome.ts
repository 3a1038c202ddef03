import type { BootRun } from '../boot/boot-run.js'
import { didItsJob } from '../boot/outcome.js'
import type { Facts } from './facts.js'
import { runTroubles } from './run-troubles.js'

/**
 * What the judged run and the control run say together. `did-job`: under the target's surface it did what it should;
 * `control-failed`: it did, and without the surface it did not. The others are failures: `only-surface`: not without the
 * surface, so that is the cause; `unclear`: the same, from a run that cannot be relied on; `both-failed`: also without
 * it, so the cause is not the kernel; `no-control`: nobody knows what it does without it.
 */
export type Outcome =
  | 'not-run'
  | 'did-job'
  | 'control-failed'
  | 'only-surface'
  | 'unclear'
  | 'both-failed'
  | 'no-control'

export function outcomeOf(facts: Facts): Outcome {
  const { run, expected } = facts
  if (!run?.result) return 'not-run'
  const control = controlOf(facts)
  if (didItsJob(run, expected.exitCode)) return control === 'failed' ? 'control-failed' : 'did-job'
  if (control === 'none') return 'no-control'
  if (control === 'failed') return 'both-failed'
  return runTroubles(facts).length > 0 ? 'unclear' : 'only-surface'
}

/** A control run of which something is missing tells nothing. */
export function controlOf({ control, expected }: Facts): 'worked' | 'failed' | 'none' {
  if (!isUsable(control)) return 'none'
  return didItsJob(control, expected.exitCode) ? 'worked' : 'failed'
}

function isUsable(run: BootRun | null): boolean {
  return run !== null && run.result !== null && run.problems.length === 0
}
