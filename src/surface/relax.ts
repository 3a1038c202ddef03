import { allowOnProfile } from '../kernel/allow-on-profile.js'
import type { KernelProfile, SurfaceId } from '../kernel/kernel-profile.js'
import { UNAME } from '../kernel/surface-id.js'

/** What a program reads of the kernel's own words. */
export interface KernelName {
  readonly release: string
  readonly version: string
}

/**
 * The profile with these things allowed again, as a re-run wants it: uname(2) and its file tell the host's release then.
 * @param host what uname says without enforcement
 */
export function relax(profile: KernelProfile, ids: readonly SurfaceId[], host: KernelName): KernelProfile {
  const named = ids.includes(UNAME) ? { ...profile, ...host } : profile
  return allowOnProfile(
    named,
    ids.filter((id) => id !== UNAME),
  )
}
