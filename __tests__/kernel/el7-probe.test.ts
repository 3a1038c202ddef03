import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { errnoName } from '../../src/kernel/errno.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveTarget } from '../../src/kernel/target.js'

/** Every FLAG line of the probe, and the option that it tried; `offered` where a file system or the build decided. */
const TRIED: Readonly<Record<string, string | readonly [option: string, note: 'tmpfs' | 'not built']>> = {
  EPOLLEXCLUSIVE: 'epoll-events/EPOLLEXCLUSIVE',
  'socket MPTCP(262)': 'inet-protocol/IPPROTO_MPTCP',
  'O_TMPFILE /tmp(tmpfs)': 'openat-flags/O_TMPFILE',
  'timerfd CLOCK_BOOTTIME': 'timerfd-clock/CLOCK_BOOTTIME',
  'timerfd MONOTONIC': 'timerfd-clock/CLOCK_MONOTONIC',
  'madvise MADV_FREE(8)': 'madvise-advice/MADV_FREE',
  'MADV_WIPEONFORK(18)': 'madvise-advice/MADV_WIPEONFORK',
  'MADV_COLD(20)': 'madvise-advice/MADV_COLD',
  'MADV_POPULATE_READ(22)': 'madvise-advice/MADV_POPULATE_READ',
  'MADV_COLLAPSE(25)': 'madvise-advice/MADV_COLLAPSE',
  'MADV_HUGEPAGE(14)': 'madvise-advice/MADV_HUGEPAGE',
  'MAP_FIXED_NOREPLACE on busy addr': 'mmap-flags/MAP_FIXED_NOREPLACE',
  'prctl PR_SET_VMA': 'prctl-option/PR_SET_VMA',
  'prctl PR_SET_NO_NEW_PRIVS': 'prctl-option/PR_SET_NO_NEW_PRIVS',
  'prctl PR_CAP_AMBIENT_CLEAR_ALL': 'prctl-option/PR_CAP_AMBIENT',
  'prctl PR_SCHED_CORE': 'prctl-option/PR_SCHED_CORE',
  SO_REUSEPORT: 'sockopt-socket/SO_REUSEPORT',
  IP_BIND_ADDRESS_NO_PORT: 'sockopt-ip/IP_BIND_ADDRESS_NO_PORT',
  'TCP_FASTOPEN(23)': 'sockopt-tcp/TCP_FASTOPEN',
  'TCP_FASTOPEN_CONNECT(30)': 'sockopt-tcp/TCP_FASTOPEN_CONNECT',
  'TCP_NOTSENT_LOWAT(25)': 'sockopt-tcp/TCP_NOTSENT_LOWAT',
  'TCP_USER_TIMEOUT(18)': 'sockopt-tcp/TCP_USER_TIMEOUT',
  'TCP_ULP(31)': 'sockopt-tcp/TCP_ULP',
  'SO_ZEROCOPY(60)': 'sockopt-socket/SO_ZEROCOPY',
  'SO_INCOMING_CPU(49) get': 'sockopt-socket/SO_INCOMING_CPU',
  'SO_COOKIE(57) get': 'sockopt-socket/SO_COOKIE',
  'SO_ATTACH_REUSEPORT_CBPF(51)': 'sockopt-socket/SO_ATTACH_REUSEPORT_CBPF',
  'SO_BUSY_POLL(46)': 'sockopt-socket/SO_BUSY_POLL',
  'UDP_SEGMENT(103) get': 'sockopt-udp/UDP_SEGMENT',
  'UDP_GRO(104)': 'sockopt-udp/UDP_GRO',
  'IP_RECVTOS(13)': 'sockopt-ip/IP_RECVTOS',
  'sendmsg IP_TOS cmsg len=1': 'control-message/IP_TOS(1 byte)',
  'sendmsg IP_TOS cmsg len=4': 'control-message/IP_TOS',
  'AF_ALG(38)': 'socket-family/AF_ALG',
  'AF_VSOCK(40)': ['socket-family/AF_VSOCK', 'not built'],
  'AF_XDP(44)': 'socket-family/AF_XDP',
  'copy_file_range tmpfs->tmpfs': 'copy-file-range-flags/0',
  'fcntl F_OFD_SETLK': 'fcntl-command/F_OFD_SETLK',
  'fallocate PUNCH_HOLE': 'fallocate-mode/FALLOC_FL_PUNCH_HOLE',
  'fallocate ZERO_RANGE(0x10)': ['fallocate-mode/FALLOC_FL_ZERO_RANGE', 'tmpfs'],
  'fallocate UNSHARE(0x40)': 'fallocate-mode/FALLOC_FL_UNSHARE_RANGE',
  'renameat2 NOREPLACE tmpfs': 'renameat2-flags/RENAME_NOREPLACE',
  'renameat2 EXCHANGE tmpfs': 'renameat2-flags/RENAME_EXCHANGE',
  memfd_create: 'memfd-flags/MFD_CLOEXEC',
  'memfd_create HUGETLB(4)': 'memfd-flags/MFD_HUGETLB',
  'getrandom 0': 'getrandom-flags/GRND_NONBLOCK',
  'getrandom GRND_INSECURE(4)': 'getrandom-flags/GRND_INSECURE',
  'membarrier QUERY': 'membarrier-command/MEMBARRIER_CMD_QUERY',
  'seccomp GET_ACTION_AVAIL': 'seccomp-operation/SECCOMP_GET_ACTION_AVAIL',
  'seccomp filter FLAG_LOG(2)': 'seccomp-flags/SECCOMP_FILTER_FLAG_LOG',
  userfaultfd: 'userfaultfd-flags/O_CLOEXEC',
  'mlock2 ONFAULT': 'mlock2-flags/MLOCK_ONFAULT',
  'waitid P_PIDFD': 'waitid-idtype/P_PIDFD',
  'CLONE_NEWCGROUP unshare': 'unshare-flags/CLONE_NEWCGROUP',
}

/** Lines about a whole call, or about a bad pointer. */
const CALLS: Readonly<Record<string, string>> = {
  'seccomp filter TSYNC(1) null': 'seccomp',
  pkey_alloc: 'pkey_alloc',
  'bpf PROG_LOAD null': 'bpf',
  inotify_init1: 'inotify_init1',
  eventfd2: 'eventfd2',
}

const el7 = resolveTarget('el7', loadKernelModel())
const lines = readFileSync(
  new URL('../fixtures/kernel/el7-3.10.0-1160.probe.txt', import.meta.url),
  'utf8',
).split('\n')
const flags = lines
  .map((line) => /^FLAG (.*?)\s*-> (.*)$/.exec(line))
  .filter((match) => match !== null)
  .map(([, what = '', answer = '']) => ({ what, answer }))

function stateOf(option: string): { offered: boolean; absence: string } {
  const [id, name = ''] = [option.slice(0, option.indexOf('/')), option.slice(option.indexOf('/') + 1)]
  const space = el7.spaces.find((each) => each.space.id === id)
  if (!space?.space.options.some((each) => each.name === name)) throw new Error(`no option ${option}`)
  const absence = space.absences.get(name) ?? space.space.absence
  return {
    offered: space.offered.has(name),
    absence: absence.kind === 'refused' ? absence.errno : absence.kind,
  }
}

describe('what a real el7 kernel answered', () => {
  it('names all numbers from 300 on that the profile has', () => {
    const numbers = /^PROBE present.*?: (.*)$/m.exec(lines.join('\n'))?.[1]?.split(' ').map(Number) ?? []
    const model = loadKernelModel()
    const ours = model.syscalls
      .filter(({ name }) => el7.syscalls.x86_64.has(name))
      .map(({ number }) => number.x86_64 ?? 0)
      .filter((number) => number >= 300 && number !== 320)
    expect(ours.sort((a, b) => a - b)).toEqual(numbers)
  })

  it('is understood line by line', () => {
    const other = ['CLONE_PIDFD', 'open hpage_pmd_size']
    const known = [...Object.keys(TRIED), ...Object.keys(CALLS), ...other]
    expect(
      flags.map(({ what }) => what.replace(/^clone /, '')).filter((what) => !known.includes(what)),
    ).toEqual([])
    expect(flags.length).toBe(known.length)
  })

  it.each(flags.filter(({ what }) => what in TRIED).map(({ what, answer }) => [what, answer] as const))(
    '%s: %s',
    (what, answer) => {
      const tried = TRIED[what] ?? ''
      if (typeof tried !== 'string') {
        expect(stateOf(tried[0]).offered).toBe(true)
        return
      }
      const { offered, absence } = stateOf(tried)
      const errno = /^-(\d+) /.exec(answer)?.[1]
      if (/^OK/.test(answer)) expect(offered).toBe(true)
      else if (errno)
        expect({ offered, absence }).toEqual({ offered: false, absence: errnoName(Number(errno)) })
      else expect({ offered, absence }).toEqual({ offered: false, absence: 'ignored' })
    },
  )

  it.each(Object.entries(CALLS))('%s: the call is there', (_, name) => {
    expect(el7.syscalls.x86_64.has(name)).toBe(true)
  })

  it('ignores CLONE_PIDFD in clone', () => {
    expect(stateOf('clone-flags/CLONE_PIDFD')).toEqual({ offered: false, absence: 'ignored' })
  })

  it('has no hpage_pmd_size', () => {
    expect(el7.absentPaths.map(({ pattern }) => pattern)).toContain(
      '/sys/kernel/mm/transparent_hugepage/hpage_pmd_size',
    )
  })
})
