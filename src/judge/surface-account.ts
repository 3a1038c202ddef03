import type { BootRun } from '../boot/boot-run.js'
import type { SurfaceId } from '../kernel/kernel-profile.js'
import { type SurfaceUse, surfaceUses } from '../surface/surface-uses.js'
import type { SyscallUse } from '../trace/trace-summary.js'
import type { Facts } from './facts.js'
import { controlOf, type Outcome, outcomeOf } from './outcome.js'
import { renderSince, sinceOf } from './since.js'

/** `probed`: the program did its job all the same; `required`: it fails for lack of it; `unknown`: not settled. */
export type RefusalState = 'probed' | 'required' | 'unknown'

/** Something that the program asked for and the target does not have. */
export interface MissingUse extends SurfaceUse {
  /** Mainline release that brought it, `5.6`; null where none is known. */
  readonly since: string | null
  /** Asked for by a program that the artifact started, not by the artifact itself. */
  readonly byChild: boolean
}

export interface RefusedUse extends MissingUse {
  readonly state: RefusalState
}

/** What the target's surface did to one artifact. */
export interface SurfaceAccount {
  readonly outcome: Outcome
  readonly control: 'worked' | 'failed' | 'none'
  /** Refused, the artifact's own first, in order of first use. */
  readonly refused: readonly RefusedUse[]
  /** Took effect here, while the target would silently do something else. */
  readonly ignored: readonly MissingUse[]
  /** Went through here, while the target would refuse it: what was not enforced. */
  readonly leaked: readonly MissingUse[]
  /** All is enforced and was seen to hold. */
  readonly held: boolean
}

export function surfaceAccount(facts: Facts): SurfaceAccount {
  const missing = missingUses(facts, facts.run)
  const leaked = missing.filter((use) => use.leaked > 0)
  return {
    outcome: outcomeOf(facts),
    control: controlOf(facts),
    refused: missing.filter(isRefused).map((use) => ({ ...use, state: stateOf(use.id, facts) })),
    ignored: missing.filter(isIgnored),
    leaked,
    held: enforcementGaps(facts).length === 0 && canaryHeld(facts) && leaked.length === 0,
  }
}

/** What a run's programs asked for that the target does not have. */
export function missingUses(facts: Facts, run: BootRun | null): readonly MissingUse[] {
  const { profile, architecture, model, programPath } = facts
  const programs = run?.trace?.programs ?? []
  return programs
    .flatMap((program): MissingUse[] => {
      const byChild = program.path !== programPath
      // A child may be built for another architecture than the artifact, and the trace does not tell.
      const architectures = byChild ? profile.architectures : [architecture]
      return surfaceUses(program, profile, ...architectures).map((use) => ({
        ...use,
        since: renderSince(sinceOf(use.id, model, architecture)),
        byChild,
      }))
    })
    .sort((a, b) => Number(a.byChild) - Number(b.byChild) || a.firstLine - b.firstLine)
}

/** Why the surface was not, or not wholly, enforced in the judged run; empty when it was. */
export function enforcementGaps({ run }: Facts): readonly string[] {
  const surface = run?.result?.surface
  if (!surface) return ["The target's surface was not enforced in this run."]
  const installed = surface.installed ? [] : ['The filter could not be installed for every program.']
  const supervised = surface.supervised
    ? []
    : ['Paths, structures in memory and the answer of uname(2) were left as the host gives them.']
  return [...installed, ...supervised, ...surface.gaps]
}

/** A canary that was asked nothing proves nothing. */
export function canaryHeld({ canary }: Facts): boolean {
  return canary?.held === true && canary.misses.length === 0 && canary.tried.length > 0
}

/** With these this kernel says that it honours the option (MAP_FIXED_NOREPLACE: EEXIST) or refuses it (EINVAL). */
const OPTION_ERRNOS = ['EINVAL', 'EEXIST']

/** It worked here, or failed for the option's sake; a call that failed for another reason tells nothing. */
function isIgnored({ absence, succeeded, errors }: SurfaceUse): boolean {
  return (
    absence.kind === 'ignored' && (succeeded > 0 || OPTION_ERRNOS.some((errno) => (errors[errno] ?? 0) > 0))
  )
}

function isRefused({ absence, errors, leaked, succeeded }: SurfaceUse): boolean {
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0)
  return absence.kind === 'refused' && failed > leaked - succeeded
}

function stateOf(id: SurfaceId, facts: Facts): RefusalState {
  const outcome = outcomeOf(facts)
  if (outcome === 'did-job' || outcome === 'control-failed') return 'probed'
  const { culprits = [] } = facts.attribution ?? {}
  if (outcome !== 'only-surface' || culprits.length === 0) return 'unknown'
  return culprits.includes(id) ? 'required' : 'probed'
}

/** `openat2(2): 3 calls, ENOSYS 3×, since Linux 5.6 (by /bin/sh)` */
export function renderMissing({ label, count, errors, since, byChild, program }: MissingUse): string {
  const answers = Object.entries(errors).map(([errno, times]) => `, ${errno} ${times}×`)
  const age = since ? `, since Linux ${since}` : ', newer than every release that we know'
  return `${label}: ${count} call${count === 1 ? '' : 's'}${answers.join('')}${age}${byChild ? ` (by ${program})` : ''}`
}

/** Every one of these calls was refused, and the program does not fail for it. */
export function canDoWithout(facts: Facts, uses: readonly SyscallUse[]): boolean {
  if (uses.some((use) => use.succeeded > 0)) return false
  const outcome = outcomeOf(facts)
  return outcome === 'both-failed' || uses.every(({ name }) => stateOf(`syscall:${name}`, facts) === 'probed')
}
