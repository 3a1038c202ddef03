import type { KernelProfile, SurfaceId } from '../kernel/kernel-profile.js'
import type { KernelVersion } from '../kernel/kernel-version.js'
import { optionId, parseSurfaceId, pathId, syscallId } from '../kernel/surface-id.js'
import { surfaceUses } from '../surface/surface-uses.js'
import type { ProgramTrace } from '../trace/trace-summary.js'
import { type Facts, ownProgram, programOf } from './facts.js'
import { labelOf } from './label.js'
import { offers } from './offers.js'
import { outcomeOf } from './outcome.js'
import { type Since, sinceOf } from './since.js'
import { surfaceAccount } from './surface-account.js'

/** One thing that a kernel must have. */
export interface Need {
  /** For people: `openat2(2)`, `Go 1.26`. */
  readonly label: string
  /** Null: no release is known to have it. */
  readonly since: KernelVersion | null
  readonly offeredBy: (profile: KernelProfile) => boolean
}

/**
 * What the artifact's own executable used, by what was answered without an error. When it fails under the surface,
 * that is what it used there, what it cannot do without, and what it used in the control run of all that the target
 * has. Null when no run shows it doing its job.
 */
export function neededThings(facts: Facts): readonly Need[] | null {
  switch (outcomeOf(facts)) {
    case 'did-job':
    case 'control-failed':
      return usedBy(ownProgram(facts)).map((used) => needOf(used, facts))
    case 'only-surface':
      return afterFailure(facts)
    default:
      return null
  }
}

interface Used {
  readonly id: SurfaceId
  readonly label: string
}

function afterFailure(facts: Facts): readonly Need[] | null {
  const { attribution, control, profile, architecture } = facts
  const { refused } = surfaceAccount(facts)
  const ids = attribution?.culprits.length ? attribution.culprits : refused.map(({ id }) => id)
  // Which release would please a program that reads the kernel's name is not for us to say.
  if (ids.length === 0 || !ids.every(isNamed)) return null
  const inControl = programOf(control, facts.programPath)
  const lacking = inControl ? surfaceUses(inControl, profile, architecture).map(({ id }) => id) : []
  const used = [
    ...usedBy(ownProgram(facts)),
    ...usedBy(inControl).filter(({ id }) => !lacking.includes(id)),
    ...ids.map((id) => ({ id, label: refused.find((use) => use.id === id)?.label ?? labelOf(id) })),
  ]
  return used.map((each) => needOf(each, facts))
}

function usedBy(program: ProgramTrace | null): readonly Used[] {
  if (!program) return []
  const worked = ({ succeeded }: { readonly succeeded: number }) => succeeded > 0
  return [
    ...program.syscalls.filter(worked).map(({ name }) => ({ id: syscallId(name), label: `${name}(2)` })),
    ...program.options.filter(worked).map(({ space, option, syscall }) => ({
      id: optionId(space, option),
      label: `${syscall}(${option})`,
    })),
    ...program.paths
      .filter(worked)
      .map(({ pattern }) => ({ id: pathId(pattern), label: labelOf(pathId(pattern)) })),
  ]
}

function needOf({ id, label }: Used, { model, architecture }: Facts): Need {
  const since = sinceOf(id, model, architecture)
  return {
    label,
    since: versionOf(since),
    offeredBy: (profile) => since.kind === 'always' || offers(profile, id, architecture),
  }
}

/** Whether it names a thing that a kernel has or lacks, not the words in which the kernel speaks of itself. */
function isNamed(id: SurfaceId): boolean {
  const { kind } = parseSurfaceId(id)
  return kind !== 'uname' && kind !== 'content'
}

function versionOf(since: Since): KernelVersion | null {
  if (since.kind === 'always') return { major: 0, minor: 0 }
  return since.kind === 'known' ? since.version : null
}
