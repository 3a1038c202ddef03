import type { Facts } from '../facts.js'
import { bareLabel } from '../label.js'
import type { Rule, Statement } from '../rule.js'
import { silentEffect } from '../silent-effects.js'
import { type MissingUse, renderMissing, surfaceAccount } from '../surface-account.js'

/** Programs of the system: on the target its own builds run, which may not ask for the same. */
const SYSTEM_PROGRAM = /^\/(?:usr\/)?(?:s?bin|lib(?:64|exec)?)\//

export const flagUnsupported: Rule = {
  id: 'flag-unsupported',
  title: 'An option was used that the target kernel silently ignores',
  check: (facts) =>
    surfaceAccount(facts)
      .ignored.slice(0, 20)
      .map((use) => statement(facts, use)),
}

function statement({ profile }: Facts, use: MissingUse): Statement {
  const name = use.id.slice(use.id.indexOf('/') + 1)
  const ofSystem = use.byChild && SYSTEM_PROGRAM.test(use.program)
  const by = use.byChild ? ` by ${use.program}` : ''
  return {
    level: ofSystem ? 'note' : 'warning',
    message: `${use.label} was used${by}. ${profile.title} takes it without an error, and ${silentEffect(name)}; the kernel that ran it here knows the option.`,
    fix: ofSystem
      ? 'On the target another build of that program runs; check that one.'
      : 'No refusal can show this: check what the program does when the option has no effect, or try it on a machine of the target.',
    evidence: [renderMissing(use), use.sample],
    subjects: [[bareLabel(use.label), name]],
  }
}
