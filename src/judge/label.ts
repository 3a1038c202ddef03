import type { SurfaceId } from '../kernel/kernel-profile.js'
import { pathLabel } from '../surface/surface-uses.js'

/** For people, of a thing that no use in the trace explains: `openat2(2)`, `PR_SET_VMA`, `what /proc/version says`. */
export function labelOf(id: SurfaceId): string {
  if (id === 'uname') return "the host's own kernel release (uname(2))"
  const [kind = '', rest = id] = split(id)
  switch (kind) {
    case 'syscall':
      return `${rest}(2)`
    case 'option':
      return rest.slice(rest.indexOf('/') + 1)
    case 'path':
      return pathLabel(rest)
    case 'content':
      return `what ${rest} says on a newer kernel`
    default:
      return id
  }
}

function split(id: string): readonly string[] {
  const at = id.indexOf(':')
  return at < 0 ? [] : [id.slice(0, at), id.slice(at + 1)]
}
