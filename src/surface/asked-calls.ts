/** All three struct layouts hold a release; only uname's own also a domain name. i386 still has the two older ones. */
export const UNAME_CALLS: readonly string[] = ['uname', 'olduname', 'oldolduname']

/**
 * Calls that look a path up, for which the agent answers ENOENT where the target kernel has no such file, or hands over
 * other contents; agent/path_calls.go knows where each has its path. Not execve(2): nobody starts a program from /proc, and the agent's own first exec would have to
 * wait for the agent.
 */
export const PATH_CALLS: readonly string[] = [
  'open',
  'openat',
  'openat2',
  'creat',
  'access',
  'faccessat',
  'faccessat2',
  'stat',
  'stat64',
  'lstat',
  'lstat64',
  'oldstat',
  'oldlstat',
  'newfstatat',
  'fstatat64',
  'statx',
  'readlink',
  'readlinkat',
  'statfs',
  'statfs64',
  'chdir',
  'chroot',
  'truncate',
  'truncate64',
  'inotify_add_watch',
  'name_to_handle_at',
]
