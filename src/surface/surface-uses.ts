import type { KernelProfile, OfferedSpace, SurfaceId } from '../kernel/kernel-profile.js'
import type { Absence } from '../kernel/option-space.js'
import { optionId, pathId, syscallId } from '../kernel/surface-id.js'
import type { Architecture } from '../kernel/syscall-table.js'
import type { OptionUse, PathUse, ProgramTrace, SyscallUse, Tally } from '../trace/trace-summary.js'

/** One thing that a program asked for and that the kernel of the profile does not have. */
export interface SurfaceUse extends Tally {
  readonly id: SurfaceId
  /** For people: `openat2(2)`, `prctl(PR_SET_VMA)`, `/proc/thread-self`. */
  readonly label: string
  /** Path of the program that asked. */
  readonly program: string
  /** What that kernel does when asked. */
  readonly absence: Absence
  /** Calls that were answered otherwise than that kernel would have: the surface was not (wholly) enforced. */
  readonly leaked: number
}

const NO_SYSCALL: Absence = { kind: 'refused', errno: 'ENOSYS' }
const NO_PATH: Absence = { kind: 'refused', errno: 'ENOENT' }

/**
 * What of all that a program did the kernel lacks: calls, options and paths, in this order.
 * @param architectures whose tables count: of the artifact for itself, all of the profile for a program of unknown kind
 */
export function surfaceUses(
  program: ProgramTrace,
  profile: KernelProfile,
  ...architectures: readonly Architecture[]
): readonly SurfaceUse[] {
  const uses = [
    ...program.syscalls
      .filter(({ name }) => !architectures.some((each) => profile.syscalls[each].has(name)))
      .map((use) => syscallUse(use, program.path)),
    ...program.options.flatMap((use) => optionUse(use, profile, program.path)),
    ...program.paths.flatMap((use) => pathUse(use, profile, program.path)),
  ]
  const merged = new Map<SurfaceId, SurfaceUse>()
  for (const use of uses) {
    const before = merged.get(use.id)
    merged.set(use.id, before ? { ...add(before, use), leaked: before.leaked + use.leaked } : use)
  }
  return [...merged.values()]
}

/** `/proc/thread-self/**` → `/proc/thread-self` */
export function pathLabel(pattern: string): string {
  return pattern.replace(/\/\*\*$/, '')
}

function syscallUse(use: SyscallUse, program: string): SurfaceUse {
  const { name } = use
  // The filter decides before the kernel looks at anything, so any other answer came from the host's kernel.
  const leaked = use.succeeded + sum(use.errors) - (use.errors.ENOSYS ?? 0)
  return { ...tally(use), id: syscallId(name), label: `${name}(2)`, program, absence: NO_SYSCALL, leaked }
}

function optionUse(use: OptionUse, { spaces }: KernelProfile, program: string): SurfaceUse[] {
  const offered = spaces.find(({ space }) => space.id === use.space)
  const absence = offered && absenceOf(offered, use.option)
  if (!absence) return []
  return [
    {
      ...tally(use),
      id: optionId(use.space, use.option),
      // A number of its own (copy_file_range's flags) says nothing to a reader.
      label: /^\d+$/.test(use.option) ? `${use.syscall}(2)` : `${use.syscall}(${use.option})`,
      program,
      absence,
      leaked: absence.kind === 'refused' ? use.succeeded : 0,
    },
  ]
}

/** Null when the kernel has the option, or when it is none of our business. */
function absenceOf({ space, offered, absences }: OfferedSpace, option: string): Absence | null {
  if (offered.has(option)) return null
  const named = space.options.some(({ name }) => name === option)
  if (!named && space.unlisted === 'offered') return null
  return absences.get(option) ?? space.absence
}

function pathUse(use: PathUse, { absentPaths }: KernelProfile, program: string): SurfaceUse[] {
  const { pattern } = use
  if (!absentPaths.some((absent) => absent.pattern === pattern)) return []
  return [
    {
      ...tally(use),
      id: pathId(pattern),
      label: pathLabel(pattern),
      program,
      absence: NO_PATH,
      leaked: use.succeeded,
    },
  ]
}

function tally({ count, succeeded, errors, firstLine, sample }: Tally): Tally {
  return { count, succeeded, errors, firstLine, sample }
}

function add(a: SurfaceUse, b: SurfaceUse): SurfaceUse {
  const errors = { ...a.errors }
  for (const [errno, count] of Object.entries(b.errors)) errors[errno] = (errors[errno] ?? 0) + count
  const first = a.firstLine <= b.firstLine ? a : b
  return { ...first, count: a.count + b.count, succeeded: a.succeeded + b.succeeded, errors }
}

function sum(errors: Readonly<Record<string, number>>): number {
  return Object.values(errors).reduce((total, count) => total + count, 0)
}
