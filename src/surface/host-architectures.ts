import type { Architecture } from '../kernel/syscall-table.js'

/** What a host's kernel runs: its own programs first, then those of its compatibility mode. */
export const ARCHITECTURES_OF_HOST: Readonly<Record<Architecture, readonly Architecture[]>> = {
  x86_64: ['x86_64', 'i386'],
  arm64: ['arm64'],
  i386: ['i386'],
}
