import type { VersionNeed } from './inspection.js'

/** GLIBC_2.17, GLIBC_2.2.5; not GLIBC_PRIVATE, GLIBC_ABI_DT_RELR or GLIBCXX_3.4. */
const GLIBC_VERSION = /^GLIBC_(\d{1,9}(?:\.\d{1,9})+)$/

/** Compares dotted numbers part by part, a missing part being 0: negative when `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The glibc release that a symbol version names, for example `2.34`; null when it names none. */
export function glibcVersion(symbolVersion: string): string | null {
  return GLIBC_VERSION.exec(symbolVersion)?.[1] ?? null
}

/** The oldest glibc that has every symbol version of the file, for example `2.34`; null when it needs none. */
export function minGlibc(verneed: readonly VersionNeed[]): string | null {
  return verneed
    .flatMap(({ versions }) => versions)
    .reduce<string | null>((highest, symbolVersion) => {
      const version = glibcVersion(symbolVersion)
      if (version === null) return highest
      return highest === null || compareVersions(version, highest) > 0 ? version : highest
    }, null)
}
