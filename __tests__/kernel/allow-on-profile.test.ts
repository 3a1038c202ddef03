import { describe, expect, it } from '@jest/globals'
import { allowOnProfile } from '../../src/kernel/allow-on-profile.js'
import { errnoName, errnoNumber } from '../../src/kernel/errno.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveTarget } from '../../src/kernel/target.js'

const el7 = resolveTarget('el7', loadKernelModel())

describe('allowOnProfile', () => {
  it('offers a call on the architectures of the profile only', () => {
    const { syscalls } = allowOnProfile(el7, ['syscall:openat2'])
    expect(syscalls.x86_64.has('openat2')).toBe(true)
    expect(syscalls.i386.has('openat2')).toBe(true)
    expect(syscalls.arm64.size).toBe(0)
    expect(el7.syscalls.x86_64.has('openat2')).toBe(false)
  })

  it('offers options, by name and by a value that nobody names', () => {
    const allowed = allowOnProfile(el7, ['option:sockopt-socket/SO_COOKIE', 'option:futex-op/0x7e'])
    const space = (id: string) => allowed.spaces.find((each) => each.space.id === id)
    expect(space('sockopt-socket')?.offered.has('SO_COOKIE')).toBe(true)
    expect(space('futex-op')?.offered.has('0x7e')).toBe(true)
    expect(space('futex-op')?.space.options).toContainEqual({ name: '0x7e', value: 0x7e, since: null })
  })

  it('offers paths', () => {
    const pattern = '/proc/thread-self/**'
    expect(el7.absentPaths.some((path) => path.pattern === pattern)).toBe(true)
    expect(
      allowOnProfile(el7, [`path:${pattern}`]).absentPaths.some((path) => path.pattern === pattern),
    ).toBe(false)
  })

  it.each(['openat2', 'option:no-space/X', 'option:futex-op/FUTEX_X', 'path:proc'])('rejects %s', (id) => {
    expect(() => allowOnProfile(el7, [id])).toThrow(RangeError)
  })
})

describe('errno', () => {
  it.each([
    ['ENOSYS', 38],
    ['EINVAL', 22],
    ['ENOPROTOOPT', 92],
    ['EAFNOSUPPORT', 97],
    ['EOPNOTSUPP', 95],
  ])('%s is %i', (name, number) => {
    expect(errnoNumber(name)).toBe(number)
    expect(errnoName(number)).toBe(name)
  })

  it('knows nothing else', () => {
    expect(() => errnoNumber('toString')).toThrow('toString is not an errno')
    expect(errnoName(9999)).toBeNull()
  })
})
