import type { KernelModel } from '../kernel/kernel-model.js'
import type { SurfaceId } from '../kernel/kernel-profile.js'
import { type KernelVersion, renderKernelVersion } from '../kernel/kernel-version.js'
import { parseSurfaceId } from '../kernel/surface-id.js'
import { type Architecture, introducedOn } from '../kernel/syscall-table.js'

/** When a thing came to the mainline kernel; `unknown`: it is in none of our tables, so newer than they are. */
export type Since =
  | { readonly kind: 'known'; readonly version: KernelVersion }
  | { readonly kind: 'always' }
  | { readonly kind: 'unknown' }

const ALWAYS: Since = { kind: 'always' }
const UNKNOWN: Since = { kind: 'unknown' }

/** @throws RangeError for an id that names nothing */
export function sinceOf(id: SurfaceId, model: KernelModel, architecture: Architecture): Since {
  const thing = parseSurfaceId(id)
  switch (thing.kind) {
    case 'syscall': {
      const syscall = model.syscalls.find(({ name }) => name === thing.name)
      return known(syscall ? introducedOn(syscall, architecture) : null, UNKNOWN)
    }
    case 'uname':
    case 'content':
      return ALWAYS
    case 'path':
      return known(model.paths.find(({ pattern }) => pattern === thing.pattern)?.since ?? null, ALWAYS)
    case 'option': {
      const space = model.spaces.find(({ id: spaceId }) => spaceId === thing.space)
      const option = space?.options.find(({ name }) => name === thing.name)
      if (option) return known(option.since, ALWAYS)
      return space?.unlisted === 'absent' ? UNKNOWN : ALWAYS
    }
  }
}

function known(version: KernelVersion | null, otherwise: Since): Since {
  return version ? { kind: 'known', version } : otherwise
}

/** `5.6`, or null where no release is known. */
export function renderSince(since: Since): string | null {
  return since.kind === 'known' ? renderKernelVersion(since.version) : null
}
