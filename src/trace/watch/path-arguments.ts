/**
 * Places of path arguments in strace's text: the calls of its `-e trace=file` (syscallent.h, flag TF), what
 * came later, and not the targets of symlink(2), which are text.
 */
const FIRST = [
  ...['open', 'creat', 'stat', 'lstat', 'stat64', 'lstat64', 'oldstat', 'oldlstat', 'access', 'readlink'],
  ...['execve', 'truncate', 'truncate64', 'chdir', 'mkdir', 'rmdir', 'unlink', 'chmod', 'chown', 'lchown'],
  ...['chown32', 'lchown32', 'utime', 'utimes', 'mknod', 'uselib', 'statfs', 'statfs64', 'chroot', 'acct'],
  ...['umount', 'umount2', 'swapon', 'swapoff', 'setxattr', 'lsetxattr', 'getxattr', 'lgetxattr'],
  ...['listxattr', 'llistxattr', 'removexattr', 'lremovexattr'],
]
const SECOND = [
  ...['openat', 'openat2', 'newfstatat', 'fstatat64', 'statx', 'faccessat', 'faccessat2', 'readlinkat'],
  ...['mkdirat', 'mknodat', 'unlinkat', 'fchmodat', 'fchmodat2', 'fchownat', 'utimensat', 'futimesat'],
  ...['utimensat_time64', 'execveat', 'inotify_add_watch', 'name_to_handle_at', 'open_tree', 'fspick'],
  ...['open_tree_attr', 'mount_setattr', 'setxattrat', 'getxattrat', 'listxattrat', 'removexattrat'],
  ...['file_getattr', 'file_setattr', 'quotactl'],
]
const POSITIONS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...FIRST.map((name): [string, number[]] => [name, [0]]),
  ...SECOND.map((name): [string, number[]] => [name, [1]]),
  ['rename', [0, 1]],
  ['link', [0, 1]],
  ['pivot_root', [0, 1]],
  ['mount', [0, 1]],
  ['symlink', [1]],
  ['symlinkat', [2]],
  ['renameat', [1, 3]],
  ['renameat2', [1, 3]],
  ['linkat', [1, 3]],
  ['move_mount', [1, 3]],
  ['fanotify_mark', [4]],
])

/** Empty for calls that take no path. */
export function pathPositions(syscall: string): readonly number[] {
  return POSITIONS.get(syscall) ?? []
}
