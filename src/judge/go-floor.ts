import type { KernelVersion } from '../kernel/kernel-version.js'

/**
 * The oldest kernel that a Go release supports: 2.6.23, from 1.18 on 2.6.32, from 1.24 on 3.2
 * (golang.org/wiki/MinimumRequirements and the release notes of 1.18 and 1.24).
 * @param version as the build information has it, `go1.26.8`
 * @returns null for a version that cannot be read, such as a development build's
 */
export function floorOfGo(version: string): KernelVersion | null {
  const minor = Number(/^go1\.(\d+)/.exec(version)?.[1])
  if (Number.isNaN(minor)) return null
  if (minor >= 24) return { major: 3, minor: 2 }
  return { major: 2, minor: minor >= 18 ? 6032 : 6023 }
}
