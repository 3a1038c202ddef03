import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import { createTraceSummary } from '../../src/trace/summary.js'
import { renderPrograms, summarise } from './traces.js'

const THREAD = 'flags=CLONE_VM|CLONE_THREAD'
const FORK = 'flags=CLONE_CHILD_SETTID|SIGCHLD'

function lines(...text: string[]): string {
  return text.map((line) => `${line}\n`).join('')
}

describe('programs', () => {
  it('counts a forked child as its parent until it executes', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", ["app"], 0x1 /* 0 vars */) = 0',
        `1 clone(child_stack=NULL, ${FORK}) = 2`,
        '2 dup2(3, 1) = 1',
        '2 execve("/usr/local/bin/sh", [], 0x1) = -1 ENOENT (No such file or directory)',
        '2 execve("/bin/sh", [], 0x1) = 0',
        '2 select(0, NULL, NULL, NULL, NULL) = 0 (Timeout)',
        '2 +++ exited with 0 +++',
        '1 +++ exited with 0 +++',
      ),
    )
    expect(renderPrograms(summary)).toEqual([
      '/app ×1: clone 1, dup2 1, execve 3 (ENOENT 1)',
      '/bin/sh ×1: select 1',
    ])
    expect(summary).toMatchObject({ processes: 2, threads: 0, calls: 6, unfinished: 0 })
  })

  it.each([
    ['execve("/a\\"b\\\\c", [])', '/a"b\\c'],
    ['execve("/caf\\303\\251\\n", [])', '/café\n'],
    ['execve("/caf\\xc3\\xa9", [])', '/café'],
    ['execve("/long"..., [])', '/long...'],
    ['execveat(AT_FDCWD, "bin/x", [], NULL, 0)', 'bin/x'],
    ['execveat(3, "/bin/x", [], NULL, 0)', '/bin/x'],
    ['execveat(3, "x", [], NULL, 0)', '/dev/fd/3/x'],
    ['execveat(3, "", [], NULL, AT_EMPTY_PATH)', '/dev/fd/3'],
  ])('names the program of %s', (call, path) => {
    expect(summarise(`1 ${call} = 0\n`).roots).toEqual([{ pid: 1, program: path, exit: null }])
  })

  it('follows an execve of another thread to the leader', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        `1 clone(child_stack=0x1, ${THREAD}) = 2`,
        '1 futex(0x1 <unfinished ...>',
        '2 execve("/bin/b", [], 0x1 <unfinished ...>',
        '1 +++ superseded by execve in pid 2 +++',
        '1 <... execve resumed> ) = 0',
        '1 getppid() = 0',
        '1 +++ exited with 4 +++',
      ),
    )
    expect(renderPrograms(summary)).toEqual(['/app ×1: clone 1, execve 2, futex 1', '/bin/b ×1: getppid 1'])
    expect(summary.roots).toEqual([{ pid: 1, program: '/app', exit: { kind: 'exited', code: 4 } }])
    expect(summary).toMatchObject({ processes: 1, threads: 1, unfinished: 1 })
  })

  it('keeps the first call as the sample, also when it comes back last', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        `1 clone(child_stack=0x1, ${THREAD}) = 2`,
        '1 read(3,  <unfinished ...>',
        '2 read(4, "", 5) = 0',
        '1 <... read resumed> "x", 5) = 1',
      ),
    )
    expect(summary.programs[0]?.syscalls.find((use) => use.name === 'read')).toEqual({
      name: 'read',
      count: 2,
      succeeded: 2,
      errors: {},
      firstLine: 3,
      sample: 'read(3, "x", 5) = 1',
    })
  })

  it('cuts samples at 200 characters', () => {
    const [program] = summarise(`1 execve("/${'é'.repeat(300)}", []) = 0\n`).programs
    expect(program?.syscalls[0]?.sample).toHaveLength(200)
  })

  it('counts interrupted and endless calls as neither succeeded nor failed', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 read(0, 0x1, 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
        '1 read(0,  <unfinished ...>',
        '1 +++ killed by SIGKILL +++',
      ),
    )
    expect(summary.programs[0]?.syscalls[1]).toMatchObject({
      name: 'read',
      count: 2,
      succeeded: 0,
      errors: {},
    })
    expect(summary.unfinished).toBe(1)
  })
})

describe('children that show up before their parent is told', () => {
  const twoPrograms = [
    '1 execve("/app", [], 0x1) = 0',
    `1 clone(child_stack=NULL, ${FORK}) = 2`,
    '2 execve("/bin/sh", [], 0x1) = 0',
  ]

  it.each([
    ['strace 6.x', `clone(child_stack=NULL, ${FORK} <unfinished ...>`, '<... clone resumed>) = 3'],
    ['strace 4.24', 'clone( <unfinished ...>', `<... clone resumed> child_stack=NULL, ${FORK}) = 3`],
    ['vfork', 'vfork( <unfinished ...>', '<... vfork resumed> ) = 3'],
  ])('belong to the only call that is under way: %s', (_, begun, resumed) => {
    const summary = summarise(
      lines(...twoPrograms, `2 ${begun}`, '3 mark() = 0', '3 execve("/c", [], 0x1) = 0', `2 ${resumed}`),
    )
    expect(renderPrograms(summary)[1]).toMatch(/^\/bin\/sh ×1: .*mark 1/)
    expect(summary).toMatchObject({ processes: 3, threads: 0 })
  })

  it.each([
    ['the shell', '2 <... clone resumed>) = 3', '1 <... clone resumed>) = 4', '/bin/sh'],
    ['the app', '1 <... clone resumed>) = 3', '2 <... clone resumed>) = 4', '/app'],
    [
      'the app, since the other failed',
      '2 <... clone resumed>) = -1 EAGAIN (Try)',
      '1 <... clone resumed>) = 3',
      '/app',
    ],
    [
      'the app, since the other made another',
      '2 <... clone resumed>) = 9',
      '1 <... clone resumed>) = ?',
      '/app',
    ],
  ])('of two calls, are found to be of %s', (_, first, second, parent) => {
    const summary = summarise(
      lines(
        ...twoPrograms,
        `1 clone(child_stack=NULL, ${FORK} <unfinished ...>`,
        `2 clone(child_stack=NULL, ${FORK} <unfinished ...>`,
        '3 mark() = 0',
        '3 listen(3, 128) = 0',
        '3 +++ exited with 0 +++',
        first,
        second,
      ),
    )
    const owners = summary.programs.filter((program) => program.syscalls.some((use) => use.name === 'mark'))
    expect(owners.map((program) => program.path)).toEqual([parent])
    expect(summary.listeners).toEqual([{ pid: 3, program: parent, line: 7 }])
    expect(summary.programs.map((program) => program.path)).toEqual(['/app', '/bin/sh'])
  })

  it('are counted as the artifact’s when the trace ends before it is told', () => {
    const summary = summarise(
      lines(...twoPrograms, '2 vfork( <unfinished ...>', '1 vfork( <unfinished ...>', '3 mark() = 0'),
    )
    expect(renderPrograms(summary)[0]).toMatch(/^\/app ×\d: .*mark 1/)
    expect(summary.processes).toBe(3)
  })

  it('are threads or processes as the flags say in the end', () => {
    const thread = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 clone( <unfinished ...>',
        '2 mark() = 0',
        '2 +++ exited with 0 +++',
        `1 <... clone resumed> child_stack=0x1, ${THREAD}) = 2`,
      ),
    )
    expect(thread).toMatchObject({ processes: 1, threads: 1 })
    expect(thread.programs[0]).toMatchObject({ path: '/app', processes: 1 })
  })

  it('are processes when they execute under their own pid, whatever the flags', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 syscall_0x1b3(0x7ffc, 0x58, 0, 0, 0, 0) = 0x2',
        '2 execve("/bin/b", [], 0x1) = 0',
        '1 getppid() = 0',
      ),
    )
    expect(renderPrograms(summary)).toEqual(['/app ×1: clone3 1, execve 2, getppid 1', '/bin/b ×1: '])
    expect(summary).toMatchObject({ processes: 2, threads: 0 })
  })
})

describe('roots', () => {
  it('are the processes that no call made, with how each ended', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 +++ killed by SIGSEGV (core dumped) +++',
        '9 execve("/exercise", [], 0x1) = 0',
        '9 +++ exited with 1 +++',
      ),
    )
    expect(summary.roots).toEqual([
      { pid: 1, program: '/app', exit: { kind: 'killed', signal: 'SIGSEGV', coreDumped: true } },
      { pid: 9, program: '/exercise', exit: { kind: 'exited', code: 1 } },
    ])
    expect(summary.processes).toBe(2)
  })

  it('may show up while another program forks', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        `1 clone(child_stack=0x1, ${THREAD} <unfinished ...>`,
        '9 execve("/exercise", [], 0x1) = 0',
        '1 <... clone resumed>) = 2',
        '2 gettid() = 2',
        '9 +++ exited with 1 +++',
      ),
    )
    expect(summary.roots.map((root) => root.program)).toEqual(['/app', '/exercise'])
    expect(summary).toMatchObject({ processes: 2, threads: 1 })
  })

  it('that could not be executed are known by the file that was tried', () => {
    const summary = summarise(
      lines('1 execve("/app", [], 0x1) = -1 ENOEXEC (Exec format error)', '1 +++ exited with 1 +++'),
    )
    expect(summary.roots).toEqual([{ pid: 1, program: '/app', exit: { kind: 'exited', code: 1 } }])
    expect(renderPrograms(summary)).toEqual(['/app ×0: execve 1 (ENOEXEC 1)'])
  })

  it('are none when the beginning of the trace is missing, yet the calls count', () => {
    const summary = summarise(lines('1 io_uring_setup(1, 0) = 3', '1 +++ exited with 0 +++'))
    expect(summary.roots).toEqual([])
    expect(renderPrograms(summary)).toEqual([' ×1: io_uring_setup 1'])
  })
})

describe('pids', () => {
  it('may be used again', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 fork() = 2',
        '2 execve("/bin/sh", [], 0x1) = 0',
        '2 +++ exited with 0 +++',
        '1 fork() = 2',
        '2 mark() = 0',
        '2 +++ exited with 0 +++',
      ),
    )
    expect(renderPrograms(summary)).toEqual(['/app ×2: execve 2, fork 2, mark 1', '/bin/sh ×1: '])
  })

  it('may be those of another namespace in what a call returns', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 clone(child_stack=NULL, flags=CLONE_NEWPID|SIGCHLD) = 20',
        '20 execve("/bin/init", [], 0x1) = 0',
        '20 fork( <unfinished ...>',
        '21 execve("/bin/b", [], 0x1) = 0',
        '20 <... fork resumed> ) = 2',
        '20 fork() = 3',
        '22 mark() = 0',
      ),
    )
    expect(summary.roots.map((root) => root.pid)).toEqual([1])
    expect(renderPrograms(summary)).toEqual([
      '/app ×1: clone 1, execve 2',
      '/bin/init ×2: execve 1, fork 2, mark 1',
      '/bin/b ×1: ',
    ])
    expect(summary).toMatchObject({ processes: 4, threads: 0 })
  })
})

/** Bytes in use after a full collection. */
function heapSize(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

describe('memory', () => {
  it('holds nothing for a pid that is gone', () => {
    const summary = createTraceSummary({ nameOf: () => undefined })
    summary.write(Buffer.from('1 execve("/app", [], 0x1) = 0\n'))
    const before = heapSize()
    for (let pid = 2; pid < 60_000; pid++) {
      const call = `${pid} getppid( <unfinished ...>\n1 <... fork resumed> ) = ${pid}\n${pid} <... getppid resumed>) = 1`
      summary.write(Buffer.from(`1 fork( <unfinished ...>\n${call}\n${pid} +++ exited with 0 +++\n`))
    }
    // One object of a hundred bytes for each would be 6 MB.
    expect(heapSize() - before).toBeLessThan(3e6)
    expect(summary.end().processes).toBe(59_999)
  })

  it('does not grow with pids that are gone', () => {
    const fork = (pid: number): string =>
      `1 fork( <unfinished ...>\n${pid} getppid() = 1\n${pid} +++ exited with 0 +++\n1 <... fork resumed> ) = ${pid}\n`
    const bomb = Array.from({ length: 100_000 }, (_, i) => fork(i + 2)).join('')
    const summary = summarise(`1 execve("/app", [], 0x1) = 0\n${bomb}1 +++ exited with 0 +++\n`, 65536)
    expect(summary).toMatchObject({ processes: 100_001, unreadable: 0, unfinished: 0 })
    expect(summary.programs[0]).toMatchObject({ processes: 100_001 })
    expect(JSON.stringify(summary).length).toBeLessThan(2000)
  })

  it('counts the programs beyond a limit together', () => {
    const run = (i: number): string =>
      `1 fork() = 2\n2 execve("/p${i}", []) = 0\n2 close(3) = 0\n2 +++ exited with 0 +++\n`
    const runs = Array.from({ length: 3000 }, (_, i) => run(i)).join('')
    const { programs, processes } = summarise(`1 execve("/app", []) = 0\n${runs}`)
    expect(processes).toBe(3001)
    expect(programs.length).toBeLessThan(2100)
    expect(programs.reduce((total, program) => total + program.processes, 0)).toBe(3001)
  })
})

describe('the rest', () => {
  it('lists each process that listens, once, and only where listen worked', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 listen(3, 128) = -1 EADDRINUSE (Address already in use)',
        `1 clone(child_stack=0x1, ${THREAD}) = 2`,
        '2 listen(3, 128) = 0',
        '1 listen(4, 128) = 0',
      ),
    )
    expect(summary.listeners).toEqual([{ pid: 1, program: '/app', line: 4 }])
  })

  it('counts signals, but not those of Go’s scheduler, nor stops', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 --- SIGURG {si_signo=SIGURG} ---',
        '1 --- SIGTERM {si_signo=SIGTERM} ---',
        '1 --- stopped by SIGSTOP ---',
      ),
    )
    expect(summary.signals).toEqual({ SIGTERM: 1 })
  })

  it('counts a call without a name as unfinished, and as unreadable when it had an answer', () => {
    const summary = summarise(
      lines(
        '1 execve("/app", [], 0x1) = 0',
        '1 ???( <unfinished ...>',
        '2 ????() = ? <unavailable>',
        '3 ???() = 5',
        '1 <... ??? resumed>) = ?',
      ),
    )
    expect(summary).toMatchObject({
      calls: 1,
      unfinished: 2,
      unreadable: 1,
      unreadableSamples: ['???() = 5'],
    })
    expect(summary.programs.flatMap((program) => program.syscalls.map((use) => use.name))).toEqual(['execve'])
  })

  it('keeps ten samples of unreadable lines', () => {
    const summary = summarise(`${'x'.repeat(500)}\n`.repeat(12))
    expect(summary.unreadable).toBe(12)
    expect(summary.unreadableSamples).toEqual(new Array(10).fill('x'.repeat(200)))
  })

  it('summarises nothing', () => {
    expect(summarise('')).toEqual({
      bytes: 0,
      lines: 0,
      calls: 0,
      unreadable: 0,
      unreadableSamples: [],
      cut: false,
      unfinished: 0,
      programs: [],
      roots: [],
      processes: 0,
      threads: 0,
      listeners: [],
      signals: {},
    })
  })
})
