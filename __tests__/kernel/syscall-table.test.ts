import { describe, expect, it } from '@jest/globals'
import { loadSyscallTable } from '../../src/kernel/load-syscall-table.js'
import { namesByNumber, parseSyscallTable } from '../../src/kernel/syscall-table.js'

describe('the syscall table', () => {
  const table = loadSyscallTable()

  it.each([
    ['x86_64', 232, 'epoll_wait'],
    ['x86_64', 281, 'epoll_pwait'],
    ['x86_64', 425, 'io_uring_setup'],
    ['arm64', 22, 'epoll_pwait'],
    ['i386', 142, '_newselect'],
  ] as const)('%s %i is %s', (architecture, number, name) => {
    expect(namesByNumber(table, architecture).get(number)).toBe(name)
  })

  it('has every number of an architecture once', () => {
    for (const architecture of ['x86_64', 'arm64', 'i386'] as const) {
      const numbers = table.map((syscall) => syscall.number[architecture]).filter((number) => number !== null)
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })
})

describe('parseSyscallTable', () => {
  const header = 'name,x86_64,arm64,i386,introduced'
  it.each([
    ['name,nr', /line 1 is not/],
    [`${header}\nread,0,63,3,one`, /line 2 is not a syscall/],
    [`${header}\nread,0,63,3,1.0,x`, /line 2 is not a syscall/],
    [`${header}\nread,0,63,3,1.0\nwrite,x,64,4,1.0`, /line 3 has a number that is none/],
  ])('rejects %j', (csv, message) => expect(() => parseSyscallTable(csv)).toThrow(message))
})
