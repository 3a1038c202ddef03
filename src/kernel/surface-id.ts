import type { SurfaceId } from './kernel-profile.js'

/** A SurfaceId taken apart. */
export type SurfaceThing =
  | { readonly kind: 'syscall'; readonly name: string }
  | { readonly kind: 'option'; readonly space: string; readonly name: string }
  | { readonly kind: 'path'; readonly pattern: string }
  /** What uname(2) says. */
  | { readonly kind: 'uname' }
  /** What a file says that reads otherwise on another kernel. */
  | { readonly kind: 'content'; readonly path: string }

export const UNAME: SurfaceId = 'uname'

export function syscallId(name: string): SurfaceId {
  return `syscall:${name}`
}

/** `option`: a name, or a value in hexadecimal. */
export function optionId(space: string, option: string): SurfaceId {
  return `option:${space}/${option}`
}

export function pathId(pattern: string): SurfaceId {
  return `path:${pattern}`
}

export function contentId(path: string): SurfaceId {
  return `content:${path}`
}

const FORM = /^(?:syscall:(\w+)|option:([a-z0-9-]+)\/(.+)|path:(\/.*)|(uname)|content:(\/.*))$/

/** @throws RangeError when it is none. */
export function parseSurfaceId(id: SurfaceId): SurfaceThing {
  const [, syscall, space, option = '', pattern, uname, content] = FORM.exec(id) ?? []
  if (syscall !== undefined) return { kind: 'syscall', name: syscall }
  if (space !== undefined) return { kind: 'option', space, name: option }
  if (pattern !== undefined) return { kind: 'path', pattern }
  if (uname !== undefined) return { kind: 'uname' }
  if (content !== undefined) return { kind: 'content', path: content }
  throw new RangeError(`"${id}" names nothing that a kernel may lack`)
}

/** Where a program reads which kernel it runs on. */
const KERNEL_NAMES: readonly SurfaceId[] = [
  UNAME,
  contentId('/proc/sys/kernel/osrelease'),
  contentId('/proc/version'),
]

/** Does it stand for the words in which a kernel names itself? */
export function isKernelName(id: SurfaceId): boolean {
  return KERNEL_NAMES.includes(id)
}
