import { errnoNumber } from '../kernel/errno.js'
import type { OfferedSpace } from '../kernel/kernel-profile.js'
import type { Absence, KernelOption } from '../kernel/option-space.js'

/** What one kernel refuses of an option space, apart from where the option is read. Numbers are unsigned 32 bits. */
export interface Refusals {
  readonly refused: readonly Refusal[]
  /** The errno for a value (or bit) outside `known`; null: such a one is let through. */
  readonly unlisted: { readonly known: readonly number[]; readonly errno: number } | null
}

export interface Refusal {
  readonly name: string
  readonly value: number
  readonly errno: number
  /** Of a control message: only with this many bytes of data. */
  readonly bytes?: number
}

/** Options that the kernel lacks and refuses, in the space's order; those that it silently ignores are no refusals. */
export function refusalsOf(offeredSpace: OfferedSpace): Refusals {
  const { space, offered, absences } = offeredSpace
  const refused = space.options.flatMap((option): Refusal[] => {
    const errno = errnoOf(absences.get(option.name) ?? space.absence)
    const absent = !offered.has(option.name) && !isOfferedAlias(option, offeredSpace)
    if (!absent || errno === null) return []
    const { name, value, bytes } = option
    return [{ name, value, errno, ...(bytes === undefined ? {} : { bytes }) }]
  })
  const errno = errnoOf(space.absence)
  const listed = space.unlisted === 'absent' && space.source.kind !== 'string'
  const known = [...new Set(space.options.map((option) => option.value))]
  return { refused, unlisted: listed && errno !== null ? { known, errno } : null }
}

export function isEmpty({ refused, unlisted }: Refusals): boolean {
  return refused.length === 0 && unlisted === null
}

/** Two names for one number: the number is refused only when neither is offered. */
function isOfferedAlias({ value, bytes }: KernelOption, { space, offered }: OfferedSpace): boolean {
  if (space.source.kind === 'string') return false
  return space.options.some(
    (other) => other.value === value && other.bytes === bytes && offered.has(other.name),
  )
}

function errnoOf(absence: Absence): number | null {
  return absence.kind === 'refused' ? errnoNumber(absence.errno) : null
}
