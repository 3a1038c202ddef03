import type { SurfaceId } from '../kernel/kernel-profile.js'
import { parseSurfaceId } from '../kernel/surface-id.js'
import { pathLabel } from '../surface/surface-uses.js'

/** For people, of a thing that no use in the trace explains: `openat2(2)`, `PR_SET_VMA`, `what /proc/version says`. */
export function labelOf(id: SurfaceId): string {
  const thing = parseSurfaceId(id)
  switch (thing.kind) {
    case 'syscall':
      return `${thing.name}(2)`
    case 'option':
      return thing.name
    case 'path':
      return pathLabel(thing.pattern)
    case 'content':
      return `what ${thing.path} says on a newer kernel`
    case 'uname':
      return "the host's own kernel release (uname(2))"
  }
}

/** As a user writes it: `openat2` for `openat2(2)`. */
export function bareLabel(label: string): string {
  return label.replace(/\(2\)$/, '')
}
