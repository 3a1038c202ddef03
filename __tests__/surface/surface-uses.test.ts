import { describe, expect, it } from '@jest/globals'
import { surfaceUses } from '../../src/surface/surface-uses.js'
import { option, pathUse, program, use } from '../judge/sample-facts.js'
import { EL7, kernel } from '../judge/sample-kernel.js'

const ids = (...[did, ...rest]: Parameters<typeof surfaceUses>) =>
  surfaceUses(did, ...rest).map(({ id }) => id)

describe('surfaceUses', () => {
  const everything = program('/app', {
    syscalls: [use('read'), use('openat2', 1, { ENOSYS: 1 }), use('syscall_0x1f7', 1, { ENOSYS: 1 })],
    options: [
      option('prctl-option', 'PR_SET_NAME', 'prctl'),
      option('prctl-option', 'PR_SET_VMA', 'prctl', { EINVAL: 1 }),
      option('prctl-option', '0x99', 'prctl', { EINVAL: 1 }),
      option('send-flags', 'MSG_ZEROCOPY', 'sendmsg'),
      option('send-flags', '0x8000000', 'sendmsg'),
      option('unheard-of', 'X', 'ioctl'),
    ],
    paths: [pathUse('/proc/thread-self/**', { ENOENT: 1 }), pathUse('/proc/version')],
  })

  it('names what the kernel lacks, and nothing else', () => {
    expect(ids(everything, EL7, 'x86_64')).toEqual([
      'syscall:openat2',
      'syscall:syscall_0x1f7',
      'option:prctl-option/PR_SET_VMA',
      'option:prctl-option/0x99',
      'option:send-flags/MSG_ZEROCOPY',
      'path:/proc/thread-self/**',
    ])
  })

  it('says it in words for people', () => {
    expect(surfaceUses(everything, EL7, 'x86_64').map(({ label }) => label)).toEqual([
      'openat2(2)',
      'syscall_0x1f7(2)',
      'prctl(PR_SET_VMA)',
      'prctl(0x99)',
      'sendmsg(MSG_ZEROCOPY)',
      '/proc/thread-self',
    ])
  })

  it('adds up one option that was asked for through several calls', () => {
    const did = program('/app', {
      options: [
        { ...option('send-flags', 'MSG_ZEROCOPY', 'sendmsg'), firstLine: 9 },
        { ...option('send-flags', 'MSG_ZEROCOPY', 'sendto', { EPIPE: 1 }), firstLine: 4 },
      ],
    })
    expect(surfaceUses(did, EL7, 'x86_64')).toEqual([
      expect.objectContaining({
        count: 2,
        succeeded: 1,
        errors: { EPIPE: 1 },
        firstLine: 4,
        label: 'sendto(MSG_ZEROCOPY)',
      }),
    ])
  })

  it.each([
    ['refused', { ENOSYS: 2 }, 0],
    ['let through', {}, 2],
    ['refused by the host for another reason', { EPERM: 2 }, 2],
    ['refused once', { ENOSYS: 1 }, 1],
  ])('counts as leaked what was not answered as the kernel would: %s', (_, errors, leaked) => {
    const did = program('/app', { syscalls: [use('openat2', 2, errors as Record<string, number>)] })
    expect(surfaceUses(did, EL7, 'x86_64')[0]?.leaked).toBe(leaked)
  })

  it('takes the table of the architecture, or of each that a program may have', () => {
    const did = program('/bin/sh', { syscalls: [use('mmap2'), use('arch_prctl')] })
    expect(ids(did, EL7, 'x86_64')).toEqual(['syscall:mmap2'])
    expect(ids(did, EL7, 'i386')).toEqual(['syscall:arch_prctl'])
    expect(ids(did, EL7, ...EL7.architectures)).toEqual([])
  })

  it('finds less on a newer kernel', () => {
    expect(ids(everything, kernel('linux-6.1'), 'x86_64')).toEqual([
      'syscall:syscall_0x1f7',
      'option:prctl-option/0x99',
    ])
  })
})
