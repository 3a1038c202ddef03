import { argument, bits, IGNORED, refused, type SpaceFrame, values } from './space-frame.js'

const EINVAL = refused('EINVAL')

/** Memory, futexes, clocks. Errors: the default branches of the calls in Linux 3.10. */
export const MEMORY_SPACES: readonly SpaceFrame[] = [
  values({ id: 'madvise-advice', syscalls: ['madvise'], source: argument(2), absence: EINVAL }),
  values({
    id: 'mmap-type',
    syscalls: ['mmap', 'mmap2'],
    source: argument(3),
    mask: 0xf,
    absence: EINVAL,
  }),
  // mmap(2) takes bits that it does not know, but for MAP_SHARED_VALIDATE.
  bits({
    id: 'mmap-flags',
    syscalls: ['mmap', 'mmap2'],
    source: argument(3),
    mask: 0xffff_fff0,
    absence: IGNORED,
    unlisted: 'offered',
  }),
  bits({ id: 'mremap-flags', syscalls: ['mremap'], source: argument(3), absence: EINVAL }),
  bits({ id: 'mlockall-flags', syscalls: ['mlockall'], source: argument(0), absence: EINVAL }),
  bits({ id: 'mlock2-flags', syscalls: ['mlock2'], source: argument(2), absence: EINVAL }),
  bits({ id: 'memfd-flags', syscalls: ['memfd_create'], source: argument(1), absence: EINVAL }),
  bits({ id: 'userfaultfd-flags', syscalls: ['userfaultfd'], source: argument(0), absence: EINVAL }),
  // The three highest of the low 16 bits are flags beside the mode.
  values({
    id: 'set-mempolicy-mode',
    syscalls: ['set_mempolicy'],
    source: argument(0),
    mask: 0xffff_1fff,
    absence: EINVAL,
  }),
  values({ id: 'mbind-mode', syscalls: ['mbind'], source: argument(2), mask: 0xffff_1fff, absence: EINVAL }),
  values({
    id: 'shmctl-command',
    syscalls: ['shmctl'],
    source: argument(1),
    mask: 0xff,
    absence: EINVAL,
    unlisted: 'offered',
  }),
  values({
    id: 'semctl-command',
    syscalls: ['semctl'],
    source: argument(2),
    mask: 0xff,
    absence: EINVAL,
    unlisted: 'offered',
  }),
  values({
    id: 'msgctl-command',
    syscalls: ['msgctl'],
    source: argument(1),
    mask: 0xff,
    absence: EINVAL,
    unlisted: 'offered',
  }),
  // FUTEX_PRIVATE_FLAG (0x80) and FUTEX_CLOCK_REALTIME (0x100) stand beside the operation.
  values({
    id: 'futex-op',
    syscalls: ['futex', 'futex_time64'],
    source: argument(1),
    mask: 0x7f,
    absence: refused('ENOSYS'),
  }),
  values({
    id: 'futex-clock-op',
    syscalls: ['futex', 'futex_time64'],
    source: argument(1),
    mask: 0x17f,
    absence: refused('ENOSYS'),
    unlisted: 'offered',
  }),
  // Negative numbers are clocks of processes, threads and devices.
  values({
    id: 'clock-id',
    syscalls: ['clock_gettime', 'clock_getres', 'clock_nanosleep', 'clock_settime', 'timer_create'],
    source: argument(0),
    absence: EINVAL,
    unlisted: 'offered',
  }),
  values({ id: 'timerfd-clock', syscalls: ['timerfd_create'], source: argument(0), absence: EINVAL }),
  bits({ id: 'timerfd-settime-flags', syscalls: ['timerfd_settime'], source: argument(1), absence: EINVAL }),
]
