import type { KernelProfile, OfferedSpace } from '../../src/kernel/kernel-profile.js'
import type { KernelOption, OptionSpace } from '../../src/kernel/option-space.js'

/** A kernel that never was, with one space of each sort. Option values are Linux's. */
export const SAMPLE: KernelProfile = {
  id: 'sample',
  title: 'Sample 3.10',
  release: '3.10.0-sample',
  version: '#1 SMP Sample',
  base: { major: 3, minor: 10 },
  glibc: '2.17',
  images: [],
  architectures: ['x86_64', 'arm64'],
  syscalls: {
    x86_64: new Set(
      words(`read write open close stat lstat mmap brk ioctl access madvise nanosleep getpid socket sendmsg clone
        execve exit uname futex exit_group epoll_wait epoll_pwait openat fallocate setsockopt getppid timerfd_create
        io_submit mount prctl rt_sigaction sigaltstack rt_sigprocmask gettid sched_getaffinity arch_prctl fcntl
        renameat2 set_robust_list dup3 getuid inotify_add_watch rt_sigreturn`),
    ),
    arm64: new Set(words('read write openat close uname futex epoll_pwait exit_group prctl madvise getpid')),
    i386: new Set(
      words(`read write open close uname futex epoll_pwait exit_group prctl madvise mmap2 socketcall ipc getpid nanosleep
        stat64 clone fallocate exit rt_sigreturn sigreturn`),
    ),
  },
  spaces: [
    offer(
      {
        id: 'prctl-option',
        syscalls: ['prctl'],
        options: [option('PR_SET_NAME', 15), option('PR_SET_SECCOMP', 22), option('PR_CAP_AMBIENT', 47)],
        unlisted: 'absent',
      },
      ['PR_SET_NAME', 'PR_SET_SECCOMP'],
    ),
    offer({
      id: 'prctl-vma',
      syscalls: ['prctl'],
      options: [option('PR_SET_VMA_ANON_NAME', 0)],
      source: { kind: 'argument', arg: 1 },
      when: [{ arg: 0, values: [22, 15], names: ['PR_SET_SECCOMP', 'PR_SET_NAME'] }],
      absence: { kind: 'refused', errno: 'EPERM' },
      unlisted: 'offered',
    }),
    offer(
      {
        id: 'futex-op',
        syscalls: ['futex'],
        mask: 0x7f,
        options: range('FUTEX', 0, 13),
        source: { kind: 'argument', arg: 1 },
        absence: { kind: 'refused', errno: 'ENOSYS' },
        unlisted: 'absent',
      },
      range('FUTEX', 0, 12).map(({ name }) => name),
    ),
    offer(
      {
        id: 'fallocate-mode',
        syscalls: ['fallocate'],
        kind: 'bits',
        options: [option('KEEP_SIZE', 1), option('PUNCH_HOLE', 2), option('COLLAPSE', 8), option('ZERO', 16)],
        source: { kind: 'argument', arg: 1 },
        absence: { kind: 'refused', errno: 'EOPNOTSUPP' },
        unlisted: 'absent',
      },
      ['KEEP_SIZE', 'PUNCH_HOLE'],
      [['ZERO', 'EINVAL']],
    ),
    ...[1, 2].map((arg) =>
      offer({
        id: `open-flags-${arg}`,
        syscalls: [arg === 1 ? 'open' : 'openat'],
        kind: 'bits',
        options: [option('O_TMPFILE', 0o20200000), option('O_NEW', 0x8000_0000)],
        source: { kind: 'argument', arg },
        unlisted: 'offered',
      }),
    ),
    offer(
      {
        id: 'sockopt-tcp',
        syscalls: ['setsockopt'],
        options: [option('TCP_NODELAY', 1), option('TCP_ULP', 31), option('TCP_ZEROCOPY', 35)],
        source: { kind: 'argument', arg: 2 },
        when: [{ arg: 1, values: [6], names: ['SOL_TCP'] }],
        absence: { kind: 'refused', errno: 'ENOPROTOOPT' },
        unlisted: 'offered',
      },
      ['TCP_NODELAY'],
    ),
    offer(
      {
        id: 'sockopt-socket',
        syscalls: ['setsockopt'],
        options: [...range('SO', 1, 48), option('SO_COOKIE', 57), option('SO_ALIAS', 57)],
        source: { kind: 'argument', arg: 2 },
        when: [{ arg: 1, values: [1], names: ['SOL_SOCKET'] }],
        absence: { kind: 'refused', errno: 'ENOPROTOOPT' },
        unlisted: 'absent',
      },
      [...range('SO', 1, 48).map(({ name }) => name), 'SO_ALIAS'],
    ),
    offer({
      id: 'clone-flags',
      syscalls: ['clone'],
      kind: 'bits',
      options: [option('CLONE_PIDFD', 0x1000)],
      absence: { kind: 'ignored' },
      unlisted: 'offered',
    }),
    offer({
      id: 'cmsg',
      syscalls: ['sendmsg'],
      options: [option('UDP_SEGMENT', (17 << 16) | 103)],
      source: { kind: 'control-message' },
      unlisted: 'offered',
    }),
    offer({
      id: 'file-system',
      syscalls: ['mount'],
      options: [option('cgroup2', 0)],
      source: { kind: 'string', arg: 2 },
      when: [{ arg: 3, values: [0], names: ['0'] }],
      absence: { kind: 'refused', errno: 'ENODEV' },
      unlisted: 'offered',
    }),
    offer(
      {
        id: 'iocb',
        syscalls: ['io_submit'],
        options: [option('IOCB_CMD_POLL', 5)],
        source: { kind: 'iocb-opcode' },
        unlisted: 'absent',
      },
      ['IOCB_CMD_POLL'],
    ),
  ],
  absentPaths: [{ pattern: '/proc/thread-self/**', since: { major: 3, minor: 17 } }],
  contents: [{ path: '/proc/sys/kernel/osrelease', kind: 'replaced', text: '3.10.0-sample\n' }],
}

/** The same without any call that has options: a filter of numbers only. */
export const NUMBERS_ONLY: KernelProfile = { ...SAMPLE, spaces: [], absentPaths: [], contents: [] }

function offer(
  space: Partial<OptionSpace> & Pick<OptionSpace, 'id' | 'syscalls' | 'options'>,
  offered: readonly string[] = [],
  absences: readonly [string, string][] = [],
): OfferedSpace {
  return {
    space: {
      when: [],
      source: { kind: 'argument', arg: 0 },
      kind: 'value',
      mask: 0xffff_ffff,
      absence: { kind: 'refused', errno: 'EINVAL' },
      unlisted: 'absent',
      ...space,
    },
    offered: new Set(offered),
    absences: new Map(absences.map(([name, errno]) => [name, { kind: 'refused', errno }])),
  }
}

export function option(name: string, value: number): KernelOption {
  return { name, value, since: null }
}

function range(prefix: string, from: number, to: number): KernelOption[] {
  return Array.from({ length: to - from + 1 }, (_, i) => option(`${prefix}_${from + i}`, from + i))
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
