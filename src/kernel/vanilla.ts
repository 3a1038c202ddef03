import type { KernelModel } from './kernel-model.js'
import {
  compareKernelVersions,
  type KernelVersion,
  parseKernelVersion,
  renderKernelVersion,
} from './kernel-version.js'
import type { ProfileRow } from './profile-table.js'

const OLDEST: KernelVersion = { major: 2, minor: 6032 }
/** Last minor release of each series that has ended. */
const LAST_MINOR: Readonly<Record<number, number>> = { 3: 19, 4: 20, 5: 19, 6: 19 }

/** The row of `linux-X.Y`, a mainline kernel as such; null when the name is no such one or no such release exists. */
export function vanillaRow(model: KernelModel, id: string): ProfileRow | null {
  const base = parseKernelVersion(/^linux-(\d+\.\d+(?:\.\d+)?)$/.exec(id)?.[1] ?? '')
  if (!base || !exists(base, model.newest)) return null
  const text = renderKernelVersion(base)
  const release = base.major < 3 ? text : `${text}.0`
  return {
    id: `linux-${text}`,
    aliases: [],
    title: `Linux ${text}`,
    base,
    release,
    version: '#1 SMP',
    glibc: '',
    images: [],
    // arm64 came with 3.7.
    architectures:
      compareKernelVersions(base, { major: 3, minor: 7 }) < 0
        ? ['x86_64', 'i386']
        : ['x86_64', 'arm64', 'i386'],
    column: `linux-${text}`,
  }
}

function exists(version: KernelVersion, newest: KernelVersion): boolean {
  const last = LAST_MINOR[version.major]
  return (
    compareKernelVersions(version, OLDEST) >= 0 &&
    compareKernelVersions(version, newest) <= 0 &&
    (last === undefined || version.minor <= last)
  )
}
