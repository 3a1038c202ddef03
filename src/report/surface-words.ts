import type { ReportArtifact, ReportNeeds, ReportSurface, ReportTarget } from './report.js'

/** How sentences name the target. */
export function targetTitle(target: ReportTarget | null): string {
  return target?.title ?? 'the target'
}

/** One sentence: what was enforced, and whether it held. */
export function enforcementSentence(
  { enforced, held, canary, refused, leaked }: ReportSurface,
  target: ReportTarget | null,
): string {
  const title = targetTitle(target)
  if (!enforced?.installed) return `The kernel surface of ${title} was not enforced.`
  const many =
    refused.length === 1
      ? '1 thing was'
      : `${refused.length === 0 ? 'nothing' : `${refused.length} things`} ${refused.length === 0 ? 'was' : 'were'}`
  const tried =
    canary && canary.tried.length > 0 ? ` (a canary was refused ${canary.tried.length} calls first)` : ''
  if (held) return `Enforced was the kernel surface of ${title}${tried}: ${many} refused to the program.`
  if (leaked.length > 0)
    return `The kernel surface of ${title} did not hold: something went through that it lacks.`
  if (canary?.held)
    return `The kernel surface of ${title} was enforced in part only: ${many} refused to the program.`
  return `The kernel surface of ${title} was not seen to hold.`
}

/** What the same boot did without enforcement, and what follows. */
export function controlSentence({ control, outcome }: ReportSurface): string {
  if (!control) return 'There was no control run without the surface.'
  const how = control.worked ? 'it did its job' : `it failed (${controlFailure(control)})`
  switch (outcome) {
    case 'only-surface':
      return `Control run without the surface: ${how}, so the kernel is the cause.`
    case 'both-failed':
      return `Control run without the surface: ${how} as well, so the surface is not the cause.`
    case 'control-failed':
      return `Control run without the surface: ${how}, though under it the program did its job.`
    default:
      return `Control run without the surface: ${how}${outcome === 'did-job' ? ', too' : ''}.`
  }
}

function controlFailure({
  timedOut,
  readiness,
  exercises,
  exercisesDone,
  exit,
  problems,
}: NonNullable<ReportSurface['control']>): string {
  if (problems[0]) return problems[0]
  if (timedOut) return 'it did not end in time'
  if (readiness === 'timeout') return 'it was not ready in time'
  if (exercisesDone < exercises) return `${exercisesDone} of ${exercises} exercises`
  if (exit?.kind === 'killed') return `killed by ${exit.signal}`
  return exit ? `exit code ${exit.code}` : 'it ended in a way that is not known'
}

/** The oldest kernels that would do; empty when no run shows it. */
export function needsSentence(needs: ReportNeeds | null): string {
  if (!needs) return ''
  const { kernel, el, decidedBy } = needs
  const mainline = kernel ? `Linux ${kernel}` : 'newer than every release that we know'
  const family = el ? `of the EL family ${el}` : 'of the EL family none that we know'
  return decidedBy.kernel === decidedBy.el
    ? `Oldest kernel with all that this run used: ${mainline}, ${family} (decided by ${decidedBy.kernel}).`
    : `Oldest kernel with all that this run used: ${mainline} (decided by ${decidedBy.kernel}), ${family} (decided by ${decidedBy.el}).`
}

/** What each state means, for a table cell. */
export const STATE_WORD: Readonly<Record<ReportSurface['refused'][number]['state'], string>> = {
  required: 'required: fails without it',
  probed: 'probed: does without it',
  unknown: 'not settled',
}

/** How many different newer things the program did its job without. */
export function survivedCount({ surface }: ReportArtifact): number {
  return new Set(surface?.refused.filter(({ state }) => state === 'probed').map(({ id }) => id)).size
}
