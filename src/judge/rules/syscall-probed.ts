import { placeExcuse } from '../failure-cause.js'
import { bareLabel } from '../label.js'
import type { Rule, Statement } from '../rule.js'
import { type RefusedUse, renderMissing, type SurfaceAccount, surfaceAccount } from '../surface-account.js'

/** Every Go program looks it up as it starts (runtime/os_linux.go) and does well without it: not worth a word. */
const RUNTIME_READS = ['path:/sys/kernel/mm/transparent_hugepage/hpage_pmd_size']

export const syscallProbed: Rule = {
  id: 'syscall-probed',
  title: 'Something that the target kernel lacks was tried and refused, and the program went on',
  check(facts) {
    const account = surfaceAccount(facts)
    const uses = account.refused.filter(
      ({ id, state }) => state !== 'required' && !RUNTIME_READS.includes(id),
    )
    // When the cause is not proven, every refusal is a suspect, and syscall-required names them.
    if (
      uses.length === 0 ||
      (account.outcome === 'only-surface' && uses.some(({ state }) => state === 'unknown'))
    )
      return []
    return [statement(account, uses, placeExcuse(facts) !== null)]
  },
}

function statement({ outcome }: SurfaceAccount, uses: readonly RefusedUse[], excused: boolean): Statement {
  const labels = [...new Set(uses.map(({ label }) => label))]
  const more = labels.length > 6 ? ` and ${labels.length - 6} more` : ''
  return {
    level: 'note',
    message: `Tried and refused: ${labels.slice(0, 6).join(', ')}${more}. ${meaning(outcome, excused)}`,
    fix: fixOf(outcome),
    evidence: uses.slice(0, 10).map(renderMissing),
    subjects: labels.map((label) => [bareLabel(label)]),
  }
}

const UNKNOWN = 'Whether it can do without is not known.'

/** @param excused it failed for want of rights or the like, so that the rest of it was not seen */
function meaning(outcome: SurfaceAccount['outcome'], excused: boolean): string {
  switch (outcome) {
    case 'did-job':
    case 'control-failed':
      return 'The program did its job without.'
    case 'only-surface':
      return 'That is not what it fails for.'
    case 'both-failed':
      return excused ? UNKNOWN : 'It fails where nothing is refused, too.'
    default:
      return UNKNOWN
  }
}

function fixOf(outcome: SurfaceAccount['outcome']): string {
  return outcome === 'did-job'
    ? 'Nothing needs to change. Exercise what these calls serve, so that the other way is proven as well.'
    : 'Nothing needs to change for this; run it again when the failure is mended.'
}
