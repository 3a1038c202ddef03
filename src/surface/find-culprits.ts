import type { SurfaceId } from '../kernel/kernel-profile.js'
import type { Attribution } from './attribution.js'

/** What a re-run showed. */
export interface RerunOutcome {
  /** The program did its job. */
  readonly worked: boolean
  /** What was refused to it this time; a program that gets further may ask for more. */
  readonly refused: readonly SurfaceId[]
}

/** Runs the program once more with these things allowed. */
export type Rerun = (allowed: readonly SurfaceId[]) => Promise<RerunOutcome>

/** More re-runs than that tell a reader nothing that the list of suspects does not. */
export const MAX_RERUNS = 24
/** Boots that are made at once, as the enforced and the control run are. */
const AT_ONCE = 2
const NOT_THEY = 'It failed even with every refused thing allowed.'

/**
 * Which of the refused things a program cannot do without. First each alone; then all together, and what it asks for
 * besides when it gets further; and of those the ones are taken away again that it can do without.
 * @param suspects the most likely first
 */
export async function findCulprits(suspects: readonly SurfaceId[], rerun: Rerun): Promise<Attribution> {
  const search = createSearch(suspects, rerun)
  if (suspects.length === 0) return search.end([], 'Nothing was refused to it that could be allowed again.')
  const alone = await findAlone(suspects, search)
  if (alone !== null) return search.end([alone])
  const doubt = await growUntilItWorks(search)
  if (doubt !== null) return { ...search.end([], doubt), cleared: doubt === NOT_THEY }
  return dropTheNeedless(search)
}

interface Search {
  /** All that was ever refused. */
  known(): readonly SurfaceId[]
  /** Re-runs that may still be made. */
  left(): number
  works(allowed: readonly SurfaceId[]): Promise<boolean>
  end(culprits: readonly SurfaceId[], doubt?: string): Attribution
}

function createSearch(suspects: readonly SurfaceId[], rerun: Rerun): Search {
  const known = [...suspects]
  let reruns = 0
  return {
    known: () => [...known],
    left: () => MAX_RERUNS - reruns,
    async works(allowed) {
      reruns++
      const { worked, refused } = await rerun(allowed)
      known.push(...refused.filter((id) => !known.includes(id)))
      return worked
    },
    end: (culprits, doubt = '') => ({
      suspects: [...known],
      culprits,
      reruns,
      cleared: false,
      doubt,
    }),
  }
}

async function findAlone(suspects: readonly SurfaceId[], search: Search): Promise<SurfaceId | null> {
  for (let i = 0; i < suspects.length && search.left() > MAX_RERUNS / 2; i += AT_ONCE) {
    const batch = suspects.slice(i, i + AT_ONCE)
    const outcomes = await Promise.all(batch.map((suspect) => search.works([suspect])))
    const culprit = batch.find((_, at) => outcomes[at])
    if (culprit !== undefined) return culprit
  }
  return null
}

/** @returns why it never worked; null when it does with all that is known */
async function growUntilItWorks(search: Search): Promise<string | null> {
  while (search.left() > 0) {
    const before = search.known()
    if (await search.works(before)) return null
    if (search.known().length === before.length) return NOT_THEY
  }
  return `The bound of ${MAX_RERUNS} re-runs was reached.`
}

async function dropTheNeedless(search: Search): Promise<Attribution> {
  let needed = search.known()
  for (const suspect of search.known()) {
    if (search.left() === 0) {
      return search.end(
        needed,
        `The bound of ${MAX_RERUNS} re-runs was reached: it may do without some of these.`,
      )
    }
    const without = needed.filter((id) => id !== suspect)
    if (await search.works(without)) needed = without
  }
  return search.end(needed)
}
