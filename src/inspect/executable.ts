import type { DynamicFacts } from './elf-dynamic.js'
import { type ElfImage, ET_CORE, ET_DYN, ET_EXEC, ET_REL, PT_INTERP, PT_LOAD } from './elf-image.js'

/** `EI_OSABI` values of systems whose programs Linux does not run; Linux itself is 0 or 3. */
const FOREIGN_SYSTEMS: Readonly<Record<number, string>> = {
  2: 'NetBSD',
  6: 'Solaris',
  9: 'FreeBSD',
  12: 'OpenBSD',
}

/**
 * Tells why Linux cannot start the file as a program, as the end of a sentence "X is …"; null when it can.
 * A position-independent program and a shared library have the same ELF type. A program asks for a loader, or is
 * marked as one (DF_1_PIE), or is self-contained: it has an entry point, no name as a library and no libraries.
 */
export function whyNotExecutable(image: ElfImage, dynamic: DynamicFacts): string | null {
  if (image.type === ET_REL) return 'an object file, not yet linked'
  if (image.type === ET_CORE) return 'a core dump'
  if (image.type !== ET_EXEC && image.type !== ET_DYN) return `an ELF file of the unknown type ${image.type}`
  const system = FOREIGN_SYSTEMS[image.osAbi]
  if (system !== undefined) return `a program for ${system}`
  if (!image.segments.some(({ type }) => type === PT_LOAD)) return 'an ELF file with nothing to load'
  return isLibrary(image, dynamic) ? 'a shared library' : null
}

function isLibrary(image: ElfImage, dynamic: DynamicFacts): boolean {
  if (image.type !== ET_DYN || dynamic.pie) return false
  if (image.segments.some(({ type }) => type === PT_INTERP)) return false
  return image.entry === 0n || dynamic.soname !== null || dynamic.needed.length > 0
}
