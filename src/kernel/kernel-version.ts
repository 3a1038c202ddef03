/** A mainline release such as 3.10. Patch levels do not count: no call or flag came with one. */
export interface KernelVersion {
  readonly major: number
  readonly minor: number
}

/** Reads `3.10`, `2.6.32` (as 2.6: the series before 3.0 differ by their third number, kept in `minor` as 6.32) and `5.4.0`. */
export function parseKernelVersion(text: string): KernelVersion | null {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [major, minor, patch] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  return { major, minor: major < 3 ? minor * 1000 + patch : minor }
}

/** Negative when `a` is older. */
export function compareKernelVersions(a: KernelVersion, b: KernelVersion): number {
  return a.major - b.major || a.minor - b.minor
}

/** Does a kernel of release `base` have what came with `since` (null: with all that we look at)? */
export function isOld(since: KernelVersion | null, base: KernelVersion): boolean {
  return since === null || compareKernelVersions(since, base) <= 0
}

export function renderKernelVersion({ major, minor }: KernelVersion): string {
  if (major >= 3) return `${major}.${minor}`
  const patch = minor % 1000
  return `${major}.${Math.floor(minor / 1000)}${patch > 0 ? `.${patch}` : ''}`
}
