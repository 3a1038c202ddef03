import { describe, expect, it } from '@jest/globals'
import { createTraceParser } from '../../src/trace/trace-parser.js'
import { parseLines } from './parse-lines.js'

describe('a call on one line', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['close(3)                         = 0', 'close(3) returned 0'],
    ['gettid()        = 26860', 'gettid() returned 26860'],
    ['brk(NULL) = 0x55d0c8a2f000', 'brk(NULL) returned 0x55d0c8a2f000'],
    ['umask(022)                       = 022', 'umask(022) returned 022'],
    ['getpriority(PRIO_PROCESS, 0) = -3', 'getpriority(PRIO_PROCESS, 0) returned -3'],
    ['open("/x", O_RDONLY) = -1 ENOENT (No such file or directory)', 'open("/x", O_RDONLY) failed ENOENT -1'],
    ['ioctl(3, 0x1) = -1 (errno 524)', 'ioctl(3, 0x1) failed errno 524 -1'],
    ['x(1) = -1 ENOSYS (Function not implemented) (INJECTED)', 'x(1) failed ENOSYS -1'],
    ['x(1) = 0 (INJECTED: args, retval) (DELAYED)', 'x(1) returned 0'],
    ['poll([{fd=3, events=POLLIN}], 1, 5) = 0 (Timeout)', 'poll([{fd=3, events=POLLIN}], 1, 5) returned 0'],
    ['poll([{fd=3}], 1, -1) = 1 ([{fd=3, revents=POLLIN}])', 'poll([{fd=3}], 1, -1) returned 1'],
    ['fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)', 'fcntl(3, F_GETFL) returned 0x8002'],
    ['openat(AT_FDCWD, "/x", O_RDONLY) = 3</x>', 'openat(AT_FDCWD, "/x", O_RDONLY) returned 3</x>'],
    ['close(3) = 0 <0.000012>', 'close(3) returned 0'],
    ['exit_group(0)   = ?', 'exit_group(0) unreturned ?'],
    [
      'read(0, 0x7f, 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
      'read(0, 0x7f, 1) interrupted ?',
    ],
    [
      'futex(0x1, FUTEX_WAIT, 0, NULL <unfinished ...>) = ?',
      'futex(0x1, FUTEX_WAIT, 0, NULL <unfinished ...>) unreturned ?',
    ],
    ['read(3) = ? <unavailable>', 'read(3) unreturned ?'],
    ['????() = ? <unavailable>', '????() unreturned ?'],
    ['???() = 5', '???() returned 5'],
    [
      'restart_syscall(<... resuming interrupted nanosleep ...>) = 0',
      'restart_syscall(<... resuming interrupted nanosleep ...>) returned 0',
    ],
    [
      'syscall_0x1a9(0x1, 0, 0, 0x1, 0, 0) = -1 ENOSYS (Function not implemented)',
      'io_uring_setup(0x1, 0, 0, 0x1, 0, 0) failed ENOSYS -1',
    ],
    ['syscall_425(1, 0) = 3', 'io_uring_setup(1, 0) returned 3'],
    ['syscall_0x3e7(0) = -1 ENOSYS (Function not implemented)', 'syscall_0x3e7(0) failed ENOSYS -1'],
    ['syscall_999(0) = 0', 'syscall_0x3e7(0) returned 0'],
    ['_llseek(3, 0) = 0', '_llseek(3, 0) returned 0'],
    ['write(1, ") = -1 ENOSYS (x)\\n", 18) = 18', 'write(1, ") = -1 ENOSYS (x)\\n", 18) returned 18'],
    [
      'write(1, "a \\") = 3 <unfinished ...>", 9) = 9',
      'write(1, "a \\") = 3 <unfinished ...>", 9) returned 9',
    ],
    ['write(1, "abc\\\\", 4) = 4', 'write(1, "abc\\\\", 4) returned 4'],
    [
      'write(1, "io_uring_setup(1) = "..., 900) = 900',
      'write(1, "io_uring_setup(1) = "..., 900) returned 900',
    ],
    [
      'execve("/b", ["b"], 0x7ffc /* 12 entries */) = 0',
      'execve("/b", ["b"], 0x7ffc /* 12 entries */) returned 0',
    ],
  ]
  it.each(cases)('%s', (line, event) => {
    const expected = [`7 call 1 ${event}`]
    expect(parseLines(`7 1795515789.413989 ${line}\n`)).toEqual(expected)
    expect(parseLines(`7     ${line}\n`)).toEqual(expected)
    expect(parseLines(`[pid     7] ${line}\n`)).toEqual(expected)
    expect(parseLines(`[pid     7] 10:31:00.000001 ${line}\n`)).toEqual(expected)
    expect(parseLines(`7 10:31:00 ${line}\n`)).toEqual(expected)
    expect(parseLines(`${line}\n`)).toEqual([`0 call 1 ${event}`])
    expect(parseLines(`1795515789.413989 ${line}\n`)).toEqual([`0 call 1 ${event}`])
  })
})

describe('a call on two lines', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['strace 4.24', 'read(3,  <unfinished ...>', '<... read resumed> "x", 5) = 1'],
    ['strace 6.x', 'read(3,  <unfinished ...>', '<... read resumed>"x", 5) = 1'],
    ['a call detached in the midst', 'read(3,  <detached ...>', '<... read resumed>"x", 5) = 1'],
  ]
  it.each(cases)('%s', (_, begun, resumed) => {
    expect(parseLines(`7 ${begun}\n8 close(1) = 0\n7 ${resumed}\n`)).toEqual([
      '7 begun read(3, ',
      '8 call 2 close(1) returned 0',
      '7 call 1 read(3, "x", 5) returned 1',
    ])
  })

  it.each([
    ['4.24', '<... futex resumed> ) = -1 EAGAIN (Resource temporarily unavailable)', 'failed EAGAIN -1'],
    ['6.x', '<... futex resumed>)    = -1 EAGAIN (Resource temporarily unavailable)', 'failed EAGAIN -1'],
    ['4.24, died in it', '<... futex resumed>) = ?', 'unreturned ?'],
  ])('nothing but the result, %s', (_, resumed, result) => {
    expect(parseLines(`7 futex(0x1 <unfinished ...>\n7 ${resumed}\n`)).toEqual([
      '7 begun futex(0x1',
      `7 call 1 futex(0x1) ${result}`,
    ])
  })

  it('dies in the resumed call', () => {
    expect(parseLines('7 futex(0x1 <unfinished ...>\n7 <... futex resumed> <unfinished ...>) = ?\n')).toEqual(
      ['7 begun futex(0x1', '7 call 1 futex(0x1<unfinished ...>) unreturned ?'],
    )
  })

  it.each([
    ['6.x', '???( <unfinished ...>', '<... ??? resumed>) = ?', '???'],
    ['6.x, with an error of ptrace', '???( <unfinished ...>', '<... ??? resumed>) = ? <unavailable>', '???'],
    ['4.24', '????( <unfinished ...>', '<... ???? resumed>) = ?', '????'],
    // syscall.c of 4.24 has the name of the thread's last call then.
    ['4.24, naming another', '????( <unfinished ...>', '<... futex resumed> ) = ? <unavailable>', '????'],
  ])('of which strace could not read the number: %s', (_, begun, resumed, name) => {
    expect(parseLines(`7 1.5 ${begun}\n8 1.5 close(1) = 0\n7 1.5 ${resumed}\n`)).toEqual([
      `7 begun ${name}(`,
      '8 call 2 close(1) returned 0',
      `7 call 1 ${name}() unreturned ?`,
    ])
  })

  it('knows an unknown syscall again when it resumes', () => {
    expect(
      parseLines('7 syscall_0x1a9(0x1 <unfinished ...>\n7 <... syscall_0x1a9 resumed> ) = 0x3\n'),
    ).toEqual(['7 begun io_uring_setup(0x1', '7 call 1 io_uring_setup(0x1) returned 0x3'])
  })

  it('tells of calls that never come back: at the exit, before the next call, at the end', () => {
    const begun = (pid: number): string => `${pid} futex(0x1 <unfinished ...>\n`
    const text = `${begun(7)}7 +++ exited with 0 +++\n${begun(8)}8 close(1) = 0\n${begun(9)}`
    expect(parseLines(text)).toEqual([
      '7 begun futex(0x1',
      '7 call 1 futex(0x1) unreturned',
      '7 exit {"kind":"exited","code":0}',
      '8 begun futex(0x1',
      '8 call 3 futex(0x1) unreturned',
      '8 call 4 close(1) returned 0',
      '9 begun futex(0x1',
      '9 call 5 futex(0x1) unreturned',
    ])
  })

  it.each([
    ' <ptrace(SYSCALL):No such process>',
    ' <Cannot restart pid 7 with ptrace(PTRACE_SYSCALL): No such process>',
    ' <pid changed to 5 ...>',
  ])('breaks off with%s', (mark) => {
    expect(parseLines(`7 futex(0x1${mark}\n`)).toEqual([
      '7 begun futex(0x1',
      '7 call 1 futex(0x1) unreturned',
    ])
  })

  it('hands an execve over to the leader', () => {
    const text = [
      '5 pause( <unfinished ...>',
      '7 execve("/b", [], 0x1 <unfinished ...>',
      '5 +++ superseded by execve in pid 7 +++',
      '5 <... execve resumed> ) = 0',
    ]
    expect(parseLines(`${text.join('\n')}\n`)).toEqual([
      '5 begun pause(',
      '7 begun execve("/b", [], 0x1',
      '5 call 1 pause() unreturned',
      '5 superseded by 7',
      '5 call 2 execve("/b", [], 0x1) returned 0',
    ])
  })

  it('keeps the time of the beginning', () => {
    const times: (number | null)[] = []
    const parser = createTraceParser(
      {
        call: (call) => times.push(call.time()),
        begun: () => true,
        signal: () => {},
        stopped: () => {},
        exit: () => {},
        superseded: () => {},
        unreadable: () => {},
      },
      { nameOf: () => undefined },
    )
    parser.write(
      Buffer.from(
        '7 1795515789.413989 a(1 <unfinished ...>\n8 1795515790.5 b(1) = 0\n7 1795515791.5 <... a resumed>) = 0\n8 01:00:01 c() = 0\n8 d() = 0\n',
      ),
    )
    parser.end()
    expect(times).toEqual([1795515790.5, 1795515789.413989, 3601, null])
  })
})

describe('signals, ends and notes', () => {
  it.each([
    ['--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=5} ---', '7 signal SIGCHLD'],
    ['--- SIGRT_3 {si_signo=SIGRT_3} ---', '7 signal SIGRT_3'],
    ['--- stopped by SIGTSTP ---', '7 stopped SIGTSTP'],
    ['+++ exited with 143 +++', '7 exit {"kind":"exited","code":143}'],
    ['+++ killed by SIGKILL +++', '7 exit {"kind":"killed","signal":"SIGKILL","coreDumped":false}'],
    [
      '+++ killed by SIGSEGV (core dumped) +++',
      '7 exit {"kind":"killed","signal":"SIGSEGV","coreDumped":true}',
    ],
    ['+++ superseded by execve in pid 12 +++', '7 superseded by 12'],
  ])('%s', (line, event) => {
    expect(parseLines(`7 1795515789.413989 ${line}\n`)).toEqual([event])
    expect(parseLines(`7 ${line}\n`)).toEqual([event])
  })

  it.each([
    '7 1795515789.413989 [ Process PID=7 runs in 32 bit mode. ]',
    '[ Process PID=7 runs in x32 mode. ]',
    'strace: [ Process PID=7 runs in 32 bit mode. ]',
    'strace: Process 8 attached',
    'Process 8 detached',
  ])('%s is no event', (line) => {
    expect(parseLines(`${line}\n`)).toEqual([])
  })
})

describe('32 bit programs', () => {
  const names = (text: string): string[] => {
    const found: string[] = []
    const parser = createTraceParser(
      {
        call: (call) => found.push(`${call.pid} ${call.name.text}`),
        begun: () => true,
        signal: () => {},
        stopped: () => {},
        exit: () => {},
        superseded: () => {},
        unreadable: (line) => found.push(line),
      },
      {
        nameOf: (number) => ({ 425: 'io_uring_setup' })[number],
        compatNameOf: (number) => ({ 403: 'clock_gettime64', 425: 'never' })[number],
      },
    )
    parser.write(Buffer.from(text))
    parser.end()
    return found
  }

  it('have names of their own for numbers that 64 bit programs do not have', () => {
    const note = (pid: number, mode: string): string =>
      `${pid} 1.5 [ Process PID=${pid} runs in ${mode} mode. ]\n`
    const calls = (pid: number): string =>
      `${pid} 1.5 syscall_0x193(0x1) = 0\n${pid} 1.5 syscall_0x1a9(0x1) = 3\n`
    expect(
      names(
        `${calls(1)}${note(1, '32 bit')}${calls(1)}${calls(2)}${note(1, '64 bit')}${calls(1)}${note(3, 'x32')}${calls(3)}`,
      ),
    ).toEqual([
      ...['1 syscall_0x193', '1 io_uring_setup', '1 clock_gettime64', '1 io_uring_setup'],
      // A thread that came while its maker ran 32 bit code: strace tells of changes only.
      ...['2 clock_gettime64', '2 io_uring_setup'],
      ...['1 syscall_0x193', '1 io_uring_setup', '3 syscall_0x193', '3 io_uring_setup'],
    ])
  })

  it('resume under the same name', () => {
    expect(
      names(
        '1 [ Process PID=1 runs in 32 bit mode. ]\n1 syscall_0x193(0x1 <unfinished ...>\n2 close(1) = 0\n1 <... syscall_0x193 resumed>) = 0\n',
      ),
    ).toEqual(['2 close', '1 clock_gettime64'])
  })
})

describe('lines of no known form', () => {
  it.each([
    '',
    'x',
    '7',
    '7 ',
    '7 close(3',
    '7 close(3) = ',
    '7 close(3) = x',
    '7 close(3) = 0 ',
    '7 close(3) = 0 trailing',
    '7 close(3) = -1 ENOENT (No such',
    '7 close(3) = -1 ENOENT trailing)',
    '7 write(1, ") = 0", 5',
    '7 <... read resumed>) = 0',
    '7 <... resumed>) = 0',
    '7 +++ exited with x +++',
    '7 +++ exited with 0 ++',
    '7 --- SIGTERM',
    '7 --- stopped ---',
    '[pid 7 close(3) = 0',
    '99999999999 close(3) = 0',
    '7 hello world',
    'strace: Process 8 attached to something(1) = \u0000',
  ])('%j', (line) => {
    const events = parseLines(`${line}\n`)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatch(/^unreadable /)
  })

  it('does not take the end of one call for that of another', () => {
    expect(parseLines('7 read(3 <unfinished ...>\n7 <... write resumed>) = 1\n')).toEqual([
      '7 begun read(3',
      'unreadable 7 <... write resumed>) = 1',
      '7 call 1 read(3) unreturned',
    ])
  })

  it('does not read a last line without its end', () => {
    expect(parseLines('7 close(3) = 0\n7 close(4) = 1')).toEqual(['7 call 1 close(3) returned 0', 'cut'])
  })

  it('stands NUL bytes, wrong UTF-8 and long lines', () => {
    const long = 'x'.repeat(1 << 20)
    expect(parseLines(Buffer.from([0x37, 0x20, 0, 0xff, 0xfe, 10]))).toEqual(['unreadable 7 \0\ufffd\ufffd'])
    expect(parseLines(`7 write(1, "${long}", 9) = 9\n`, 65536)).toEqual([
      `7 call 1 write(1, "${long}", 9) returned 9`,
    ])
    expect(parseLines(`${long}\n7 close(3) = 0\n`, 65536)).toEqual([
      `unreadable ${long.slice(0, 200)}`,
      '7 call 2 close(3) returned 0',
    ])
  })

  it('keeps no view of a chunk: words are known again after their bytes are overwritten', () => {
    const pair = '7 aaa() = 0\n7 bbb() = 0\n'
    const events = parseLines(pair.repeat(5000), pair.length / 2)
    expect(events.filter((event) => event.startsWith('unreadable'))).toEqual([])
    expect(events).toHaveLength(10_000)
  })

  it('does not keep all of a line that never ends, nor endless names', () => {
    const huge = Buffer.alloc(20 << 20, 0x61)
    expect(parseLines(Buffer.concat([huge, Buffer.from('\n7 close(3) = 0\n')]), 1 << 20)[1]).toBe(
      '7 call 2 close(3) returned 0',
    )
    const names = Array.from({ length: 6000 }, (_, i) => `7 name_${i}() = 0\n`).join('')
    const events = parseLines(`7 close(3) = 0\n${names}7 close(3) = 0\n`)
    expect(events.at(-1)).toBe('7 call 6002 close(3) returned 0')
    expect(events.some((event) => event.startsWith('unreadable 7 name_'))).toBe(true)
  })
})
