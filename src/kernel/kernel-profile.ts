import type { KernelVersion } from './kernel-version.js'
import type { Absence, OptionSpace } from './option-space.js'
import type { Architecture } from './syscall-table.js'

/** What one kernel offers to programs: plain data, from which filters, findings and reports are made. */
export interface KernelProfile {
  /** What `target` names: `el7`, `linux-3.10`. */
  readonly id: string
  /** `RHEL/CentOS 7.9 (3.10.0-1160.el7)` */
  readonly title: string
  /** `uname -r`, for example `3.10.0-1160.el7.x86_64`. */
  readonly release: string
  /** `uname -v`. */
  readonly version: string
  /** The mainline release that it was made from. */
  readonly base: KernelVersion
  /** Highest glibc symbol version of its userland, `2.17`; empty for a kernel as such, which tells nothing of it. */
  readonly glibc: string
  /** Container images of its userland, in order of preference; empty where none is known. */
  readonly images: readonly string[]
  /** Architectures that exist with this kernel; an empty set of syscalls stands for the others. */
  readonly architectures: readonly Architecture[]
  readonly syscalls: Readonly<Record<Architecture, ReadonlySet<string>>>
  readonly spaces: readonly OfferedSpace[]
  readonly absentPaths: readonly AbsentPath[]
  readonly contents: readonly FileContent[]
}

/** One option space as this kernel knows it. */
export interface OfferedSpace {
  readonly space: OptionSpace
  /** Names of the options that it has. */
  readonly offered: ReadonlySet<string>
  /** Absent options that it treats otherwise than `space.absence` says. */
  readonly absences: ReadonlyMap<string, Absence>
}

/** Files that came later than this kernel: opening or looking one up says ENOENT. */
export interface AbsentPath {
  /** Absolute. A component `*` stands for any one component, a last component `**` for the place itself and all below it. */
  readonly pattern: string
  readonly since: KernelVersion
}

/** A file that reads otherwise on this kernel. */
export type FileContent =
  | { readonly path: string; readonly kind: 'replaced'; readonly text: string }
  /** Lines that begin so are not there. */
  | { readonly path: string; readonly kind: 'without-lines'; readonly prefixes: readonly string[] }

/**
 * Names one thing that a kernel may lack: `syscall:openat2`, `option:prctl-option/PR_SET_VMA`,
 * `path:/proc/thread-self/**`. An option without a name stands as its number in hexadecimal: `option:futex-op/0xd`. Or
 * the words in which a kernel speaks of itself: `uname`, `content:/proc/version`. See surface-id.ts.
 */
export type SurfaceId = string
