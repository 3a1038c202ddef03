import type { AgentResult } from '../../src/boot/agent-result.js'
import type { BootRun } from '../../src/boot/boot-run.js'
import type { Inspection } from '../../src/inspect/inspection.js'
import type { Facts } from '../../src/judge/facts.js'
import { loadKnownCode } from '../../src/judge/load-known-code.js'
import type { Attribution } from '../../src/surface/attribution.js'
import type {
  OptionUse,
  PathUse,
  ProgramTrace,
  SyscallUse,
  Tally,
  TraceSummary,
} from '../../src/trace/trace-summary.js'
import { EL7, MODEL } from './sample-kernel.js'

export const KNOWN = loadKnownCode()

export const PROGRAM = '/gate/bin/app'

/** A use of a syscall: `use('read', 3)`, `use('statx', 2, { ENOSYS: 2 })`. */
export function use(name: string, count = 1, errors: Record<string, number> = {}): SyscallUse {
  return { name, ...tally(name, count, errors) }
}

/** `option('prctl-option', 'PR_SET_VMA', 'prctl', { EINVAL: 1 })`: one call. */
export function option(
  space: string,
  name: string,
  syscall: string,
  errors: Record<string, number> = {},
): OptionUse {
  return { space, option: name, syscall, ...tally(`${syscall}(${name})`, 1, errors) }
}

export function pathUse(pattern: string, errors: Record<string, number> = {}): PathUse {
  return { pattern, ...tally(`openat("${pattern}")`, 1, errors) }
}

function tally(sample: string, count: number, errors: Record<string, number>): Tally {
  const failed = Object.values(errors).reduce((sum, n) => sum + n, 0)
  return { count, succeeded: count - failed, errors, firstLine: 1, sample: `${sample} = 0` }
}

/** What a program of that path did. */
export function program(path: string, did: Partial<ProgramTrace> = {}): ProgramTrace {
  return { path, processes: 1, syscalls: [], options: [], paths: [], ...did }
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
      runpath: [],
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
    surface: { installed: true, supervised: true, gaps: [], asked: 3, answered: 1 },
    hang: null,
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
    programs: [program(PROGRAM, { syscalls: [use('epoll_create1'), use('epoll_pwait', 4), ...calls] })],
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
    hang: null,
    tracePath: '/reports/1-app.strace',
    stdout: '',
    stderr: '',
    durationMs: 900,
    problems: [],
    ...overrides,
  }
}

/** The same without enforcement. */
export function controlRun(result: Partial<AgentResult> = {}, trace: Partial<TraceSummary> = {}): BootRun {
  return sampleRun({ result: sampleResult({ surface: null, ...result }), trace: sampleTrace(trace) })
}

/** A service that did everything right; each test changes one thing. */
export function sampleFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    artifact: { name: 'app', path: '/build/app', package: '.', digest: `sha256:${'0'.repeat(64)}`, size: 1 },
    inspection: sampleInspection(),
    source: null,
    reach: null,
    noReach: 'not-go',
    run: sampleRun(),
    control: controlRun(),
    canary: { held: true, misses: [], tried: ['openat2: ENOSYS'] },
    attribution: null,
    profile: EL7,
    architecture: 'x86_64',
    model: MODEL,
    privileged: false,
    programPath: PROGRAM,
    known: KNOWN,
    expected: { exitCode: 0, glibc: '2.17', tags: ['netgo', 'osusergo'], goPolicy: null },
    ...overrides,
  }
}

/** As the re-runs find it. */
export function attributionOf(culprits: readonly string[]): Attribution {
  return { suspects: culprits, culprits, reruns: 1, cleared: false, doubt: '' }
}

/** Both runs end so. */
export function withResult(result: Partial<AgentResult>, trace: Partial<TraceSummary> = {}): Facts {
  return sampleFacts({
    run: sampleRun({ result: sampleResult(result), trace: sampleTrace(trace) }),
    control: controlRun(result, trace),
  })
}

export function withCalls(...calls: readonly SyscallUse[]): Facts {
  return sampleFacts({ run: sampleRun({ trace: sampleTrace({}, calls) }) })
}
