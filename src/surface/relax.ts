import { allowOnProfile } from '../kernel/allow-on-profile.js'
import type { KernelProfile, SurfaceId } from '../kernel/kernel-profile.js'

/** What a program reads of the kernel's own words. */
export interface KernelName {
  readonly release: string
  readonly version: string
}

/** uname(2) and its file tell the target's release; allowed again, they tell the host's. */
export const UNAME: SurfaceId = 'uname'
export const CONTENT = 'content:'

/**
 * The profile with these things allowed again, as a re-run wants it.
 * @param host what uname says without enforcement
 */
export function relax(profile: KernelProfile, ids: readonly SurfaceId[], host: KernelName): KernelProfile {
  const named = ids.includes(UNAME) ? { ...profile, ...host } : profile
  const contents = profile.contents.filter(({ path }) => !ids.includes(CONTENT + path))
  return allowOnProfile(
    { ...named, contents },
    ids.filter((id) => id !== UNAME && !id.startsWith(CONTENT)),
  )
}
