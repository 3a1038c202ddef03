import type { BootRun } from '../boot/boot-run.js'
import type { SyscallUse } from '../trace/trace-summary.js'
import type { Facts } from './facts.js'

/** Why a failed boot says little about the kernel: where it ran, it could not get what it asked for. */
export interface PlaceExcuse {
  /** One sentence. */
  readonly reason: string
  readonly fix: string
  /** At most five lines. */
  readonly evidence: readonly string[]
}

/**
 * Calls that an unprivileged process may not make, or not with every argument (man-pages capabilities(7), and the
 * ERRORS sections of each call). Calls that merely hit a file's mode are not here: open(2), mkdir(2) and the like.
 */
const PRIVILEGED = [
  ...['mount', 'umount2', 'pivot_root', 'chroot', 'move_mount', 'open_tree', 'fsopen', 'fsmount', 'fspick'],
  ...['fsconfig', 'mount_setattr', 'statmount', 'listmount', 'quotactl', 'swapon', 'swapoff', 'acct'],
  ...['unshare', 'setns', 'clone', 'clone3', 'sethostname', 'setdomainname', 'reboot', 'syslog', 'vhangup'],
  ...['init_module', 'finit_module', 'delete_module', 'kexec_load', 'kexec_file_load', 'iopl', 'ioperm'],
  ...['bpf', 'perf_event_open', 'userfaultfd', 'fanotify_init', 'open_by_handle_at', 'io_uring_setup'],
  ...[
    'ptrace',
    'process_vm_readv',
    'process_vm_writev',
    'pidfd_getfd',
    'kcmp',
    'process_madvise',
    'move_pages',
  ],
  ...[
    'sched_setscheduler',
    'sched_setattr',
    'sched_setparam',
    'setpriority',
    'ioprio_set',
    'mbind',
    'migrate_pages',
  ],
  ...[
    'setuid',
    'setgid',
    'setreuid',
    'setregid',
    'setresuid',
    'setresgid',
    'setgroups',
    'setfsuid',
    'setfsgid',
  ],
  ...['setuid32', 'setgid32', 'setreuid32', 'setregid32', 'setresuid32', 'setresgid32', 'setgroups32'],
  ...[
    'capset',
    'prctl',
    'seccomp',
    'landlock_restrict_self',
    'socket',
    'bind',
    'setsockopt',
    'setrlimit',
    'prlimit64',
  ],
  ...['mknod', 'mknodat', 'chown', 'fchown', 'lchown', 'fchownat', 'chown32', 'fchown32', 'lchown32'],
  ...['setxattr', 'lsetxattr', 'fsetxattr', 'mlock', 'mlock2', 'mlockall', 'settimeofday', 'clock_settime'],
  // Of /proc/PID/uid_map and the like.
  'write',
  ...['clock_adjtime', 'adjtimex', 'timer_create', 'keyctl', 'add_key', 'request_key', 'personality'],
]
const DENIED = ['EPERM', 'EACCES']

/** Calls that ask the file system for what tmpfs lacks (mm/shmem.c has no such operation). */
const FILE_SYSTEM = [
  'fallocate',
  'setxattr',
  'lsetxattr',
  'fsetxattr',
  'name_to_handle_at',
  'copy_file_range',
]
const CLONE_IOCTLS = /FICLONE|FIDEDUPERANGE|FS_IOC_/

/**
 * Only for an artifact that failed without the target's surface too. The control run tells, because nothing is refused
 * there for the kernel's sake; without one the judged run does.
 */
export function placeExcuse(facts: Facts): PlaceExcuse | null {
  const run = facts.control ?? facts.run
  return rightsExcuse(run, facts.privileged) ?? fileSystemExcuse(run)
}

function rightsExcuse(run: BootRun | null, privileged: boolean): PlaceExcuse | null {
  const denied = usesOf(run).filter((use) => PRIVILEGED.includes(use.name) && failedWith(use, DENIED))
  if (denied.length === 0) return null
  const names = listed(denied)
  return {
    reason: privileged
      ? `It was denied ${names} although it was root inside the engine: that needs rights on the host.`
      : `It was denied ${names}, which an unprivileged user may not do, so this boot says little about the kernel.`,
    fix: privileged
      ? 'No engine gives such rights; try what needs them on a machine of the target, and exercise the rest here.'
      : 'Let it run as root inside the engine: `privileges: root`.',
    evidence: evidenceOf(denied),
  }
}

function fileSystemExcuse(run: BootRun | null): PlaceExcuse | null {
  const unsupported = usesOf(run).filter(
    (use) =>
      (FILE_SYSTEM.includes(use.name) || (use.name === 'ioctl' && CLONE_IOCTLS.test(use.sample))) &&
      failedWith(use, ['EOPNOTSUPP', 'ENOTSUP']),
  )
  if (unsupported.length === 0) return null
  return {
    reason: `The file system here (tmpfs, where the program may write) does not do ${listed(unsupported)}, so this boot says little about the kernel.`,
    fix: 'Let the program do without it in the exercised path, or try it on a machine of the target.',
    evidence: evidenceOf(unsupported),
  }
}

function usesOf(run: BootRun | null): readonly SyscallUse[] {
  return run?.trace?.programs.flatMap((program) => program.syscalls) ?? []
}

function failedWith({ errors }: SyscallUse, errnos: readonly string[]): boolean {
  return errnos.some((errno) => (errors[errno] ?? 0) > 0)
}

function listed(uses: readonly SyscallUse[]): string {
  return [...new Set(uses.map(({ name }) => `${name}(2)`))].slice(0, 5).join(', ')
}

function evidenceOf(uses: readonly SyscallUse[]): readonly string[] {
  return uses.slice(0, 5).map(
    ({ name, errors }) =>
      `${name}: ${Object.entries(errors)
        .map(([errno, count]) => `${errno} ${count}×`)
        .join(', ')}`,
  )
}
