import { describe, expect, it } from '@jest/globals'
import { errnoNumber } from '../../src/kernel/errno.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { parseOptionTable } from '../../src/kernel/option-table.js'
import { parseLineTable, parsePathTable } from '../../src/kernel/path-table.js'
import { parseProfileTable } from '../../src/kernel/profile-table.js'
import { SPACE_FRAMES } from '../../src/kernel/spaces/space-frames.js'

const model = loadKernelModel()
const spaces = model.spaces

describe('the option spaces', () => {
  it('have ids of their own', () => {
    expect(new Set(spaces.map(({ id }) => id)).size).toBe(spaces.length)
  })

  it.each(spaces.map((space) => [space.id, space] as const))('%s is sound', (_, space) => {
    const known = new Set(model.syscalls.map(({ name }) => name))
    expect(space.syscalls.filter((name) => !known.has(name))).toEqual([])
    expect(space.options.length).toBeGreaterThan(0)
    const names = space.options.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, value } of space.options) {
      expect({ name, outside: (value & ~space.mask) >>> 0 }).toEqual({ name, outside: 0 })
    }
    for (const { values, names } of space.when) expect(values.length).toBe(names.length)
    if (space.absence.kind === 'refused') expect(errnoNumber(space.absence.errno)).toBeGreaterThan(0)
    // A kernel that ignores what it does not know cannot be said to lack it.
    if (space.absence.kind === 'ignored') expect(space.unlisted).toBe('offered')
  })

  it.each(spaces.filter(({ kind }) => kind === 'value').map((space) => [space.id, space] as const))(
    '%s names each value once',
    (_, { options, source }) => {
      if (source.kind === 'string') return
      const values = options.map(({ value, bytes }) => `${value}/${bytes ?? ''}`)
      expect(new Set(values).size).toBe(values.length)
    },
  )

  it('leave out nothing that a Go program, glibc or strace needs to start on 3.10', () => {
    const needed = [
      'arch-prctl-code/ARCH_SET_FS',
      'prctl-option/PR_SET_NAME',
      'prctl-option/PR_CAPBSET_READ',
      'futex-op/FUTEX_WAIT',
      'futex-op/FUTEX_WAKE',
      'madvise-advice/MADV_DONTNEED',
      'madvise-advice/MADV_HUGEPAGE',
      'mmap-type/MAP_PRIVATE',
      'socket-family/AF_INET6',
      'socket-family/AF_NETLINK',
      'sockopt-level/SOL_TCP',
      'sockopt-socket/SO_REUSEADDR',
      'sockopt-ipv6/IPV6_V6ONLY',
      'sockopt-tcp/TCP_NODELAY',
      'fcntl-command/F_DUPFD_CLOEXEC',
      'waitid-idtype/P_PID',
      'fstatat-flags/AT_EMPTY_PATH',
      'timerfd-clock/CLOCK_MONOTONIC',
    ]
    const offered = spaces.flatMap(({ id, options }) =>
      options
        .filter(({ since }) => since === null || since.major < 3 || (since.major === 3 && since.minor <= 10))
        .map(({ name }) => `${id}/${name}`),
    )
    expect(needed.filter((name) => !offered.includes(name))).toEqual([])
    expect(spaces.some(({ syscalls }) => syscalls.includes('ptrace'))).toBe(false)
  })
})

describe('the path table', () => {
  it('has each pattern once, and hides nothing that 3.10 has', () => {
    const patterns = model.paths.map(({ pattern }) => pattern)
    expect(new Set(patterns).size).toBe(patterns.length)
    const needed = [
      '/proc/self/maps',
      '/proc/self/cgroup',
      '/proc/cpuinfo',
      '/sys/fs/cgroup/memory/cgroup.procs',
    ]
    expect(patterns.filter((pattern) => needed.includes(pattern))).toEqual([])
  })
})

describe('broken data files', () => {
  const options = 'space,name,value,bytes,since,absence,el7,source'
  it.each([
    [`${options}\nprctl-optio,PR_X,1,,,,,s`, 'options.csv:2:1: there is no option space "prctl-optio"'],
    [`${options}\nprctl-option,PR_X,-1,,,,,s`, '"-1" in column value is not an unsigned number'],
    [`${options}\nprctl-option,PR_X,1,,,ENOPE,,s`, '"ENOPE" is neither an errno nor "ignored"'],
    [`${options}\nprctl-option,PR_X,1,,,,maybe,s`, '"maybe" is neither an errno nor "ignored"'],
    [
      `${options}\nprctl-option,X,1,,,,,s\nprctl-option,X,2,,,,,s`,
      'options.csv:3:14: prctl-option/X is there twice',
    ],
    [`${options}\nprctl-option,X,1,,,,,"s`, 'options.csv:2:22: a quote is out of place or not closed'],
  ])('options: %j', (csv, message) => expect(() => parseOptionTable(csv, SPACE_FRAMES)).toThrow(message))

  it.each([
    [
      'pattern,since,el7,source\nproc,3.17,,s',
      'paths.csv:2:1: "proc" in column pattern is not an absolute path',
    ],
    ['pattern,since,el7,source\n/proc/x,,,s', 'paths.csv:2:9: "" in column since is not a kernel release'],
    ['', 'paths.csv:1:1: the file has no header'],
  ])('paths: %j', (csv, message) => expect(() => parsePathTable(csv)).toThrow(message))

  it('lines: a prefix that is none', () => {
    expect(() => parseLineTable('path,prefix,since,source\n/proc/meminfo,,3.14,s')).toThrow('lines.csv:2:15')
  })

  const header = 'id,aliases,title,base,release,version,glibc,images,architectures,column'
  it.each([
    [`${header}\nel7,,T,3.10,3.10.0,#1,2.17,,x86_64 mips,el7`, '"mips" is no architecture'],
    [
      `${header}\nel7,,T,3.10,3.10.0,#1,2.17,,x86_64,\nel8,el7,T,4.18,4.18.0,#1,2.28,,x86_64,`,
      '"el7" is there twice',
    ],
    [`${header}\nel7,,T,three,3.10.0,#1,2.17,,x86_64,`, 'profiles.csv:2:8'],
  ])('profiles: %j', (csv, message) => expect(() => parseProfileTable(csv)).toThrow(message))
})
