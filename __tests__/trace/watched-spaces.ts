import type { KernelOption, OptionSource, OptionSpace } from '../../src/kernel/option-space.js'

/** A row: name, value, and whether it is older than 2.6.33. */
type Row = readonly [name: string, value: number, old?: 'old']

interface Frame extends Partial<OptionSpace> {
  readonly id: string
  readonly syscalls: readonly string[]
}

function space(frame: Frame, source: OptionSource, rows: readonly Row[]): OptionSpace {
  const options = rows.map(
    ([name, value, old]): KernelOption => ({ name, value, since: old ? null : { major: 4, minor: 0 } }),
  )
  return {
    when: [],
    source,
    kind: 'value',
    mask: 0xffff_ffff,
    absence: { kind: 'refused', errno: 'EINVAL' },
    unlisted: 'absent',
    ...frame,
    options,
  }
}

const argument = (arg: number): OptionSource => ({ kind: 'argument', arg })

/** One space of each kind, small. */
export const SPACES: readonly OptionSpace[] = [
  space({ id: 'prctl', syscalls: ['prctl'] }, argument(0), [
    ['PR_SET_NAME', 15, 'old'],
    ['PR_CAP_AMBIENT', 47],
    ['PR_SET_VMA', 0x53564d41],
  ]),
  space(
    {
      id: 'tcp',
      syscalls: ['setsockopt', 'getsockopt'],
      when: [{ arg: 1, values: [6], names: ['SOL_TCP'] }],
    },
    argument(2),
    [
      ['TCP_NODELAY', 1, 'old'],
      ['TCP_ULP', 31],
      ['TCP_INQ', 36],
    ],
  ),
  space({ id: 'clone', syscalls: ['clone'], kind: 'bits', mask: 0xffff_ff00 }, argument(0), [
    ['CLONE_PIDFD', 0x1000],
    ['CLONE_NEWCGROUP', 0x2000000],
  ]),
  space({ id: 'futex', syscalls: ['futex'], mask: 0x7f }, argument(1), [
    ['FUTEX_WAIT', 0, 'old'],
    ['FUTEX_WAKE', 1, 'old'],
    ['FUTEX_WAIT_BITSET', 9, 'old'],
    ['FUTEX_LOCK_PI2', 13],
  ]),
  space({ id: 'futex-clock', syscalls: ['futex'], mask: 0x17f, unlisted: 'offered' }, argument(1), [
    ['FUTEX_WAIT|FUTEX_CLOCK_REALTIME', 0x100],
  ]),
  space({ id: 'open', syscalls: ['openat'], kind: 'bits', unlisted: 'offered' }, argument(2), [
    ['O_TMPFILE', 0x400000],
    ['O_CREAT|O_DIRECTORY', 0x10040],
  ]),
  space({ id: 'seals', syscalls: ['memfd_create'], kind: 'bits' }, argument(1), [
    ['MFD_CLOEXEC', 1, 'old'],
    ['MFD_HUGETLB', 4],
  ]),
  space({ id: 'rwf', syscalls: ['preadv2', 'pwritev2'], kind: 'bits' }, argument(5), [['RWF_APPEND', 0x10]]),
  space(
    { id: 'epoll', syscalls: ['epoll_ctl'], kind: 'bits' },
    { kind: 'memory', arg: 3, offset: 0, bytes: 4 },
    [
      ['EPOLLIN', 1, 'old'],
      ['EPOLLEXCLUSIVE', 0x10000000],
    ],
  ),
  space({ id: 'policy', syscalls: ['sched_setattr'] }, { kind: 'memory', arg: 1, offset: 4, bytes: 4 }, [
    ['SCHED_OTHER', 0, 'old'],
    ['SCHED_DEADLINE', 6],
  ]),
  space(
    { id: 'sched', syscalls: ['sched_setattr'], kind: 'bits' },
    { kind: 'memory', arg: 1, offset: 8, bytes: 8 },
    [
      ['SCHED_FLAG_RESET_ON_FORK', 1, 'old'],
      ['SCHED_FLAG_RECLAIM', 2],
    ],
  ),
  space({ id: 'fs', syscalls: ['mount'], unlisted: 'offered' }, { kind: 'string', arg: 2 }, [['overlay', 0]]),
  space({ id: 'ioctl', syscalls: ['ioctl'], unlisted: 'offered' }, argument(1), [
    ['FICLONE', 0x40049409],
    ['UFFDIO_API', 0xc018aa3f],
  ]),
  space({ id: 'iocb', syscalls: ['io_submit'] }, { kind: 'iocb-opcode' }, [
    ['IOCB_CMD_PREAD', 0, 'old'],
    ['IOCB_CMD_POLL', 5],
  ]),
  {
    ...space({ id: 'cmsg', syscalls: ['sendmsg'], unlisted: 'offered' }, { kind: 'control-message' }, []),
    options: [
      { name: 'IP_TOS', value: 1, since: { major: 3, minor: 13 } },
      { name: 'IP_TOS(1 byte)', value: 1, since: { major: 4, minor: 9 }, bytes: 1 },
      { name: 'UDP_SEGMENT', value: (17 << 16) | 103, since: { major: 4, minor: 18 } },
      { name: 'SCM_RIGHTS', value: (1 << 16) | 1, since: null },
      { name: 'SCM_TXTIME', value: (1 << 16) | 61, since: { major: 4, minor: 19 } },
    ],
  },
]
