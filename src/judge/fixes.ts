import type { SurfaceId } from '../kernel/kernel-profile.js'
import { isKernelName, parseSurfaceId } from '../kernel/surface-id.js'

/** What does the same on an old kernel, to stand after "Instead: ". By syscall, option or path pattern. */
const INSTEAD: Readonly<Record<string, string>> = {
  openat2: 'openat(2) (os.Root resolves the path by itself and needs nothing newer)',
  statx: 'fstatat(2) (os.Stat)',
  clone3: 'clone(2) (leave out SysProcAttr.UseCgroupFD)',
  execveat: 'execve(2) of /proc/self/fd/N',
  pidfd_open: 'the process id (os.Process falls back by itself; a Handle of WithHandle does not)',
  pidfd_send_signal: 'kill(2)',
  pidfd_getfd: 'passing the descriptor over a Unix socket (SCM_RIGHTS)',
  close_range: 'closing the descriptors that /proc/self/fd lists',
  faccessat2: 'faccessat(2) without flags',
  fchmodat2: 'fchmod(2) on a descriptor opened with O_PATH, through /proc/self/fd',
  preadv2: 'preadv(2)',
  pwritev2: 'pwritev(2) and fdatasync(2)',
  copy_file_range: 'read and write (io.Copy falls back by itself)',
  getrandom: '/dev/urandom (crypto/rand falls back by itself on ENOSYS)',
  memfd_create: 'an unlinked file in /dev/shm or /tmp',
  renameat2: 'rename(2), or link(2) and unlink(2) where nothing may be replaced',
  epoll_pwait2: 'epoll_pwait(2) with milliseconds (what Go uses)',
  io_pgetevents: 'io_getevents(2)',
  io_uring_setup: 'the calls that block, on goroutines (what Go does)',
  io_uring_enter: 'the calls that block, on goroutines (what Go does)',
  io_uring_register: 'the calls that block, on goroutines (what Go does)',
  futex_waitv: 'one futex(2) a goroutine, or a channel',
  cachestat: 'mincore(2)',
  process_madvise: 'madvise(2) by the process itself',
  mount_setattr: 'mount(2) with MS_REMOUNT | MS_BIND',
  fsopen: 'mount(2)',
  open_tree: 'mount(2) with MS_BIND',
  move_mount: 'mount(2) with MS_MOVE',
  statmount: '/proc/self/mountinfo',
  listmount: '/proc/self/mountinfo',
  mlock2: 'mlock(2)',
  sched_setattr: 'sched_setscheduler(2)',
  landlock_create_ruleset: 'running without this sandbox where the call says ENOSYS',
  PR_SET_VMA: 'no name at all: ignore EINVAL',
  IPPROTO_MPTCP: 'TCP (net does so by itself; or GODEBUG=multipathtcp=0)',
  P_PIDFD: 'P_PID',
  CLOCK_BOOTTIME: 'CLOCK_MONOTONIC',
  UDP_SEGMENT: 'one datagram a call, or sendmmsg(2)',
  UDP_GRO: 'recvmmsg(2)',
  SO_COOKIE: 'an identity of your own for the connection',
  SO_ZEROCOPY: 'plain send(2)',
  SO_INCOMING_CPU: 'SO_REUSEPORT alone',
  SO_ATTACH_REUSEPORT_CBPF: 'the hash of SO_REUSEPORT',
  SO_ATTACH_BPF: 'SO_ATTACH_FILTER (classic BPF)',
  TCP_FASTOPEN_CONNECT: 'sendto(2) with MSG_FASTOPEN',
  TCP_ULP: 'crypto/tls',
  FUTEX_LOCK_PI2: 'FUTEX_LOCK_PI',
  IOCB_CMD_POLL: 'epoll(7)',
  O_TMPFILE: 'os.CreateTemp and an immediate os.Remove',
  '/proc/thread-self/**': '/proc/self/task/<thread id>',
  '/proc/*/smaps_rollup': 'the sum over /proc/self/smaps',
  '/proc/*/ns/cgroup': 'leaving the cgroup namespace alone where it is missing',
}

/** What to change when a program cannot do without these things. */
export function fixFor(ids: readonly SurfaceId[], title: string): string {
  if (ids.some(isKernelName)) {
    return `Ask for the feature itself and not for the kernel's release: ${title} has backports that its release does not tell, and lacks others.`
  }
  const instead = ids.flatMap((id) => {
    const other = INSTEAD[nameOf(id)]
    return other ? [`instead of ${nameOf(id)}: ${other}`] : []
  })
  const named = instead.length > 0 ? ` Here ${instead.slice(0, 4).join('; ')}.` : ''
  return `Find the module that asks for it, and take another way where the answer is ENOSYS, EINVAL or another refusal.${named}`
}

function nameOf(id: SurfaceId): string {
  const thing = parseSurfaceId(id)
  switch (thing.kind) {
    case 'path':
      return thing.pattern
    case 'content':
      return thing.path
    case 'uname':
      return id
    default:
      return thing.name
  }
}
