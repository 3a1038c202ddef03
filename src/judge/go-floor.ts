import type { KernelVersion } from '../kernel/kernel-version.js'
import { goMinor } from './go-minor.js'

/**
 * The oldest kernel that a Go release supports.
 *
 * | Go           | Linux  | source                                                                                  |
 * | ------------ | ------ | --------------------------------------------------------------------------------------- |
 * | up to 1.17   | 2.6.23 | golang.org/wiki/MinimumRequirements as of 2021; golang/go issues 30559 and 45964           |
 * | 1.18 to 1.23 | 2.6.32 | release notes of 1.18 ("Linux kernel version 2.6.32 or later") and of 1.23 (the last)      |
 * | from 1.24 on | 3.2    | release notes of 1.24; those of 1.25, 1.26 and 1.27 change nothing; issue 67001            |
 *
 * The wiki's page "Linux" names 1.18 as the last release for 2.6.23, the release notes do not; these count.
 * @param version as the build information has it: `go1.26.8`, `devel go1.28-…`
 * @returns null for a version that names no release
 */
export function floorOfGo(version: string): KernelVersion | null {
  const minor = goMinor(version)
  if (minor === null) return null
  if (minor >= 24) return { major: 3, minor: 2 }
  return { major: 2, minor: minor >= 18 ? 6032 : 6023 }
}
