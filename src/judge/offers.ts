import type { KernelProfile, SurfaceId } from '../kernel/kernel-profile.js'
import { optionId, parseSurfaceId } from '../kernel/surface-id.js'
import type { Architecture } from '../kernel/syscall-table.js'

/**
 * Does a kernel have this thing? Every kernel names itself in some way.
 * @throws RangeError for an id that names nothing
 */
export function offers(profile: KernelProfile, id: SurfaceId, architecture: Architecture): boolean {
  const thing = parseSurfaceId(id)
  switch (thing.kind) {
    case 'syscall':
      return profile.syscalls[architecture].has(thing.name)
    case 'path':
      return !profile.absentPaths.some(({ pattern }) => pattern === thing.pattern)
    case 'option':
      return profile.spaces.some(({ space, offered }) =>
        [...offered].some((name) => optionId(space.id, name) === id),
      )
    default:
      return true
  }
}
