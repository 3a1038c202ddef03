import type { KernelModel } from './kernel-model.js'
import type { FileContent, OfferedSpace } from './kernel-profile.js'
import { isOld } from './kernel-version.js'
import type { ProfileRow } from './profile-table.js'

/** Files that read otherwise on this kernel than on the host's. */
export function contentsOf(
  model: KernelModel,
  row: ProfileRow,
  spaces: readonly OfferedSpace[],
): readonly FileContent[] {
  const known = model.contents.filter(({ columns }) => columns.includes(row.column))
  return [
    ...releaseContents(row),
    lastCapability(spaces),
    ...known.map(({ path, text }): FileContent => ({ path, kind: 'replaced', text: `${text}\n` })),
    ...absentLines(model, row),
  ]
}

/** Files that tell the release, with the same words as uname(2). */
export function releaseContents({
  release,
  version,
}: Pick<ProfileRow, 'release' | 'version'>): readonly FileContent[] {
  const text = `Linux version ${release} (builder@localhost) (gcc) ${version}\n`
  return [
    { path: '/proc/sys/kernel/osrelease', kind: 'replaced', text: `${release}\n` },
    { path: '/proc/sys/kernel/version', kind: 'replaced', text: `${version}\n` },
    { path: '/proc/version', kind: 'replaced', text },
  ]
}

/** Programs ask for the capabilities up to this number, which an older kernel would refuse. */
function lastCapability(spaces: readonly OfferedSpace[]): FileContent {
  const capabilities = spaces.find(({ space }) => space.id === 'prctl-capability')
  const offered = capabilities?.space.options.filter(({ name }) => capabilities.offered.has(name)) ?? []
  const last = Math.max(...offered.map(({ value }) => value))
  return { path: '/proc/sys/kernel/cap_last_cap', kind: 'replaced', text: `${last}\n` }
}

function absentLines(model: KernelModel, row: ProfileRow): FileContent[] {
  const absent = model.lines.filter(
    ({ columns, since }) => !(columns.get(row.column) ?? isOld(since, row.base)),
  )
  return [...new Set(absent.map(({ path }) => path))].map((path) => ({
    path,
    kind: 'without-lines',
    prefixes: absent.filter((line) => line.path === path).map(({ prefix }) => prefix),
  }))
}
