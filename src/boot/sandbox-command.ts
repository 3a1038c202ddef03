import { type Privileges, TMP_BYTES, UNPRIVILEGED_ID } from './engine.js'
import { AGENT_PATH, GATE_DIRECTORY, type Staging } from './staging.js'

/** One entry of the host's root: bound as a folder, or made again as a link. */
export interface SystemFolder {
  readonly path: string
  /** Target of the link on a merged-/usr host; null for a real folder. */
  readonly link: string | null
}

/** What a program may expect of a system; nothing else of the host is visible in the sandbox. */
export const SYSTEM_FOLDERS = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'] as const
const ETC_ENTRIES = [
  'ld.so.cache',
  'ssl',
  'ca-certificates',
  'pki',
  'nsswitch.conf',
  'protocols',
  'services',
  'localtime',
  'mime.types',
]

/**
 * bubblewrap arguments that make the place: new user, pid, network, ipc and uts namespaces, the host's system
 * folders read-only, a small writable /tmp. Without privileges no capability; with them those of a root whose rights
 * end at the user namespace.
 */
export function isolationArgs(folders: readonly SystemFolder[], privileges: Privileges): string[] {
  const id = privileges === 'root' ? '0' : String(UNPRIVILEGED_ID)
  return [
    '--unshare-user',
    '--unshare-pid',
    '--unshare-net',
    '--unshare-ipc',
    '--unshare-uts',
    '--unshare-cgroup-try',
    '--die-with-parent',
    '--new-session',
    '--as-pid-1',
    '--clearenv',
    ...[privileges === 'root' ? '--cap-add' : '--cap-drop', 'ALL'],
    ...['--uid', id, '--gid', id, '--hostname', 'gate'],
    ...folders.flatMap(({ path, link }) =>
      link === null ? ['--ro-bind', path, path] : ['--symlink', link, path],
    ),
    ...ETC_ENTRIES.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    ...['--proc', '/proc', '--dev', '/dev', '--dir', '/run', '--dir', '/var'],
    ...['--perms', '1777', '--size', String(TMP_BYTES), '--tmpfs', '/tmp', '--symlink', '/tmp', '/var/tmp'],
    ...['--chdir', '/tmp'],
  ]
}

/** bubblewrap arguments for one boot: the place, the staged files, and the agent as process 1. */
export function sandboxArgs(
  folders: readonly SystemFolder[],
  staging: Staging,
  privileges: Privileges,
): string[] {
  const etc = ['passwd', 'group', 'hosts'].flatMap((name) => [
    '--ro-bind',
    `${staging.directory}/etc/${name}`,
    `/etc/${name}`,
  ])
  const gate = ['--ro-bind', `${staging.directory}/gate`, GATE_DIRECTORY]
  return [...isolationArgs(folders, privileges), ...etc, ...gate, '--', AGENT_PATH]
}
