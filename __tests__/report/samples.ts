import type { AgentResult } from '../../src/boot/agent-result.js'
import type { BootRun } from '../../src/boot/boot-run.js'
import type { Artifact } from '../../src/build/artifact.js'
import { BuildError } from '../../src/build/build-error.js'
import type { Inspection } from '../../src/inspect/inspection.js'
import type { Finding } from '../../src/judge/finding.js'
import { buildReport, type JudgedArtifact, type ReportInput } from '../../src/report/build-report.js'
import type { Report } from '../../src/report/report.js'
import type { ProgramTrace, SyscallUse, TraceSummary } from '../../src/trace/trace-summary.js'

/** Reports as the pipeline would make them: for goldens, and for scripts/render-samples.mjs to look at. */

export function sampleInput(overrides: Partial<ReportInput> = {}): ReportInput {
  return {
    version: '0.1.0',
    mode: 'enforce',
    startedAt: new Date('2026-11-24T08:00:00.000Z'),
    durationMs: 21_437.6,
    directory: '/repo/legacy-kernel-report',
    go: { version: '1.26.8', go: '/go/bin/go', goroot: '/go', source: 'tool-cache' },
    artifacts: [sampleJudged()],
    error: null,
    ...overrides,
  }
}

export function sampleJudged(overrides: Partial<JudgedArtifact> = {}): JudgedArtifact {
  return {
    artifact: sampleArtifact(),
    inspection: sampleInspection(),
    run: sampleRun(),
    programPath: '/app/server',
    verdict: { verdict: 'pass', findings: [], evidence: ['static', 'boot', 'userland'] },
    error: null,
    ...overrides,
  }
}

export function sampleArtifact(name = 'server'): Artifact {
  return {
    name,
    path: `/repo/legacy-kernel-report/bin/${name}`,
    package: `./cmd/${name}`,
    digest: `sha256:${'3f9a'.repeat(16)}`,
    size: 7_340_032,
  }
}

export function sampleInspection(): Inspection {
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
      path: 'example.com/server/cmd/server',
      main: { path: 'example.com/server', version: '(devel)', sum: '', replace: null },
      deps: [
        {
          path: 'golang.org/x/sys',
          version: 'v0.30.0',
          sum: 'h1:QjkSwP/36a20jFYWkSue1YwXzLmsV5Gfq7Eiy72C1uc=',
          replace: { path: './sys', version: '', sum: '', replace: null },
        },
      ],
      settings: { '-tags': 'netgo,osusergo', CGO_ENABLED: '0', GOAMD64: 'v1', GOARCH: 'amd64' },
    },
    static: true,
    minGlibc: null,
  }
}

export function glibcInspection(): Inspection {
  const inspection = sampleInspection()
  return {
    ...inspection,
    elf: {
      ...inspection.elf,
      interpreter: '/lib64/ld-linux-x86-64.so.2',
      needed: ['libc.so.6'],
      verneed: [{ library: 'libc.so.6', versions: ['GLIBC_2.34', 'GLIBC_2.2.5'] }],
      abiTag: { os: 0, kernel: '3.2.0' },
    },
    static: false,
    minGlibc: '2.34',
  }
}

export function use(name: string, count: number, errors: Record<string, number> = {}): SyscallUse {
  const failed = Object.values(errors).reduce((sum, errorCount) => sum + errorCount, 0)
  return { name, count, succeeded: count - failed, errors, firstLine: 1, sample: `${name}(…) = 0` }
}

export function sampleProgram(overrides: Partial<ProgramTrace> = {}): ProgramTrace {
  return {
    path: '/app/server',
    processes: 1,
    syscalls: [
      use('accept4', 5, { EAGAIN: 2 }),
      use('bind', 1),
      use('clone', 4),
      use('clone3', 1, { ENOSYS: 1 }),
      use('epoll_create1', 1),
      use('epoll_ctl', 9, { EPERM: 2 }),
      use('epoll_pwait', 31),
      use('futex', 57, { EAGAIN: 3, ETIMEDOUT: 1 }),
      use('openat', 6, { ENOENT: 1 }),
      use('pidfd_open', 1),
      use('read', 22),
      use('write', 12),
    ],
    ...overrides,
  }
}

export function sampleTrace(overrides: Partial<TraceSummary> = {}): TraceSummary {
  return {
    bytes: 41_213,
    lines: 402,
    calls: 389,
    unreadable: 0,
    unreadableSamples: [],
    cut: false,
    unfinished: 3,
    programs: [
      sampleProgram(),
      { path: '/bin/sh', processes: 1, syscalls: [use('pselect6', 1), use('rseq', 1)] },
    ],
    roots: [{ pid: 7, program: '/app/server', exit: { kind: 'exited', code: 0 } }],
    processes: 2,
    threads: 5,
    listeners: [{ pid: 7, program: '/app/server', line: 120 }],
    signals: { SIGTERM: 1, SIGCHLD: 1 },
    ...overrides,
  }
}

export function sampleResult(overrides: Partial<AgentResult> = {}): AgentResult {
  return {
    protocol: 1,
    startError: '',
    artifactPid: 7,
    ready: { state: 'ready', afterMs: 212, by: 'listens on 127.0.0.1:8080' },
    exercises: [
      { line: 'GET http://127.0.0.1:8080/healthz -> 200', ok: true, detail: '200 (5 of 5)', ms: 41 },
      { line: 'signal SIGHUP', ok: true, detail: 'sent', ms: 1 },
    ],
    stop: { state: 'stopped', afterMs: 38 },
    timedOut: false,
    exit: { kind: 'exited', code: 0 },
    strays: 0,
    stdoutBytes: 0,
    stderrBytes: 58,
    traceBytes: 41_213,
    traceDropped: 0,
    problems: [],
    ...overrides,
  }
}

export function sampleRun(overrides: Partial<BootRun> = {}): BootRun {
  return {
    place: {
      engine: 'docker',
      engineVersion: 'Docker 28.0.4',
      userland: `docker.io/library/centos:7.9.2009@sha256:${'be65'.repeat(16)}`,
      targetUserland: true,
      kernel: '6.17.0-1022-azure',
      strace: '6.1 (host)',
    },
    result: sampleResult(),
    trace: sampleTrace(),
    tracePath: '/repo/legacy-kernel-report/server.strace',
    stdout: '',
    stderr: '2026/11/24 08:00:03 listening on 127.0.0.1:8080\nbye\n',
    durationMs: 3_104.2,
    problems: [],
    ...overrides,
  }
}

export const IO_URING: Finding = {
  rule: 'io-uring-used',
  level: 'error',
  message: 'io_uring was used: io_uring_setup, io_uring_enter.',
  fix: 'Find the module that uses io_uring (Go itself never does) and switch it off or replace it; the kernel of EL7 answers ENOSYS.',
  evidence: ['io_uring_setup: 1 call', 'io_uring_setup(256, {flags=0, …}) = 6', 'io_uring_enter: 14 calls'],
}

export const GLIBC: Finding = {
  rule: 'glibc-too-new',
  level: 'error',
  message: 'The file needs glibc 2.34, EL7 has 2.17: it does not start there.',
  fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside a CentOS 7 image.',
  evidence: ["version `GLIBC_2.34' not found (required by the file, in libc.so.6)"],
}

export const DYNAMIC: Finding = {
  rule: 'dynamically-linked',
  level: 'warning',
  message: "The file is dynamically linked: it runs on the target's libraries.",
  fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside a CentOS 7 image.',
  evidence: ['interpreter: /lib64/ld-linux-x86-64.so.2', 'needed: libc.so.6'],
}

function failing(): JudgedArtifact {
  const syscalls = [...sampleProgram().syscalls, use('io_uring_setup', 1), use('io_uring_enter', 14)]
  return sampleJudged({
    inspection: glibcInspection(),
    run: sampleRun({
      place: {
        engine: 'sandbox',
        engineVersion: 'bubblewrap 0.8.0',
        userland: "the host's system folders, read-only",
        targetUserland: false,
        kernel: '6.17.0-1022-azure',
        strace: '6.1 (host)',
      },
      trace: sampleTrace({ programs: [sampleProgram({ syscalls })] }),
    }),
    verdict: { verdict: 'fail', findings: [IO_URING, GLIBC, DYNAMIC], evidence: ['static', 'boot'] },
  })
}

function inconclusive(): JudgedArtifact {
  const problem = 'The engine ended before the agent could report.'
  return sampleJudged({
    run: sampleRun({ result: null, trace: null, problems: [problem], stderr: '' }),
    verdict: {
      verdict: 'inconclusive',
      findings: [
        {
          rule: 'trace-incomplete',
          level: 'inconclusive',
          message: problem,
          fix: 'Run it again. If it comes back, read the evidence and report it with the trace; a shorter run may help.',
          evidence: ['There is no trace.'],
        },
      ],
      evidence: ['static'],
    },
  })
}

function worker(): JudgedArtifact {
  const result = sampleResult({
    ready: { state: 'ready', afterMs: 90, by: 'exited' },
    exercises: [],
    stop: { state: 'exited', afterMs: 0 },
  })
  return sampleJudged({
    artifact: sampleArtifact('worker'),
    inspection: { ...glibcInspection(), minGlibc: '2.3.2' },
    run: sampleRun({
      result,
      tracePath: '/repo/legacy-kernel-report/worker.strace',
      trace: sampleTrace({ programs: [sampleProgram({ path: '/app/worker' })], listeners: [], signals: {} }),
    }),
    programPath: '/app/worker',
    verdict: { verdict: 'warn', findings: [DYNAMIC], evidence: ['static', 'boot', 'userland'] },
  })
}

export const BUILD_ERROR = new BuildError(
  {
    stage: 'build',
    code: 'build-failed',
    fault: 'user',
    message: 'go build ./cmd/server failed: cmd/server/main.go:12: undefined: serve.',
    hint: 'Correct the source; the whole output of go build is in the log.',
  },
  [
    { file: 'cmd/server/main.go', line: 12, column: 5, message: 'undefined: serve' },
    { file: 'cmd/server/main.go', line: 20, column: null, message: 'missing return' },
  ],
)

/** Name of the golden files to the report in them. */
export const SAMPLES: Readonly<Record<string, Report>> = {
  pass: buildReport(sampleInput()),
  fail: buildReport(sampleInput({ artifacts: [failing()] })),
  inconclusive: buildReport(sampleInput({ artifacts: [inconclusive()] })),
  two: buildReport(sampleInput({ mode: 'audit', artifacts: [sampleJudged(), worker()] })),
  error: buildReport(sampleInput({ artifacts: [], go: null, error: BUILD_ERROR })),
}
