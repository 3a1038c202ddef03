import { describe, expect, it } from '@jest/globals'
import type { KernelProfile } from '../../src/kernel/kernel-profile.js'
import { renderKernelVersion } from '../../src/kernel/kernel-version.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import { ARCHITECTURES } from '../../src/kernel/syscall-table.js'

const model = loadKernelModel()

function profile(id: string): KernelProfile {
  const found = resolveProfile(model, id)
  if (!found) throw new Error(`no profile ${id}`)
  return found
}

function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((name) => !b.has(name)).sort()
}

/** `space/option` for all that is offered. */
function offeredOptions({ spaces }: KernelProfile): Set<string> {
  return new Set(spaces.flatMap(({ space, offered }) => [...offered].map((name) => `${space.id}/${name}`)))
}

function numbers(id: string): number[] {
  const names = profile(id).syscalls.x86_64
  return model.syscalls.filter(({ name }) => names.has(name)).map(({ number }) => number.x86_64 ?? -1)
}

describe('el7', () => {
  const el7 = profile('el7')

  it('is vanilla 3.10 with exactly fifteen calls more', () => {
    const vanilla = profile('linux-3.10').syscalls.x86_64
    expect(difference(vanilla, el7.syscalls.x86_64)).toEqual([])
    expect(difference(el7.syscalls.x86_64, vanilla)).toEqual([
      'bpf',
      'copy_file_range',
      'getrandom',
      'kexec_file_load',
      'membarrier',
      'memfd_create',
      'mlock2',
      'pkey_alloc',
      'pkey_free',
      'pkey_mprotect',
      'renameat2',
      'sched_getattr',
      'sched_setattr',
      'seccomp',
      'userfaultfd',
    ])
  })

  it.each([322, 327, 328])('lacks number %i', (number) => expect(numbers('el7')).not.toContain(number))

  it('lacks all from 332 on', () => expect(Math.max(...numbers('el7'))).toBe(331))

  it('has no renameat2 and no direct socket calls on i386, as its own table says', () => {
    expect(el7.syscalls.i386.has('memfd_create')).toBe(true)
    expect(el7.syscalls.i386.has('socketcall')).toBe(true)
    expect(el7.syscalls.i386.has('renameat2')).toBe(false)
    expect(el7.syscalls.i386.has('socket')).toBe(false)
  })

  it('does not exist for arm64', () => {
    expect(el7.architectures).toEqual(['x86_64', 'i386'])
    expect(el7.syscalls.arm64.size).toBe(0)
  })

  it('has the same release in uname and in its files', () => {
    expect(el7.release).toBe('3.10.0-1160.el7.x86_64')
    expect(el7.contents).toContainEqual({
      path: '/proc/sys/kernel/osrelease',
      kind: 'replaced',
      text: '3.10.0-1160.el7.x86_64\n',
    })
    expect(el7.contents.find(({ path }) => path === '/proc/version')).toMatchObject({
      text: expect.stringMatching(/^Linux version 3\.10\.0-1160\.el7\.x86_64 .*#1 SMP.*\n$/),
    })
  })

  it('knows the last capability of its own', () => {
    const last = (id: string) => profile(id).contents.find(({ path }) => path.endsWith('cap_last_cap'))
    expect(last('el7')).toMatchObject({ text: '36\n' })
    expect(last('linux-5.10')).toMatchObject({ text: '40\n' })
  })

  it.each(['7', '8'])('has at 7.%s what 7.9 has', (minor) => {
    const older = profile(`el7.${minor}`)
    expect(difference(older.syscalls.x86_64, el7.syscalls.x86_64)).toEqual([])
    expect(difference(el7.syscalls.x86_64, older.syscalls.x86_64)).toEqual([])
  })

  it('lacks nine of its calls at 7.3', () => {
    expect(difference(el7.syscalls.x86_64, profile('el7.3').syscalls.x86_64)).toEqual([
      'bpf',
      'copy_file_range',
      'getrandom',
      'membarrier',
      'mlock2',
      'pkey_alloc',
      'pkey_free',
      'pkey_mprotect',
      'seccomp',
    ])
  })
})

describe('supersets', () => {
  it.each([
    ['linux-2.6.32', 'linux-3.2'],
    ['linux-3.2', 'linux-3.10'],
    ['linux-3.10', 'linux-3.16'],
    ['linux-3.16', 'linux-4.4'],
    ['linux-4.4', 'linux-4.18'],
    ['linux-4.18', 'linux-5.14'],
    ['linux-5.14', 'linux-6.8'],
    ['linux-6.8', 'linux-7.2'],
    ['linux-3.10', 'el7.0'],
    ['el7.0', 'el7.3'],
    ['el7.3', 'el7.6'],
    ['el7.3', 'el7'],
    ['el8.3', 'el8'],
    ['linux-4.18', 'el8'],
  ])('%s is within %s', (a, b) => {
    const [older, newer] = [profile(a), profile(b)]
    for (const architecture of ARCHITECTURES) {
      if (!newer.architectures.includes(architecture)) continue
      expect(difference(older.syscalls[architecture], newer.syscalls[architecture])).toEqual([])
    }
    const given = REMOVED.get(b) ?? []
    expect(difference(offeredOptions(older), offeredOptions(newer))).toEqual(given)
    const newerAbsent = new Set(newer.absentPaths.map(({ pattern }) => pattern))
    const olderAbsent = new Set(older.absentPaths.map(({ pattern }) => pattern))
    expect(difference(newerAbsent, olderAbsent)).toEqual([])
  })
})

/** What RHEL 7 does not have although its base has it: user namespaces are off by default; f2fs is not built. */
const EL7_WITHOUT = ['clone-flags/CLONE_NEWUSER', 'mount-filesystem/f2fs', 'unshare-flags/CLONE_NEWUSER']
const REMOVED = new Map([
  ['el7.3', EL7_WITHOUT],
  // Measured on 3.10.108: shorter than programs of today expect, which they are not told.
  ['linux-3.10', ['sockopt-tcp/TCP_INFO']],
])

describe('the other kernels', () => {
  it.each([
    ['centos7', 'el7'],
    ['el7.9', 'el7'],
    ['jammy', 'ubuntu-22.04'],
    ['al2', 'amazon-2'],
    ['bookworm', 'debian-12'],
    ['sles15', 'sles-15'],
  ])('%s is %s', (alias, id) => expect(profile(alias).id).toBe(id))

  it.each([
    ['linux-3.10', 313],
    ['linux-3.2', 311],
    ['ubuntu-14.04', 313],
    ['debian-8', 316],
    ['ubuntu-16.04', 325],
    ['amazon-2', 332],
    ['debian-10', 334],
    ['ubuntu-20.04', 435],
    ['debian-11', 440],
    ['ubuntu-22.04', 448],
    ['debian-12', 450],
    ['ubuntu-24.04', 461],
    ['debian-13', 462],
    ['el6', 311],
    ['el7.3', 323],
  ])('%s ends at %i on x86_64', (id, last) => expect(Math.max(...numbers(id))).toBe(last))

  it('is up to date: no call is newer than the newest release', () => {
    const offered = profile(`linux-${renderKernelVersion(model.newest)}`).syscalls.x86_64
    const dated = model.syscalls.filter(({ introduced, number }) => introduced && number.x86_64 !== null)
    expect(dated.map(({ name }) => name).filter((name) => !offered.has(name))).toEqual([])
  })

  it('offers no io_uring on any el', () => {
    for (const { id } of model.profiles.filter(({ id }) => id.startsWith('el'))) {
      expect(profile(id).syscalls.x86_64.has('io_uring_setup')).toBe(false)
    }
  })

  it.each(['linux-3.20', 'linux-4.21', 'linux-2.6.18', 'linux-7.3', 'linux-3', 'linux-', 'el', '', 'EL7'])(
    'there is no %j',
    (id) => expect(resolveProfile(model, id)).toBeNull(),
  )

  it('has arm64 from the kernel on that first had it', () => {
    expect(profile('linux-3.6').architectures).not.toContain('arm64')
    expect(profile('linux-3.7').architectures).toContain('arm64')
    expect(profile('el8').syscalls.arm64.has('statx')).toBe(true)
    expect(profile('el8').syscalls.arm64.has('pidfd_open')).toBe(false)
  })
})
