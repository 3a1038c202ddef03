/** The rebuilds of RHEL 7: their userland is the target's. */
const EL_IDS: readonly string[] = ['centos', 'rhel', 'ol', 'scientific', 'almalinux', 'rocky']

/** Does this os-release(5) text describe an EL7 root file system? */
export function isTargetUserland(osRelease: string): boolean {
  const value = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? ''
  return EL_IDS.includes(value('ID')) && /^7(\.|$)/.test(value('VERSION_ID'))
}
