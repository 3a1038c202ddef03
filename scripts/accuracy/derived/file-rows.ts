import { BOTH, type DerivedRow, NEITHER, ONLY_EL7 } from './derived-row.js'

const FCNTL = 'fs/fcntl.c do_fcntl()'
const BASE = 'fs/proc/base.c'

const command = (number: string, argument: string): string => `
f, err := temp()
if err != nil {
	return err
}
_, err = call(syscall.SYS_FCNTL, f.Fd(), ${number}, ${argument})
return err`

/** Files: fcntl, inotify, fanotify, mounts, /proc. */
export const FILE_ROWS: readonly DerivedRow[] = [
  {
    name: 'f-ofd-setlk',
    attempt: `lock := syscall.Flock_t{Type: 1}\n${command('37', 'uintptr(unsafe.Pointer(&lock))')}`,
    works: ONLY_EL7,
    source: `${FCNTL}: F_OFD_SETLK (3.15)`,
    fallback: true,
  },
  {
    name: 'f-setpipe-sz',
    attempt: `
p := [2]int{}
if err := syscall.Pipe(p[:]); err != nil {
	return err
}
_, err := call(syscall.SYS_FCNTL, uintptr(p[0]), 1031, 4096)
return err`,
    works: BOTH,
    source: `${FCNTL}: F_SETPIPE_SZ (2.6.35)`,
  },
  {
    name: 'f-get-rw-hint',
    attempt: command('1035', 'buffer(8)'),
    works: NEITHER,
    source: `${FCNTL}: F_GET_RW_HINT (4.13)`,
  },
  {
    name: 'f-dupfd-query',
    attempt: command('1027', 'f.Fd()'),
    works: NEITHER,
    source: `${FCNTL}: F_DUPFD_QUERY (6.10)`,
  },
  {
    name: 'in-mask-create',
    attempt: `
fd, err := syscall.InotifyInit1(0)
if err != nil {
	return err
}
if _, err := syscall.InotifyAddWatch(fd, "/tmp", 2); err != nil {
	return err
}
if _, err := syscall.InotifyAddWatch(fd, "/tmp", 2|0x10000000); err != syscall.EEXIST {
	return fmt.Errorf("a second watch: %v", err)
}
return nil`,
    works: NEITHER,
    source:
      'fs/notify/inotify/inotify_user.c: IN_MASK_CREATE (4.18) is EINVAL on el7 and replaces the watch on vanilla; seen on both',
  },
  {
    name: 'fanotify-report-fid',
    attempt: '_, err := call(300, 0x200, 0)\nreturn err',
    works: NEITHER,
    source: 'fs/notify/fanotify/fanotify_user.c: flags & ~FAN_ALL_INIT_FLAGS is EINVAL (FAN_REPORT_FID: 5.1)',
  },
  {
    name: 'name-to-handle',
    attempt: `
handle := [136]byte{128}
_, err := call(303, ^uintptr(99), cstring("/tmp"), uintptr(unsafe.Pointer(&handle)), word(0), 0)
return err`,
    works: BOTH,
    source: 'fs/fhandle.c: name_to_handle_at (2.6.39)',
  },
  {
    name: 'name-to-handle-fid',
    attempt: `
handle := [136]byte{128}
_, err := call(303, ^uintptr(99), cstring("/tmp"), uintptr(unsafe.Pointer(&handle)), word(0), 0x200)
return err`,
    works: NEITHER,
    source: 'fs/fhandle.c: flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH) is EINVAL (AT_HANDLE_FID: 6.5)',
  },
  {
    name: 'o-path-fstat',
    attempt: `
fd, err := syscall.Open("/tmp", 0x200000, 0)
if err != nil {
	return err
}
var st syscall.Stat_t
return syscall.Fstat(fd, &st)`,
    works: BOTH,
    source: 'fs/stat.c vfs_fstat(): fdget_raw (3.6)',
  },
  {
    name: 'mount-cgroup2',
    attempt: `
if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
	return err
}
dir, err := os.MkdirTemp("", "cg")
if err != nil {
	return err
}
return syscall.Mount("none", dir, "cgroup2", 0, "")`,
    works: NEITHER,
    source: 'no cgroup2 (4.5) in kernel/cgroup.c: ENODEV; seen on both',
    fallback: true,
  },
  {
    name: 'mount-lazytime',
    attempt: `
if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
	return err
}
dir, err := os.MkdirTemp("", "lazy")
if err != nil {
	return err
}
if err := syscall.Mount("none", dir, "tmpfs", 1<<25, ""); err != nil {
	return err
}
return fileHas("/proc/self/mountinfo", "lazytime")`,
    works: NEITHER,
    source: 'fs/namespace.c: MS_LAZYTIME (4.0) is ignored; seen on both',
  },
  {
    name: 'smaps-rollup',
    attempt: 'return fileHas("/proc/self/smaps_rollup", "Pss:")',
    works: NEITHER,
    source: `${BASE}: no smaps_rollup (4.14); seen on both`,
    fallback: true,
  },
  {
    name: 'ns-cgroup',
    attempt: '_, err := os.Readlink("/proc/self/ns/cgroup")\nreturn err',
    works: NEITHER,
    source: 'fs/proc/namespaces.c: no cgroup (4.6); seen on both',
  },
  {
    name: 'ns-time',
    attempt: '_, err := os.Readlink("/proc/self/ns/time")\nreturn err',
    works: NEITHER,
    source: 'fs/proc/namespaces.c: no time (5.6)',
  },
  {
    name: 'ns-by-pid',
    attempt: '_, err := os.Stat(fmt.Sprintf("/proc/%d/ns/cgroup", os.Getpid()))\nreturn err',
    works: NEITHER,
    source: 'fs/proc/namespaces.c: no cgroup (4.6); seen on both',
  },
  {
    name: 'pressure',
    attempt: 'return opens("/proc/pressure/memory")',
    works: NEITHER,
    source: 'no kernel/sched/psi.c (4.20)',
    fallback: true,
  },
  {
    name: 'proc-setgroups',
    attempt: 'return opens("/proc/self/setgroups")',
    works: ONLY_EL7,
    source: `${BASE}: setgroups (3.19)`,
  },
  {
    name: 'mem-available',
    attempt: 'return fileHas("/proc/meminfo", "\\nMemAvailable:")',
    works: ONLY_EL7,
    source: 'fs/proc/meminfo.c: MemAvailable (3.14)',
    fallback: true,
  },
  {
    name: 'k-reclaimable',
    attempt: 'return fileHas("/proc/meminfo", "\\nKReclaimable:")',
    works: NEITHER,
    source: 'fs/proc/meminfo.c: no KReclaimable (4.20)',
  },
  {
    name: 'status-no-new-privs',
    attempt: 'return fileHas("/proc/self/status", "\\nNoNewPrivs:")',
    works: ONLY_EL7,
    source: 'fs/proc/array.c: NoNewPrivs (4.10)',
  },
  {
    name: 'status-nspid',
    attempt: 'return fileHas("/proc/self/status", "\\nNSpid:")',
    works: NEITHER,
    source: 'fs/proc/array.c: no NSpid (4.1)',
  },
  {
    name: 'tiocgptpeer',
    attempt: `
fd, err := syscall.Open("/dev/ptmx", syscall.O_RDWR|syscall.O_NOCTTY, 0)
if err != nil {
	return err
}
if _, err := call(syscall.SYS_IOCTL, uintptr(fd), 0x40045431, word(0)); err != nil {
	return err
}
_, err = call(syscall.SYS_IOCTL, uintptr(fd), 0x5441, syscall.O_RDWR|syscall.O_NOCTTY)
return err`,
    works: NEITHER,
    source: 'drivers/tty: no TIOCGPTPEER (4.13)',
    fallback: true,
  },
  {
    name: 'ns-get-userns',
    attempt: `
f, err := os.Open("/proc/self/ns/uts")
if err != nil {
	return err
}
_, err = call(syscall.SYS_IOCTL, f.Fd(), 0xb701, 0)
return err`,
    works: NEITHER,
    source: 'no NS_GET_USERNS (4.9) in fs/proc/namespaces.c',
  },
]
