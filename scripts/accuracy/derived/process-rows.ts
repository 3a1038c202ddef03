import { BOTH, type DerivedRow, NEITHER, ONLY_EL7 } from './derived-row.js'

const PRCTL = 'kernel/sys.c prctl()'
const TABLE = 'arch/x86/syscalls/syscall_64.tbl'

const prctl = (...args: readonly (number | string)[]): string =>
  `_, err := call(syscall.SYS_PRCTL, ${args.join(', ')})\nreturn err`
const callOf = (...args: readonly (number | string)[]): string =>
  `_, err := call(${args.join(', ')})\nreturn err`

/** A seccomp filter that allows everything, installed with seccomp(2) and these flags. */
const filter = (flags: number): string => `
if _, err := call(syscall.SYS_PRCTL, 38, 1, 0, 0, 0); err != nil {
	return err
}
allow := [1]syscall.SockFilter{{Code: 6, K: 0x7fff0000}}
program := syscall.SockFprog{Len: 1, Filter: &allow[0]}
_, err := call(317, 1, ${flags}, uintptr(unsafe.Pointer(&program)))
return err`

/** Processes, scheduling, randomness, seccomp, keys, timers, whole calls. */
export const PROCESS_ROWS: readonly DerivedRow[] = [
  {
    name: 'pr-get-speculation',
    attempt: prctl(52, 0, 0, 0, 0),
    works: ONLY_EL7,
    source: `${PRCTL}: PR_GET_SPECULATION_CTRL (4.17)`,
  },
  {
    name: 'pr-set-mdwe',
    attempt: prctl(65, 1, 0, 0, 0),
    works: NEITHER,
    source: `${PRCTL}: no PR_SET_MDWE (6.3)`,
    fallback: true,
  },
  {
    name: 'pr-get-auxv',
    attempt: prctl('0x41555856', 'buffer(1024)', 1024, 0, 0),
    works: NEITHER,
    source: `${PRCTL}: no PR_GET_AUXV (6.4)`,
  },
  {
    name: 'pr-child-subreaper',
    attempt: prctl(36, 1, 0, 0, 0),
    works: BOTH,
    source: `${PRCTL}: PR_SET_CHILD_SUBREAPER (3.4)`,
  },
  {
    name: 'grnd-insecure',
    attempt: callOf(318, 'buffer(8)', 8, 4),
    works: NEITHER,
    source:
      'drivers/char/random.c getrandom(): unknown flags are EINVAL, seen on el7; vanilla has no getrandom',
    fallback: true,
  },
  {
    name: 'seccomp-tsync',
    attempt: filter(1),
    works: ONLY_EL7,
    source: 'kernel/seccomp.c: SECCOMP_FILTER_FLAG_TSYNC (3.17); vanilla has no seccomp(2)',
    fallback: true,
  },
  {
    name: 'seccomp-log',
    attempt: filter(2),
    works: NEITHER,
    source: 'kernel/seccomp.c: SECCOMP_FILTER_FLAG_LOG (4.14) is EINVAL, seen on el7',
  },
  {
    name: 'seccomp-listener',
    attempt: filter(8),
    works: NEITHER,
    source: 'kernel/seccomp.c: no SECCOMP_FILTER_FLAG_NEW_LISTENER (5.0)',
    fallback: true,
  },
  {
    name: 'seccomp-kill-process',
    attempt: callOf(317, 2, 0, 'word(0x80000000)'),
    works: NEITHER,
    source: 'kernel/seccomp.c seccomp_get_action_avail(): no SECCOMP_RET_KILL_PROCESS (4.14)',
  },
  {
    name: 'seccomp-mode-filter',
    attempt: `
if _, err := call(syscall.SYS_PRCTL, 38, 1, 0, 0, 0); err != nil {
	return err
}
allow := [1]syscall.SockFilter{{Code: 6, K: 0x7fff0000}}
program := syscall.SockFprog{Len: 1, Filter: &allow[0]}
_, err := call(syscall.SYS_PRCTL, 22, 2, uintptr(unsafe.Pointer(&program)))
return err`,
    works: BOTH,
    source: `${PRCTL}: PR_SET_SECCOMP with SECCOMP_MODE_FILTER (3.5)`,
  },
  {
    name: 'bpf-socket-filter',
    attempt: `
code := [2]uint64{0xb7, 0x95}
license := cstring("MIT")
attr := struct {
	kind, count uint32
	code, license uintptr
	rest [12]uint64
}{kind: 1, count: 2, code: uintptr(unsafe.Pointer(&code)), license: license}
_, err := call(321, 5, uintptr(unsafe.Pointer(&attr)), 48)
return err`,
    works: NEITHER,
    source: 'kernel/bpf/syscall.c: socket filters are EINVAL on el7; vanilla has no bpf(2)',
    fallback: true,
  },
  {
    name: 'keyctl-capabilities',
    attempt: callOf(250, 31, 'buffer(8)', 8),
    works: NEITHER,
    source: 'security/keys/keyctl.c: no KEYCTL_CAPABILITIES (5.2): EOPNOTSUPP',
  },
  {
    name: 'keyctl-get-persistent',
    attempt: callOf(250, 22, '^uintptr(0)', '^uintptr(1)'),
    works: ONLY_EL7,
    source: 'security/keys/keyctl.c: KEYCTL_GET_PERSISTENT (3.13)',
  },
  {
    name: 'keyctl-keyring-id',
    attempt: callOf(250, 0, '^uintptr(1)', 1),
    works: BOTH,
    source: 'security/keys/keyctl.c: KEYCTL_GET_KEYRING_ID (2.6)',
  },
  {
    name: 'sched-keep-params',
    attempt: `
attr := [12]uint32{0: 48, 2: 8}
_, err := call(314, 0, uintptr(unsafe.Pointer(&attr)), 0)
if err == syscall.EPERM {
	return nil
}
return err`,
    works: NEITHER,
    source:
      'kernel/sched/core.c: flags other than RESET_ON_FORK and RECLAIM are EINVAL (SCHED_FLAG_KEEP_POLICY: 5.3)',
  },
  {
    name: 'unshare-newcgroup',
    attempt: 'return syscall.Unshare(0x2000000)',
    works: NEITHER,
    source: 'kernel/fork.c check_unshare_flags(): EINVAL, seen on el7 (CLONE_NEWCGROUP: 4.6)',
  },
  {
    name: 'unshare-newuts',
    attempt: 'return syscall.Unshare(syscall.CLONE_NEWUTS)',
    works: BOTH,
    source: 'kernel/fork.c check_unshare_flags()',
  },
  {
    name: 'pidfd-open',
    attempt: `
fd, err := call(434, uintptr(os.Getpid()), 0)
if err != nil {
	return err
}
return syscall.Close(fd)`,
    works: NEITHER,
    source: `${TABLE}: no pidfd_open (5.3)`,
    fallback: true,
  },
  {
    name: 'clock-tai',
    attempt: callOf('syscall.SYS_CLOCK_GETTIME', 11, 'buffer(16)'),
    works: BOTH,
    source: 'kernel/posix-timers.c: CLOCK_TAI (3.10)',
  },
  { name: 'timerfd-monotonic', attempt: callOf(283, 1, 0), works: BOTH, source: 'fs/timerfd.c (2.6.25)' },
  {
    name: 'epoll-ioctl-params',
    attempt: `
fd, err := syscall.EpollCreate1(0)
if err != nil {
	return err
}
_, err = call(syscall.SYS_IOCTL, uintptr(fd), 0x80088a02, buffer(8))
return err`,
    works: NEITHER,
    source: 'fs/eventpoll.c: eventpoll_fops has no ioctl (EPIOCGPARAMS: 6.9): ENOTTY',
  },
  {
    name: 'io-pgetevents',
    attempt: `
if _, err := call(206, 1, buffer(0+8)); err != nil {
	return err
}
_, err := call(333, 0, 0, 0, 0, 0, 0)
if err == syscall.EINVAL {
	return nil
}
return err`,
    works: NEITHER,
    source: `${TABLE}: no io_pgetevents (4.18)`,
  },
  {
    name: 'preadv2',
    attempt: `
f, err := os.Open("/proc/self/exe")
if err != nil {
	return err
}
part := syscall.Iovec{Base: new(byte), Len: 1}
_, err = call(327, f.Fd(), uintptr(unsafe.Pointer(&part)), 1, 0, 0, 0)
return err`,
    works: NEITHER,
    source: `${TABLE}: no preadv2 (4.6)`,
  },
  {
    name: 'rseq',
    attempt: `
area := buffer(64)
area = (area + 31) &^ 31
_, err := call(334, area, 32, 0, 0x53053053)
return err`,
    works: NEITHER,
    source: `${TABLE}: no rseq (4.18)`,
    fallback: true,
  },
  {
    name: 'mseal',
    attempt: `
p, err := pages(1)
if err != nil {
	return err
}
_, err = call(462, p, 4096, 0)
return err`,
    works: NEITHER,
    source: `${TABLE}: no mseal (6.10)`,
  },
  {
    name: 'open-tree',
    attempt: callOf(428, '^uintptr(99)', 'cstring("/tmp")', 0),
    works: NEITHER,
    source: `${TABLE}: no open_tree (5.2)`,
  },
  {
    name: 'futex-wait-call',
    attempt: `
_, err := call(455, word(1), 0, 0xffffffff, 2, 0, 0)
if err == syscall.EAGAIN {
	return nil
}
return err`,
    works: NEITHER,
    source: `${TABLE}: no futex_wait (6.7)`,
  },
  {
    name: 'membarrier-query',
    attempt: callOf(324, 0, 0),
    works: ONLY_EL7,
    source: 'membarrier QUERY says 127 on el7; vanilla has no membarrier',
  },
  {
    name: 'memfd-plain',
    attempt: callOf(319, 'cstring("x")', 1),
    works: ONLY_EL7,
    source: `${TABLE}: memfd_create (3.17)`,
    fallback: true,
  },
]
