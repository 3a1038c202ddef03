import type { KernelProfile } from '../../src/kernel/kernel-profile.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import type { Architecture } from '../../src/kernel/syscall-table.js'
import { decide, surfaceDecisions } from '../../src/surface/surface-decision.js'
import { option, SAMPLE } from './sample-profile.js'

const MODEL = loadKernelModel()

function profileOf(id: string): KernelProfile {
  const profile = resolveProfile(MODEL, id)
  if (!profile) throw new Error(`no profile ${id}`)
  return profile
}

/** `allow`, `ask` or the errno's number. */
function answer(
  profile: KernelProfile,
  name: string,
  words: readonly number[] = [],
  architecture: Architecture = 'x86_64',
): string | number {
  const number = MODEL.syscalls.find((one) => one.name === name)?.number[architecture] ?? -1
  const decision = decide(surfaceDecisions(profile, MODEL.syscalls, architecture), number, words)
  return decision.kind === 'errno' ? decision.errno : decision.kind
}

const [EPERM, EINVAL, ENOSYS, ENOPROTOOPT, EOPNOTSUPP, EAFNOSUPPORT] = [1, 22, 38, 92, 95, 97]

describe('decisions on the sample', () => {
  it.each<[string, number[], string | number]>([
    ['read', [], 'allow'],
    ['io_uring_setup', [], ENOSYS],
    ['uname', [], 'ask'],
    ['prctl', [47], EINVAL],
    ['prctl', [0xdead], EINVAL],
    ['prctl', [22, 0], EPERM],
    ['prctl', [22, 1], 'allow'],
    ['futex', [0, 12 | 0x80], 'allow'],
    ['futex', [0, 13 | 0x80], ENOSYS],
    ['fallocate', [0, 3], 'allow'],
    ['fallocate', [0, 8], EOPNOTSUPP],
    ['fallocate', [0, 16], EINVAL],
    ['fallocate', [0, 8 | 16], EOPNOTSUPP],
    ['fallocate', [0, 4], EOPNOTSUPP],
    ['setsockopt', [3, 6, 31], ENOPROTOOPT],
    ['setsockopt', [3, 6, 99], 'allow'],
    ['setsockopt', [3, 1, 31], 'allow'],
    ['setsockopt', [3, 1, 57], 'allow'],
    ['clone', [0x1000], 'allow'],
    ['sendmsg', [], 'ask'],
    ['mount', [0, 0, 0, 0], 'ask'],
    ['mount', [0, 0, 0, 1], 'allow'],
    ['io_submit', [], 'ask'],
  ])('%s%j -> %s', (name, words, expected) => {
    expect(answer(SAMPLE, name, words)).toBe(expected)
  })

  it('takes an option of several bits only when all are set', () => {
    const [O_TMPFILE, O_DIRECTORY] = [0o20200000, 0o200000]
    expect(answer(SAMPLE, 'open', [0, O_DIRECTORY])).toBe('ask')
    expect(answer(SAMPLE, 'open', [0, O_TMPFILE])).toBe(EINVAL)
    expect(answer(SAMPLE, 'open', [0, 0x8000_0000])).toBe(EINVAL)
  })

  it('asks about paths only where some are absent or read otherwise', () => {
    expect(answer({ ...SAMPLE, absentPaths: [] }, 'stat')).toBe('ask')
    expect(answer({ ...SAMPLE, absentPaths: [], contents: [] }, 'stat')).toBe('allow')
  })

  it('does not read the struct of i386 programs', () => {
    const [space] = SAMPLE.spaces
    if (!space) throw new Error('no space')
    const mmap = { ...space.space, syscalls: ['mmap', 'mmap2'], options: [option('MAP_SHARED', 1)] }
    const profile: KernelProfile = {
      ...SAMPLE,
      syscalls: { ...SAMPLE.syscalls, i386: new Set(['mmap', 'mmap2', 'sendmsg']) },
      spaces: [{ ...space, space: mmap }, ...SAMPLE.spaces],
    }
    expect(answer(profile, 'mmap2', [7], 'i386')).toBe(EINVAL)
    expect(answer(profile, 'mmap', [7], 'i386')).toBe('allow')
    expect(answer(profile, 'mmap', [7])).toBe(EINVAL)
    expect(answer(profile, 'sendmsg', [], 'i386')).toBe('allow')
  })
})

describe('decisions on real kernels', () => {
  const [AF_INET, IPPROTO_MPTCP, AF_XDP] = [2, 262, 44]
  const [PR_SET_VMA, PR_CAP_AMBIENT, PR_SET_NAME] = [0x53564d41, 47, 15]
  const [SOL_SOCKET, SO_COOKIE, SOL_TCP, TCP_FASTOPEN_CONNECT, TCP_NODELAY] = [1, 57, 6, 30, 1]
  const [CLONE_PIDFD, P_PIDFD, FUTEX_LOCK_PI2] = [0x1000, 3, 13]

  it.each<[string, string, number[], string | number]>([
    ['el7', 'openat2', [], ENOSYS],
    ['el7', 'statx', [], ENOSYS],
    ['el7', 'getrandom', [0, 16, 0], 'allow'],
    ['el7.3', 'getrandom', [0, 16, 0], ENOSYS],
    ['linux-3.10', 'getrandom', [0, 16, 0], ENOSYS],
    ['el7', 'memfd_create', [0, 1], 'allow'],
    ['el7', 'socket', [AF_INET, 1, IPPROTO_MPTCP], EINVAL],
    ['el7', 'socket', [AF_INET, 1, 0], 'allow'],
    ['el7', 'socket', [AF_XDP, 3, 0], EAFNOSUPPORT],
    ['el7', 'prctl', [PR_SET_VMA], EINVAL],
    ['el7', 'prctl', [PR_SET_NAME], 'allow'],
    ['el7', 'prctl', [PR_CAP_AMBIENT, 1], 'allow'],
    ['linux-3.10', 'prctl', [PR_CAP_AMBIENT, 1], EINVAL],
    ['el7', 'setsockopt', [3, SOL_TCP, TCP_FASTOPEN_CONNECT], ENOPROTOOPT],
    ['el7', 'setsockopt', [3, SOL_TCP, TCP_NODELAY], 'allow'],
    ['el7', 'getsockopt', [3, SOL_SOCKET, SO_COOKIE], ENOPROTOOPT],
    ['el7', 'clone', [CLONE_PIDFD], 'allow'],
    ['el7', 'waitid', [P_PIDFD, 3, 0, 4], EINVAL],
    ['el7', 'futex', [0, FUTEX_LOCK_PI2], ENOSYS],
    ['el7', 'futex', [0, 128], 'allow'],
    ['el7', 'copy_file_range', [3, 0, 4, 0, 4096, 0], ENOSYS],
    ['el8', 'copy_file_range', [3, 0, 4, 0, 4096, 0], 'allow'],
  ])('%s: %s%j -> %s', (id, name, words, expected) => {
    expect(answer(profileOf(id), name, words)).toBe(expected)
  })
})
