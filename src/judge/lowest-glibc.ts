import { compareVersions } from '../inspect/glibc.js'
import type { Inspection } from '../inspect/inspection.js'

/** The first glibc that relocates DT_RELR, and the first with a marker version `GLIBC_ABI_…` (NEWS of 2.36). */
const FIRST_MARKER = '2.36'

/** Marker versions without a number: `GLIBC_ABI_DT_RELR`, `GLIBC_ABI_GNU2_TLS`, … */
export function isGlibcMarker(symbolVersion: string): boolean {
  return symbolVersion.startsWith('GLIBC_ABI_')
}

/** Does a glibc lack a marker version? Of the later ones only this is told: no glibc before 2.36 has any. */
export function lacksMarkers(glibc: string): boolean {
  return compareVersions(glibc, FIRST_MARKER) < 0
}

/** The oldest glibc that starts the file, with its symbol versions and relocations: `2.34`; null when it needs none. */
export function lowestGlibc({ elf, minGlibc }: Inspection): string | null {
  const marked = elf.relr || elf.verneed.some(({ versions }) => versions.some(isGlibcMarker))
  if (!marked) return minGlibc
  return minGlibc !== null && compareVersions(minGlibc, FIRST_MARKER) > 0 ? minGlibc : FIRST_MARKER
}
