import { describe, expect, it } from '@jest/globals'
import type { TraceSummary } from '../../src/trace/trace-summary.js'
import { loadTrace, nameOf, summarise, traceNames } from './traces.js'

interface Counts {
  readonly calls: Record<string, number>
  readonly errors: Record<string, number>
}

/** Counts by regular expression, line by line, with nothing of the parser in it; calls without a name are none. */
function grepCounts(text: string): Counts {
  const counts: Counts = { calls: {}, errors: {} }
  const name = (raw: string): string => {
    const number = /^syscall_(0x[0-9a-f]+)$/.exec(raw)
    return number ? (nameOf(Number(number[1])) ?? raw) : raw
  }
  for (const line of text.split('\n')) {
    const [, raw = '', begins = ''] = /^\d+ +\d+\.\d+ (?:<\.\.\. )?(\w+)(\(| resumed>)/.exec(line) ?? []
    if (raw === '') continue
    if (begins === '(') counts.calls[name(raw)] = (counts.calls[name(raw)] ?? 0) + 1
    const errno = / = -1 (E[A-Z0-9]+) \([^()]*\)$/.exec(line)
    const key = `${name(raw)} ${errno?.[1]}`
    if (errno) counts.errors[key] = (counts.errors[key] ?? 0) + 1
  }
  return counts
}

function summaryCounts(summary: TraceSummary): Counts {
  const counts: Counts = { calls: {}, errors: {} }
  for (const { name, count, errors } of summary.programs.flatMap((program) => program.syscalls)) {
    counts.calls[name] = (counts.calls[name] ?? 0) + count
    for (const [errno, times] of Object.entries(errors)) {
      counts.errors[`${name} ${errno}`] = (counts.errors[`${name} ${errno}`] ?? 0) + times
    }
  }
  return counts
}

const exited = (code: number) => ({ kind: 'exited', code })
const killed = (signal: string) => ({ kind: 'killed', signal, coreDumped: false })

/** What each program of the fixtures does, from its source (see the README there). `threads` of Go vary: null. */
const TRUTH: Readonly<Record<string, object>> = {
  'go-httpd': {
    roots: [['./httpd', exited(3)]],
    programs: ['./httpd ×1'],
    processes: 1,
    threads: null,
    signals: { SIGTERM: 1 },
    listeners: ['./httpd'],
  },
  // Besides four times `true` and one failed execve: Go's probe of pidfd_open forks once.
  'go-exec': {
    roots: [['./runner', exited(0)]],
    programs: ['./runner ×3', '/usr/bin/true ×4'],
    processes: 7,
    threads: null,
    signals: { SIGCHLD: 5 },
    listeners: [],
  },
  'glibc-threads': {
    roots: [['./threads', exited(0)]],
    programs: ['./threads ×1'],
    processes: 1,
    threads: 4,
    signals: {},
    listeners: [],
  },
  'shell-pipeline': {
    roots: [['/bin/sh', exited(0)]],
    programs: ['/bin/sh ×2', '/usr/bin/cat ×1', '/usr/bin/wc ×1', '/bin/true ×1'],
    processes: 5,
    threads: 0,
    signals: { SIGCHLD: 4 },
    listeners: [],
  },
  segv: {
    roots: [['./segv', killed('SIGSEGV')]],
    programs: ['./segv ×1'],
    processes: 1,
    threads: 0,
    signals: { SIGSEGV: 1 },
    listeners: [],
  },
  killed: {
    roots: [['./killed', killed('SIGKILL')]],
    programs: ['./killed ×1'],
    processes: 1,
    threads: 1,
    signals: {},
    listeners: [],
  },
  spawn: {
    roots: [['./spawn', exited(0)]],
    programs: ['./spawn ×4', '/bin/true ×4'],
    processes: 8,
    threads: 0,
    signals: { SIGCHLD: 7 },
    listeners: [],
  },
  // The child of a raw clone exits at once.
  surface: {
    roots: [['./surface', exited(0)]],
    programs: ['./surface ×2'],
    processes: 2,
    threads: null,
    signals: { SIGCHLD: 1 },
    listeners: [],
  },
  'dying-threads': {
    roots: [['./die', exited(0)]],
    programs: ['./die ×1'],
    processes: 1,
    threads: 6,
    signals: {},
    listeners: [],
  },
  'thread-exec': {
    roots: [['./thread-exec', exited(0)]],
    programs: ['./thread-exec ×1', '/bin/true ×1'],
    processes: 1,
    threads: 3,
    signals: {},
    listeners: [],
  },
}

describe.each(traceNames())('%s', (name) => {
  const bytes = loadTrace(name)
  const summary = summarise(bytes, 4096)
  const kind = name.split('/')[1] ?? ''

  it('is read wholly', () => {
    expect(summary).toMatchObject({ unreadable: 0, cut: false, bytes: bytes.length })
    expect(summary.lines).toBe(bytes.toString().split('\n').length - 1)
  })

  it('counts what a plain search counts', () => {
    const counts = summaryCounts(summary)
    expect(counts).toEqual(grepCounts(bytes.toString()))
    expect(summary.calls).toBe(Object.values(counts.calls).reduce((a, b) => a + b, 0))
  })

  it('tells processes, threads and programs as the program made them', () => {
    const sorted = [...summary.programs].map((program) => `${program.path} ×${program.processes}`)
    const truth = TRUTH[kind] as { threads: number | null; programs: string[] }
    expect({
      roots: summary.roots.map((root) => [root.program, root.exit]),
      programs: [sorted[0], ...sorted.slice(1).sort()],
      processes: summary.processes,
      threads: truth.threads === null ? null : summary.threads,
      signals: summary.signals,
      listeners: summary.listeners.map((listener) => listener.program),
    }).toEqual({ ...truth, programs: [truth.programs[0], ...truth.programs.slice(1).sort()] })
  })

  it('counts a thread or process for each pid in the trace', () => {
    const pids = new Set(bytes.toString().match(/^\d+/gm))
    expect(summary.processes + summary.threads).toBe(pids.size)
  })
})

it('sees a raw io_uring_setup in both dialects, with its first line', () => {
  const uses = ['strace-6.1/go-httpd', 'strace-4.24/go-httpd'].map((name) =>
    summarise(loadTrace(name)).programs[0]?.syscalls.find((use) => use.name === 'io_uring_setup'),
  )
  expect(uses[0]).toMatchObject({ count: 1, sample: expect.stringMatching(/^io_uring_setup\(1, /) })
  expect(uses[1]).toMatchObject({ count: 1, sample: expect.stringMatching(/^syscall_0x1a9\(0x1, /) })
})

it('counts a call that died before strace could read its number as unfinished, and as nothing else', () => {
  const bytes = loadTrace('strace-6.1/dying-threads')
  expect(bytes.toString().match(/ \?\?\?\( <unfinished/g)).toHaveLength(2)
  const { unreadable, unfinished, programs } = summarise(bytes)
  expect({ unreadable, unfinished }).toEqual({ unreadable: 0, unfinished: 4 })
  expect(programs.flatMap(({ syscalls }) => syscalls).filter(({ name }) => !/^\w+$/.test(name))).toEqual([])
})
