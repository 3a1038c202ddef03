import type { SurfaceId } from './kernel-profile.js'

/** A SurfaceId taken apart. */
export type SurfaceThing =
  | { readonly kind: 'syscall'; readonly name: string }
  | { readonly kind: 'option'; readonly space: string; readonly name: string }
  | { readonly kind: 'path'; readonly pattern: string }

/** @throws RangeError when it is none. */
export function parseSurfaceId(id: SurfaceId): SurfaceThing {
  const match = /^(?:syscall:(\w+)|option:([a-z0-9-]+)\/(.+)|path:(\/.*))$/.exec(id)
  if (match?.[1] !== undefined) return { kind: 'syscall', name: match[1] }
  if (match?.[2] !== undefined) return { kind: 'option', space: match[2], name: match[3] ?? '' }
  if (match?.[4] !== undefined) return { kind: 'path', pattern: match[4] }
  throw new RangeError(`"${id}" names nothing that a kernel may lack`)
}
