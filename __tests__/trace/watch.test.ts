import { describe, expect, it } from '@jest/globals'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { loadTrace, renderAsked, summarise, traceNames } from './traces.js'
import { SPACES } from './watched-spaces.js'

const PATHS = ['/proc/thread-self/**', '/proc/*/timens_offsets', '/sys/kernel/btf/vmlinux', '/dev/*/x']
const WATCH = { spaces: SPACES, paths: PATHS }

function lines(...text: string[]): string {
  return text.map((line) => `${line}\n`).join('')
}

/** What these calls of one program ask for. */
function asked(...calls: string[]): string[] {
  return renderAsked(
    summarise(lines('1 execve("/app", [], 0x1) = 0', ...calls.map((call) => `1 ${call}`)), 7, WATCH),
  )
}

describe('an option', () => {
  it.each([
    // strace 6.1, then 4.24
    ['prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x1, 4096, "a") = 0', 'prctl PR_SET_VMA prctl 1'],
    ['prctl(PR_SET_VMA, 0, 0x1, 0x1000, 0x2) = -1 EINVAL (x)', 'prctl PR_SET_VMA prctl 1 (EINVAL 1)'],
    ['prctl(0x7ff /* PR_??? */, 0x1) = -1 EINVAL (x)', 'prctl 0x7ff prctl 1 (EINVAL 1)'],
    ['prctl(0x2f /* PR_??? */, 0x1) = 0', 'prctl PR_CAP_AMBIENT prctl 1'],
    ['setsockopt(3, SOL_TCP, TCP_ULP, [7564404], 4) = 0', 'tcp TCP_ULP setsockopt 1'],
    ['getsockopt(3, SOL_TCP, 0x24 /* TCP_??? */, "", [4]) = 0', 'tcp TCP_INQ getsockopt 1'],
    ['setsockopt(3, 0x6 /* SOL_??? */, 36, [1], 4) = 0', 'tcp TCP_INQ setsockopt 1'],
    ['setsockopt(3, SOL_TCP, 0x7e /* TCP_??? */, [1], 4) = 0', 'tcp 0x7e setsockopt 1'],
    ['clone(child_stack=NULL, flags=CLONE_VM|CLONE_PIDFD|SIGCHLD) = 5', 'clone CLONE_PIDFD clone 1'],
    ['clone(child_stack=0x1, flags=CLONE_VM|CLONE_IDLETASK|SIGCHLD) = 5', 'clone CLONE_PIDFD clone 1'],
    ['clone(child_stack=NULL, flags=CLONE_VM|0x2001000|SIGCHLD) = 5', 'clone CLONE_NEWCGROUP clone 1', 2],
    ['futex(0x1, FUTEX_LOCK_PI2_PRIVATE, NULL) = 0', 'futex FUTEX_LOCK_PI2 futex 1'],
    ['futex(0x1, 0x8d /* FUTEX_??? */, 1, NULL, NULL, 0) = 0', 'futex FUTEX_LOCK_PI2 futex 1'],
    ['futex(0x1, 0xcd /* FUTEX_??? */, 1) = -1 ENOSYS (x)', 'futex 0x4d futex 1 (ENOSYS 1)'],
    [
      'futex(0x1, FUTEX_WAIT_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL) = 0',
      'futex-clock FUTEX_WAIT|FUTEX_CLOCK_REALTIME futex 1',
    ],
    ['openat(AT_FDCWD, "/tmp", O_RDWR|O_TMPFILE, 0600) = 3', 'open O_TMPFILE openat 1'],
    ['openat(AT_FDCWD, "/tmp", O_RDWR|0x400000) = 3', 'open O_TMPFILE openat 1'],
    ['openat(AT_FDCWD, "/tmp", O_RDWR|O_CREAT|O_DIRECTORY, 0600) = 3', 'open O_CREAT|O_DIRECTORY openat 1'],
    ['openat(AT_FDCWD</a, b>, "/tmp, (", O_RDWR|O_TMPFILE, 0600) = 3', 'open O_TMPFILE openat 1'],
    ['memfd_create("a", MFD_CLOEXEC|0x44) = 3', 'seals 0x40 memfd_create 1', 2],
    ['pwritev2(3, [{iov_base="1, {", iov_len=4}], 1, 0, RWF_APPEND) = 4', 'rwf RWF_APPEND pwritev2 1'],
    [
      'epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN|EPOLLEXCLUSIVE, data={u32=1, u64=1}}) = 0',
      'epoll EPOLLEXCLUSIVE epoll_ctl 1',
    ],
    [
      'epoll_ctl(4, EPOLL_CTL_ADD, 5, {EPOLLIN|EPOLLEXCLUSIVE, {u32=1, u64=1}}) = 0',
      'epoll EPOLLEXCLUSIVE epoll_ctl 1',
    ],
    [
      'epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=0x1000000 /* EPOLL??? */, data={u32=268435456}}) = 0',
      'epoll 0x1000000 epoll_ctl 1',
    ],
    [
      'sched_setattr(0, {size=48, sched_policy=SCHED_DEADLINE, sched_flags=0}, 0) = 0',
      'policy SCHED_DEADLINE sched_setattr 1',
    ],
    [
      'sched_setattr(0, {size=48, sched_policy=0x9 /* SCHED_??? */, sched_flags=0}, 0) = 0',
      'policy 0x9 sched_setattr 1',
    ],
    [
      'sched_setattr(0, {size=48, sched_policy=SCHED_OTHER, sched_flags=0x80 /* SCHED_FLAG_??? */}, 0) = 0',
      'sched 0x80 sched_setattr 1',
    ],
    [
      'sched_setattr(0, {size=48, sched_flags=SCHED_FLAG_RESET_ON_FORK|0x2}, 0) = 0',
      'sched SCHED_FLAG_RECLAIM sched_setattr 1',
    ],
    ['mount("none", "/m", "overlay", 0, "a=overlay") = 0', 'fs overlay mount 1'],
    ['ioctl(3, FICLONE or BTRFS_IOC_CLONE, 4) = 0', 'ioctl FICLONE ioctl 1'],
    ['ioctl(3, _IOC(_IOC_READ|_IOC_WRITE, 0xaa, 0x3f, 0x18), 0x1) = 0', 'ioctl UFFDIO_API ioctl 1'],
    [
      'io_submit(0x1, 2, [{aio_data=0, aio_lio_opcode=IOCB_CMD_PREAD, aio_fildes=3}, {aio_lio_opcode=IOCB_CMD_POLL, aio_fildes=5}]) = 2',
      'iocb IOCB_CMD_POLL io_submit 1',
    ],
    [
      'io_submit(0x1, 2, [{aio_lio_opcode=9 /* IOCB_CMD_??? */, aio_fildes=5}, {aio_lio_opcode=9 /* IOCB_CMD_??? */, aio_fildes=5}]) = 1',
      'iocb 0x9 io_submit 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=20, cmsg_level=SOL_IP, cmsg_type=IP_TOS, cmsg_data=[0x10]}], msg_flags=0}, 0) = 1',
      'cmsg IP_TOS sendmsg 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=17, cmsg_level=SOL_IP, cmsg_type=IP_TOS, cmsg_data=[0x10]}], msg_flags=0}, 0) = 1',
      'cmsg IP_TOS(1 byte) sendmsg 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=13, cmsg_level=SOL_IP, cmsg_type=IP_TOS, cmsg_data=[0x10]}], msg_flags=0}, 0) = 1',
      'cmsg IP_TOS(1 byte) sendmsg 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=18, cmsg_level=SOL_UDP, cmsg_type=0x67}], msg_flags=0}, 0) = 1',
      'cmsg UDP_SEGMENT sendmsg 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=0x3d /* SCM_??? */}], msg_flags=0}, 0) = 1',
      'cmsg SCM_TXTIME sendmsg 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SO_TXTIME}], msg_flags=0}, 0) = 1',
      'cmsg SCM_TXTIME sendmsg 1',
    ],
  ] as const)('is found in %s', (call, line, count: number = 1) => {
    const found = asked(call)
    expect(found).toContain(line)
    expect(found).toHaveLength(count)
  })

  it.each([
    'prctl(PR_SET_NAME, "PR_SET_VMA") = 0',
    'prctl(0) = -1 EINVAL (x)',
    'prctl(PR_SET_SOMETHING_NEW, 1) = 0',
    'setsockopt(3, SOL_TCP, TCP_NODELAY, [31], 4) = 0',
    'setsockopt(3, SOL_SOCKET, 0x7e /* SO_??? */, [1], 4) = 0',
    'write(1, "PR_SET_VMA, FUTEX_LOCK_PI2", 9) = 9',
    'futex(0x1, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL, FUTEX_BITSET_MATCH_ANY) = 0',
    'futex(0x1, 0x89 /* FUTEX_??? */, 13) = 0',
    'openat(AT_FDCWD, "/O_TMPFILE", O_RDONLY|O_CREAT|O_CLOEXEC, 0600) = 3',
    'openat(AT_FDCWD, "/x\\", O_TMPFILE, \\"", O_RDONLY) = 3',
    'clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD) = 5',
    'clone(child_stack=NULL, flags=CLONE_VM|70) = 5',
    'setsockopt(3, SOL_TCP|0x100, TCP_ULP, [1], 4) = 0',
    'epoll_ctl(4, EPOLL_CTL_DEL, 5, 0x1000) = 0',
    'epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN, data={u32=268435456, u64=268435456}}) = 0',
    'sched_setattr(0, {size=48, sched_policy=SCHED_OTHER, sched_nice=64}, 0) = 0',
    'mount("overlay", "/overlay", "ext4", 0, "overlay") = 0',
    'sendmsg(3, {msg_iov=[{iov_base="cmsg_len=20, cmsg_level=SOL_IP, cmsg_type=IP_TOS, a", iov_len=9}], msg_flags=0}, 0) = 1',
    'sendmsg(3, {msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=IP_TOS}], msg_flags=0}, 0) = 1',
    'sendmsg(3, {msg_control=[{cmsg_len=20, cmsg_level=SOL_IPV6, cmsg_type=0x1}], msg_flags=0}, 0) = 1',
    'sendmsg(3, {msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3]}], msg_flags=0}, 0) = 1',
  ])('is none in %s', (call) => {
    expect(asked(call)).toEqual([])
  })

  it('has the first call, in the order of the trace, and what the kernel said', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 prctl(PR_SET_VMA <unfinished ...>',
        '2 prctl(PR_SET_VMA, 0) = 0',
        '1 <... prctl resumed>, 1) = -1 EINVAL (Invalid argument)',
      ),
      undefined,
      WATCH,
    )
    expect(summary.programs[0]?.options).toEqual([
      {
        space: 'prctl',
        option: 'PR_SET_VMA',
        syscall: 'prctl',
        count: 1,
        succeeded: 0,
        errors: { EINVAL: 1 },
        firstLine: 2,
        sample: 'prctl(PR_SET_VMA, 1) = -1 EINVAL (Invalid argument)',
      },
    ])
  })

  it('that the kernel restarts counts each time, and as succeeded once', () => {
    const restarted =
      'openat(AT_FDCWD, "/proc/thread-self", O_RDWR|O_TMPFILE) = ? ERESTARTSYS (To be restarted)'
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        `1 ${restarted}`,
        '1 --- SIGURG {si_signo=SIGURG} ---',
        '1 rt_sigreturn({mask=[]}) = 257',
        `1 ${restarted.split(' = ')[0]} = 3`,
      ),
      undefined,
      WATCH,
    )
    const [program] = summary.programs
    for (const use of [program?.options[0], program?.paths[0]]) {
      expect(use).toMatchObject({ count: 2, succeeded: 1, errors: {} })
    }
    expect(summary.unfinished).toBe(0)
  })
})

describe('a call in two parts', () => {
  it('is no matter of its second part alone', () => {
    const call = [
      '1 prctl(PR_SET_NAME,  <unfinished ...>',
      '2 getppid() = 1',
      '1 <... prctl resumed>{x=f(0x2f, 1)}) = 0',
    ]
    const text = lines('1 execve("/app", [], 0x1) = 0', ...call, ...call)
    expect(renderAsked(summarise(text, undefined, WATCH))).toEqual([])
  })

  it.each([
    // 6.1 prints what it knows when the call begins
    [
      'prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME <unfinished ...>',
      '<... prctl resumed>) = 0',
      'prctl PR_SET_VMA prctl 1',
    ],
    [
      'clone(child_stack=NULL, flags=CLONE_PIDFD|SIGCHLD <unfinished ...>',
      '<... clone resumed>, parent_tid=[5]) = 9',
      'clone CLONE_PIDFD clone 1',
    ],
    // both print what comes behind a result when the call returns
    [
      'preadv2(3,  <unfinished ...>',
      '<... preadv2 resumed>[{iov_base="1", iov_len=1}], 1, 0, RWF_APPEND) = 1',
      'rwf RWF_APPEND preadv2 1',
    ],
    [
      'sched_setattr(0, {size=48 <unfinished ...>',
      '<... sched_setattr resumed>, sched_policy=SCHED_DEADLINE}, 0) = 0',
      'policy SCHED_DEADLINE sched_setattr 1',
    ],
    // 4.24 prints the arguments of some when they return
    [
      'clone( <unfinished ...>',
      '<... clone resumed> child_stack=NULL, flags=CLONE_IDLETASK|SIGCHLD) = 9',
      'clone CLONE_PIDFD clone 1',
    ],
    [
      'readlink("/proc/thread-self",  <unfinished ...>',
      '<... readlink resumed>"1/task/1", 99) = 8',
      '/proc/thread-self/** 1',
    ],
    [
      'openat(AT_FDCWD, "/tmp", O_RDWR|O_TMPFILE, 0600 <unfinished ...>',
      '<... openat resumed> ) = 3',
      'open O_TMPFILE openat 1',
    ],
    [
      'futex(0x1, FUTEX_LOCK_PI2, NULL <unfinished ...>',
      '<... futex resumed> <unfinished ...>) = ?',
      'futex FUTEX_LOCK_PI2 futex 1',
    ],
    [
      'epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLEXCLUSIVE, data={u32=1}} <unfinished ...>',
      '<... epoll_ctl resumed>) = 0',
      'epoll EPOLLEXCLUSIVE epoll_ctl 1',
    ],
    [
      'sendmsg(3, {msg_control=[{cmsg_len=18, cmsg_level=SOL_UDP, cmsg_type=0x67}]}, 0 <unfinished ...>',
      '<... sendmsg resumed>) = 1',
      'cmsg UDP_SEGMENT sendmsg 1',
    ],
  ])('counts once: %s', (begun, resumed, line) => {
    // The same call without the option before it, so that its first use is not what keeps the text.
    const without = (part: string): string =>
      part
        .replace(/CLONE_\w+\||\|O_TMPFILE/g, '')
        .replace(/PR_\w+(, PR_\w+)?|FUTEX_\w+|RWF_\w+|SCHED_\w+/g, '0')
        .replace(/\{(events|msg_control)=.*\}|"\/\S+"/g, '0x1')
    const others = [`1 ${without(begun)}`, '2 getppid() = 1', `1 ${without(resumed)}`]
    const text = lines(
      '1 execve("/app", [], 0x1) = 0',
      ...others,
      `1 ${begun}`,
      '2 getppid() = 1',
      `1 ${resumed}`,
    )
    expect(renderAsked(summarise(text, undefined, WATCH))).toEqual([line])
  })
})

describe('a path', () => {
  it.each([
    ['openat(AT_FDCWD, "/proc/thread-self", O_RDONLY) = 3', ['/proc/thread-self/** 1']],
    ['open("/proc/thread-self/task/1/comm", O_RDONLY) = 3', ['/proc/thread-self/** 1']],
    ['newfstatat(7, "/proc//./thread-self/", 0x1, 0) = -1 ENOENT (x)', ['/proc/thread-self/** 1 (ENOENT 1)']],
    ['access("/proc/self/../thread-self/x", R_OK) = 0', ['/proc/thread-self/** 1']],
    ['access("/proc/thread-self/../self/x", R_OK) = 0', []],
    ['statfs("/proc/self/timens_offsets", {f_type=1}) = 0', ['/proc/*/timens_offsets 1']],
    ['readlinkat(AT_FDCWD, "/proc/12/timens_offsets", "", 9) = 0', ['/proc/*/timens_offsets 1']],
    ['inotify_add_watch(3, "/sys/kernel/btf/vmlinux", IN_OPEN) = 1', ['/sys/kernel/btf/vmlinux 1']],
    ['renameat2(3, "/proc/thread-self/a", 4, "/proc/thread-self/b", 0) = 0', ['/proc/thread-self/** 1']],
    ['rename("/a", "/sys/kernel/btf/vmlinux") = 0', ['/sys/kernel/btf/vmlinux 1']],
    ['openat(AT_FDCWD</proc>, "thread-self", O_RDONLY) = 3</proc/1/task/1>', ['/proc/thread-self/** 1']],
    ['openat(5</proc>, "self/timens_offsets", O_RDONLY) = 3', ['/proc/*/timens_offsets 1']],
    ['open("/proc/thread-self/aaa"..., O_RDONLY) = 3', ['/proc/thread-self/** 1']],
    ['open("/sys/kernel/btf/vmlinux"..., O_RDONLY) = 3', []],
    ['open("/proc/thread-self"..., O_RDONLY) = 3', []],
    ['open("/dev/caf\\303\\251/x", O_RDONLY) = 3', ['/dev/*/x 1']],
    ['openat(AT_FDCWD, "proc/thread-self", O_RDONLY) = 3', []],
    ['openat(AT_FDCWD, "/proc/thread-selfish", O_RDONLY) = 3', []],
    ['openat(AT_FDCWD, "/proc/timens_offsets", O_RDONLY) = 3', []],
    ['openat(AT_FDCWD, "/proc/self/timens_offsets/x", O_RDONLY) = 3', []],
    ['openat(AT_FDCWD, 0x1234, O_RDONLY) = -1 EFAULT (Bad address)', []],
    ['write(1, "/proc/thread-self", 17) = 17', []],
    ['symlink("/proc/thread-self", "/tmp/x") = 0', []],
  ])('%s', (call, expected) => {
    expect(asked(call)).toEqual(expected)
  })

  it('is the program’s that looked it up', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
        '2 open("/proc/thread-self", O_RDONLY) = 3',
        '2 execve("/proc/thread-self/exe", [], 0x1) = 0',
        '2 open("/proc/thread-self", O_RDONLY) = 3',
        '1 <... clone resumed>) = 2',
      ),
      undefined,
      WATCH,
    )
    expect(summary.programs.map(({ path, paths }) => [path, paths[0]?.count])).toEqual([
      ['/app', 2],
      ['/proc/thread-self/exe', 1],
    ])
  })
})

describe('a child of which the parent is told later', () => {
  it('has asked for what it asked for in its parent’s name', () => {
    const fork = 'clone(child_stack=NULL, flags=SIGCHLD'
    const asks = ['prctl(PR_SET_VMA, 0) = 0', 'open("/proc/thread-self", O_RDONLY) = -1 ENOENT (x)']
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        `1 ${fork}) = 2`,
        '2 execve("/bin/sh", [], 0x1) = 0',
        ...asks.map((call) => `2 ${call}`),
        `1 ${fork} <unfinished ...>`,
        `2 ${fork} <unfinished ...>`,
        ...asks.map((call) => `3 ${call}`),
        '2 <... clone resumed>) = 3',
        '1 <... clone resumed>) = 4',
      ),
      undefined,
      WATCH,
    )
    const [app, shell] = summary.programs
    expect([app?.options, app?.paths]).toEqual([[], []])
    expect(shell?.options).toMatchObject([{ count: 2, succeeded: 2, errors: {}, firstLine: 4 }])
    expect(shell?.paths).toMatchObject([{ count: 2, succeeded: 0, errors: { ENOENT: 2 }, firstLine: 5 }])
  })
})

describe('memory and time', () => {
  it('holds fifty values of a space that no row names', () => {
    const calls = Array.from({ length: 3000 }, (_, i) => `1 prctl(${0x10000 + i}, 0x${i.toString(16)}) = 0\n`)
    const text = `1 execve("/app", [], 0x1) = 0\n${calls.join('')}1 prctl(PR_SET_VMA) = 0\n`
    const found = renderAsked(summarise(text, undefined, WATCH))
    expect(found).toHaveLength(51)
    expect(found).toContain('prctl PR_SET_VMA prctl 1')
  })

  it('says the same however the trace is split', () => {
    const bytes = loadTrace('strace-6.1/surface')
    const whole = summarise(bytes, undefined, WATCH)
    for (const size of [1, 100, 4096]) expect(summarise(bytes, size, WATCH)).toEqual(whole)
  })
})

/** What `surface` (fixtures/traces/README.md) asks for, from its source. */
const SURFACE = [
  ...[
    'clone-flags CLONE_PIDFD clone 1',
    'control-message IP_TOS sendmsg 1',
    'epoll-events EPOLLEXCLUSIVE epoll_ctl 1',
  ],
  ...['control-message UDP_SEGMENT sendmsg 1 (EINVAL 1)', 'fcntl-seals F_SEAL_FUTURE_WRITE fcntl 1'],
  ...[
    'fallocate-mode FALLOC_FL_COLLAPSE_RANGE fallocate 1 (EOPNOTSUPP 1)',
    'fcntl-command F_ADD_SEALS fcntl 2',
  ],
  ...[
    'futex-op 0x4d futex 1 (ENOSYS 1)',
    'futex-op FUTEX_LOCK_PI2 futex 1',
    'inet-protocol IPPROTO_MPTCP socket 1',
  ],
  ...['iocb-opcode IOCB_CMD_POLL io_submit 1 (EINVAL 1)', 'madvise-advice MADV_GUARD_INSTALL madvise 1'],
  ...['mmap-flags MAP_FIXED_NOREPLACE mmap 1 (EEXIST 1)', 'mount-filesystem overlay mount 1 (ENOENT 1)'],
  ...[
    'openat-flags O_PATH openat 1',
    'openat-flags O_TMPFILE openat 1',
    'prctl-option 0x7fff prctl 1 (EINVAL 1)',
  ],
  ...['prctl-option PR_SET_VMA prctl 1 (EINVAL 1)', 'rwf-flags RWF_APPEND pwritev2 1 (EPERM 1)'],
  ...['sched-attr-flags 0x80 sched_setattr 1 (EINVAL 1)', 'sendto-flags MSG_ZEROCOPY sendto 2'],
  ...['socket-family 0x2f socket 1 (EAFNOSUPPORT 1)', 'socket-family AF_XDP socket 1'],
  ...[
    'sockopt-level SOL_XDP setsockopt 1 (ENOPROTOOPT 1)',
    'sockopt-socket 0x112 setsockopt 1 (ENOPROTOOPT 1)',
  ],
  ...['sockopt-socket SO_COOKIE getsockopt 1', 'sockopt-tcp TCP_ULP setsockopt 1 (ENOENT 1)'],
  ...['sockopt-udp UDP_SEGMENT setsockopt 1', 'waitid-idtype P_PIDFD waitid 1 (EBADF 1)'],
  ...['/proc/thread-self/** 3', '/proc/*/timens_offsets 2'],
]

describe('with the spaces and paths of all kernels', () => {
  const model = loadKernelModel()
  const watch = { spaces: model.spaces, paths: PATHS }

  it('finds what a program asks for by raw calls', () => {
    const found = renderAsked(summarise(loadTrace('strace-6.1/surface'), undefined, watch))
    expect(found).toEqual(expect.arrayContaining(SURFACE))
  })

  it.each(['strace-6.1', 'strace-4.24'])('finds the same in the dialect of %s', (version) => {
    const names = traceNames().filter((name) => name.startsWith(`${version}/go-`))
    const found = names.flatMap((name) => renderAsked(summarise(loadTrace(name), 4096, watch)))
    for (const line of [
      'clone-flags CLONE_PIDFD clone 6',
      'prctl-option PR_SET_VMA prctl 1 (EINVAL 1)',
      'waitid-idtype P_PIDFD waitid 7 (ECHILD 1)',
      'inet-protocol IPPROTO_MPTCP socket 2',
    ]) {
      expect(found).toContain(line)
    }
  })

  it('calls nothing of the recorded programs unknown that has a name', () => {
    for (const name of traceNames().filter((each) => !each.endsWith('/surface'))) {
      const unlisted = renderAsked(summarise(loadTrace(name), undefined, watch)).filter((line) =>
        / 0x/.test(line),
      )
      expect(unlisted).toEqual([])
    }
  })
})
