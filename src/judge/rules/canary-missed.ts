import type { Facts } from '../facts.js'
import type { Rule, Statement } from '../rule.js'
import { canaryHeld, enforcementGaps, renderMissing, surfaceAccount } from '../surface-account.js'

export const canaryMissed: Rule = {
  id: 'canary-missed',
  title: "The target's surface was not seen to hold, so the run does not show what happens on that kernel",
  check(facts) {
    // A run without a result is trace-incomplete's.
    if (!facts.run?.result) return []
    return [...notHeld(facts), ...leaks(facts), ...partly(facts)]
  },
}

function notHeld(facts: Facts): Statement[] {
  const { run, canary, profile, architecture } = facts
  const reasons = [
    ...(profile.syscalls[architecture].size > 0
      ? []
      : [`${profile.title} does not exist for ${architecture}.`]),
    ...(run?.result?.surface?.installed ? [] : enforcementGaps(facts).slice(0, 1)),
    ...(canaryHeld(facts) ? [] : canaryReasons(canary)),
  ]
  if (reasons.length === 0) return []
  return [
    {
      level: 'inconclusive',
      message: `It was not seen that calls which ${profile.title} lacks are refused here: ${reasons[0]}`,
      fix: 'The kernel of this machine must have seccomp with user notification (Linux 5.5 or later), and the engine must allow it. Try another engine or runner.',
      evidence: [...reasons.slice(1), ...(run?.result?.surface?.gaps ?? [])].slice(0, 10),
    },
  ]
}

function canaryReasons(canary: Facts['canary']): string[] {
  if (!canary) return ['No canary was run in this engine.']
  if (canary.misses.length > 0) return [...canary.misses]
  return [canary.tried.length > 0 ? 'The canary did not hold.' : 'The canary had nothing to try.']
}

/** Whatever the canary said: something went through that the target refuses. */
function leaks(facts: Facts): Statement[] {
  const { leaked } = surfaceAccount(facts)
  if (leaked.length === 0) return []
  const names = leaked.slice(0, 5).map(({ label }) => label)
  return [
    {
      level: 'inconclusive',
      message: `${names.join(', ')} went through here, while ${facts.profile.title} refuses it: the run does not show what happens there.`,
      fix: "If the surface was not wholly enforced, try another engine or runner; otherwise it is the gate's fault: report it with the trace.",
      evidence: leaked.flatMap((use) => [renderMissing(use), use.sample]).slice(0, 10),
    },
  ]
}

function partly(facts: Facts): Statement[] {
  const gaps = enforcementGaps(facts)
  if (gaps.length === 0 || !facts.run?.result?.surface?.installed) return []
  return [
    {
      level: 'warning',
      message: `Not all of the surface of ${facts.profile.title} was enforced: ${gaps[0]}`,
      fix: 'Run the gate where the host kernel is 5.5 or later, so that these calls are judged too.',
      evidence: gaps.slice(1, 11),
    },
  ]
}
