import { describe, expect, it } from '@jest/globals'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import {
  ARCHITECTURES,
  introducedOn,
  namesByNumber,
  parseSyscallTable,
} from '../../src/kernel/syscall-table.js'

const table = loadKernelModel().syscalls

describe('the syscall table', () => {
  it.each([
    ['x86_64', 232, 'epoll_wait'],
    ['x86_64', 281, 'epoll_pwait'],
    ['x86_64', 425, 'io_uring_setup'],
    ['arm64', 22, 'epoll_pwait'],
    ['i386', 142, '_newselect'],
  ] as const)('%s %i is %s', (architecture, number, name) => {
    expect(namesByNumber(table, architecture).get(number)).toBe(name)
  })

  it.each(ARCHITECTURES)('has every number of %s once', (architecture) => {
    const numbers = table.map((syscall) => syscall.number[architecture]).filter((number) => number !== null)
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('dates the calls that i386 got later than others', () => {
    const socket = table.find(({ name }) => name === 'socket')
    expect(socket && introducedOn(socket, 'i386')).toEqual({ major: 4, minor: 3 })
    expect(socket && introducedOn(socket, 'x86_64')).toEqual({ major: 2, minor: 0 })
  })
})

describe('parseSyscallTable', () => {
  const header = 'name,x86_64,arm64,i386,introduced,introduced_i386,el7'
  it.each([
    ['name,nr\nread,0', 'syscalls.csv:1:1: the column "introduced" is missing'],
    [
      `${header}\nread,0,63,3,one,,yes`,
      'syscalls.csv:2:13: "one" in column introduced is not a kernel release',
    ],
    [`${header}\nread,0,63,3,1.0,,yes,x`, 'syscalls.csv:2:1: 8 cells, but the header has 7'],
    [`${header}\nread,0,63,3,1.0,,yes\nwrite,x,64,4,1.0,,yes`, 'syscalls.csv:3:7: "x" in column x86_64'],
    [`${header}\nread,0,63,3,1.0,,maybe`, '"maybe" in column el7 is not yes, no or empty'],
    [
      `${header}\nread,0,63,3,1.0,,yes\nwrite,0,64,4,1.0,,yes`,
      "syscalls.csv:3:7: x86_64 0 is read's already",
    ],
    [`${header}\nread,0,63,3,1.0,,yes\nread,1,64,4,1.0,,yes`, "name read is read's already"],
  ])('rejects %j', (csv, message) => expect(() => parseSyscallTable(csv)).toThrow(message))
})
