import type { AgentResult } from '../../src/boot/agent-result.js'
import type { BootRun } from '../../src/boot/boot-run.js'
import type { Inspection } from '../../src/inspect/inspection.js'
import type { Facts } from '../../src/judge/facts.js'
import type { SyscallUse, TraceSummary } from '../../src/trace/trace-summary.js'

export const PROGRAM = '/gate/bin/app'

/** A use of a syscall: `use('read', 3)`, `use('statx', 2, { ENOSYS: 2 })`. */
export function use(name: string, count = 1, errors: Record<string, number> = {}): SyscallUse {
  const failed = Object.values(errors).reduce((sum, n) => sum + n, 0)
  return { name, count, succeeded: count - failed, errors, firstLine: 1, sample: `${name}() = 0` }
}

export function sampleInspection(overrides: Partial<Inspection> = {}): Inspection {
  return {
    elf: {
      class: 64,
      endian: 'little',
      type: 'exec',
      machine: 'x86_64',
      interpreter: null,
      needed: [],
      soname: null,
      verneed: [],
      relr: false,
      abiTag: null,
    },
    go: {
      version: 'go1.26.8',
      path: 'example.com/app',
      main: null,
      deps: [],
      settings: { CGO_ENABLED: '0', '-tags': 'netgo,osusergo' },
    },
    static: true,
    minGlibc: null,
    ...overrides,
  }
}

export function sampleResult(overrides: Partial<AgentResult> = {}): AgentResult {
  return {
    protocol: 1,
    startError: '',
    artifactPid: 3,
    ready: { state: 'ready', afterMs: 12, by: 'listens on 127.0.0.1:8080' },
    exercises: [],
    stop: { state: 'stopped', afterMs: 3 },
    timedOut: false,
    exit: { kind: 'exited', code: 0 },
    strays: 0,
    stdoutBytes: 0,
    stderrBytes: 0,
    traceBytes: 100,
    traceDropped: 0,
    problems: [],
    ...overrides,
  }
}

export function sampleTrace(
  overrides: Partial<TraceSummary> = {},
  calls: readonly SyscallUse[] = [],
): TraceSummary {
  return {
    bytes: 100,
    lines: 10,
    calls: 9,
    unreadable: 0,
    unreadableSamples: [],
    cut: false,
    unfinished: 0,
    programs: [
      { path: PROGRAM, processes: 1, syscalls: [use('epoll_create1'), use('epoll_pwait', 4), ...calls] },
    ],
    roots: [{ pid: 3, program: PROGRAM, exit: { kind: 'exited', code: 0 } }],
    processes: 1,
    threads: 4,
    listeners: [{ pid: 3, program: PROGRAM, line: 5 }],
    signals: {},
    ...overrides,
  }
}

export function sampleRun(overrides: Partial<BootRun> = {}): BootRun {
  return {
    place: {
      engine: 'docker',
      engineVersion: 'Docker 28.0.4',
      userland: 'centos@sha256:0',
      targetUserland: true,
      kernel: '6.17.0',
      strace: '6.1 (host)',
    },
    result: sampleResult(),
    trace: sampleTrace(),
    tracePath: '/reports/1-app.strace',
    stdout: '',
    stderr: '',
    durationMs: 900,
    problems: [],
    ...overrides,
  }
}

/** A service that did everything right; each test changes one thing. */
export function sampleFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    artifact: { name: 'app', path: '/build/app', package: '.', digest: `sha256:${'0'.repeat(64)}`, size: 1 },
    inspection: sampleInspection(),
    run: sampleRun(),
    programPath: PROGRAM,
    expected: { exitCode: 0, glibc: '2.17', tags: ['netgo', 'osusergo'] },
    ...overrides,
  }
}

export function withResult(result: Partial<AgentResult>, trace: Partial<TraceSummary> = {}): Facts {
  return sampleFacts({ run: sampleRun({ result: sampleResult(result), trace: sampleTrace(trace) }) })
}

export function withCalls(...calls: readonly SyscallUse[]): Facts {
  return sampleFacts({ run: sampleRun({ trace: sampleTrace({}, calls) }) })
}
