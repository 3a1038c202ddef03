import type { KernelModel } from './kernel-model.js'
import type { KernelProfile, OfferedSpace } from './kernel-profile.js'
import { compareKernelVersions, isOld } from './kernel-version.js'
import type { Absence, OptionSpace } from './option-space.js'
import type { OptionRow } from './option-table.js'
import { contentsOf } from './profile-contents.js'
import type { ProfileRow } from './profile-table.js'
import { type Architecture, introducedOn, type Syscall } from './syscall-table.js'
import { vanillaRow } from './vanilla.js'

/** The profile of a name in data/profiles.csv, of one of its aliases, or of `linux-X.Y`; null for any other name. */
export function resolveProfile(model: KernelModel, id: string): KernelProfile | null {
  const row = model.profiles.find((profile) => profile.id === id || profile.aliases.includes(id))
  const found = row ?? vanillaRow(model, id)
  return found ? profileOf(model, found) : null
}

/** What the data files say of one kernel. */
export function profileOf(model: KernelModel, row: ProfileRow): KernelProfile {
  const { id, title, release, version, base, glibc, images, architectures } = row
  const namesOn = (architecture: Architecture) =>
    new Set(architectures.includes(architecture) ? offeredNames(model.syscalls, row, architecture) : [])
  const spaces = model.spaces.map((space) => offeredSpace(model, space, row))
  return {
    id,
    title,
    release,
    version,
    base,
    glibc,
    images,
    architectures,
    syscalls: { x86_64: namesOn('x86_64'), arm64: namesOn('arm64'), i386: namesOn('i386') },
    spaces,
    absentPaths: model.paths
      .filter(({ columns, since }) => !(columns.get(row.column) ?? isOld(since, base)))
      .map(({ pattern, since }) => ({ pattern, since })),
    contents: contentsOf(model, row, spaces),
  }
}

function offeredNames(syscalls: readonly Syscall[], row: ProfileRow, architecture: Architecture): string[] {
  return syscalls
    .filter((syscall) => syscall.number[architecture] !== null && isOffered(syscall, row, architecture))
    .map((syscall) => syscall.name)
}

/** The architecture's own column, else x86_64's, else the release. */
function isOffered(syscall: Syscall, row: ProfileRow, architecture: Architecture): boolean {
  const introduced = introducedOn(syscall, architecture)
  const own = syscall.tables.get(`${row.column}_${architecture}`)
  if (own !== undefined) return own
  // A call that i386 got later than others (4.3, 5.1) is dated there; x86_64's table tells nothing of it.
  const dated = architecture === 'i386' && syscall.introducedI386 !== syscall.introduced
  const shared = dated ? undefined : syscall.tables.get(row.column)
  return shared ?? (introduced !== null && compareKernelVersions(introduced, row.base) <= 0)
}

function offeredSpace(model: KernelModel, space: OptionSpace, row: ProfileRow): OfferedSpace {
  const rows = model.options.filter((option) => option.space === space.id)
  const absences = rows.map(({ option, ...cells }) => [option.name, absenceOf(cells, row)] as const)
  return {
    space,
    offered: new Set(rows.filter((option) => isOfferedOption(option, row)).map(({ option }) => option.name)),
    absences: new Map(absences.filter((pair): pair is [string, Absence] => pair[1] !== null)),
  }
}

function isOfferedOption({ option, columns }: OptionRow, row: ProfileRow): boolean {
  const cell = columns.get(row.column)
  return cell === undefined ? isOld(option.since, row.base) : cell === 'yes'
}

function absenceOf({ absence, columns }: Omit<OptionRow, 'option'>, row: ProfileRow): Absence | null {
  const cell = columns.get(row.column)
  return typeof cell === 'object' ? cell : absence
}
