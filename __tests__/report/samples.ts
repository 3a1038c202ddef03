import type { AgentResult } from '../../src/boot/agent-result.js'
import type { BootRun } from '../../src/boot/boot-run.js'
import type { Artifact } from '../../src/build/artifact.js'
import { BuildError } from '../../src/build/build-error.js'
import type { Inspection } from '../../src/inspect/inspection.js'
import type { Finding } from '../../src/judge/finding.js'
import type { GoProbe } from '../../src/judge/go-probe-table.js'
import type { CallingPlace, ReachAccount, ReachedSyscall } from '../../src/judge/reach-account.js'
import type { RefusedUse, SurfaceAccount } from '../../src/judge/surface-account.js'
import type { Verdict } from '../../src/judge/verdict.js'
import { buildReport, type JudgedArtifact, type ReportInput } from '../../src/report/build-report.js'
import type { Report } from '../../src/report/report.js'
import type { ProgramTrace, SyscallUse, TraceSummary } from '../../src/trace/trace-summary.js'
import { EL7 } from '../judge/sample-kernel.js'

/** Reports as the pipeline would make them: for goldens, and for scripts/render-samples.mjs to look at. */

export function sampleInput(overrides: Partial<ReportInput> = {}): ReportInput {
  return {
    version: '0.1.0',
    mode: 'enforce',
    startedAt: new Date('2026-11-24T08:00:00.000Z'),
    durationMs: 21_437.6,
    directory: '/repo/legacy-kernel-report',
    target: EL7,
    policy: null,
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
    noReach: null,
    run: sampleRun(),
    control: controlRun(),
    canary: CANARY,
    attribution: null,
    programPath: '/app/server',
    verdict: sampleVerdict('pass', [], ['static', 'boot', 'userland', 'surface']),
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
      runpath: [],
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
      verneed: [{ library: 'libc.so.6', versions: ['GLIBC_2.34', 'GLIBC_2.2.5'], weakVersions: [] }],
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
      use('pidfd_open', 1, { ENOSYS: 1 }),
      use('read', 22),
      use('write', 12),
    ],
    options: [],
    paths: [],
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
      sampleProgram({ path: '/bin/sh', syscalls: [use('pselect6', 1), use('rseq', 1, { ENOSYS: 1 })] }),
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
    surface: { installed: true, supervised: true, gaps: [], asked: 41, answered: 2 },
    hang: null,
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
    hang: null,
    tracePath: '/repo/legacy-kernel-report/server.strace',
    stdout: '',
    stderr: '2026/11/24 08:00:03 listening on 127.0.0.1:8080\nbye\n',
    durationMs: 3_104.2,
    problems: [],
    ...overrides,
  }
}

/** The same boot without enforcement. */
export function controlRun(overrides: Partial<BootRun> = {}): BootRun {
  return sampleRun({ result: sampleResult({ surface: null }), ...overrides })
}

/** What the judge would say beside the findings of a program that did its job. */
export function sampleVerdict(
  verdict: Verdict['verdict'],
  findings: readonly Finding[] = [],
  evidence: Verdict['evidence'] = ['static'],
): Verdict {
  return { verdict, findings, evidence, surface: PROBED, reach: samplePlaces(), needs: NEEDS }
}

/** A place in code that others wrote; the last of `path` is the function. */
export function place(path: readonly string[], overrides: Partial<CallingPlace> = {}): CallingPlace {
  const name = path.at(-1) ?? ''
  return {
    function: name,
    package: name.slice(0, name.lastIndexOf('.')),
    origin: 'dependency',
    module: 'golang.org/x/sys@v0.42.0',
    address: 0x4a1b20n,
    path,
    by: 'github.com/acme/store@v1.2.3',
    route: ['example.com/server', 'github.com/acme/store@v1.2.3', 'golang.org/x/sys@v0.42.0'],
    probe: null,
    ...overrides,
  }
}

/** One of Go's own. */
function goPlace(name: string, probe: GoProbe | null = null): CallingPlace {
  const origin = name.startsWith('runtime') ? 'runtime' : 'std'
  return place([name], { origin, module: null, by: null, route: ['Go'], probe })
}

export function reached(
  name: string,
  since: string | null,
  ...places: readonly CallingPlace[]
): ReachedSyscall {
  return { id: `syscall:${name}`, name, since, offered: since === null, seen: false, places }
}

function probe(syscall: string, kind: GoProbe['kind'] = 'fallback'): GoProbe {
  return { syscall, package: 'syscall', from: 20, to: null, kind, otherwise: 'another way' }
}

/** What every program with os/exec in it can do. */
function samplePlaces(...more: readonly ReachedSyscall[]): ReachAccount {
  return {
    functions: 4_211,
    cgo: false,
    syscalls: [
      ...more,
      reached('clone3', '5.3', goPlace('syscall.forkAndExecInChild1', probe('clone3', 'on-request'))),
      reached('pidfd_open', '5.3', goPlace('internal/syscall/unix.PidFDOpen', probe('pidfd_open'))),
      reached('epoll_pwait', null, goPlace('runtime.netpoll')),
      reached(
        'openat',
        null,
        goPlace('syscall.openat'),
        place(['main.main', 'golang.org/x/sys/unix.Openat']),
      ),
    ],
    unknown: [],
  }
}

const CANARY = {
  held: true,
  misses: [],
  tried: ['statx: ENOSYS', 'openat2: ENOSYS', 'io_uring_setup: ENOSYS'],
}

const NEEDS = { kernel: '3.2', el: 'el7.0', decidedBy: { kernel: 'Go 1.26.8', el: 'Go 1.26.8' } }

function refused(name: string, since: string, overrides: Partial<RefusedUse> = {}): RefusedUse {
  return {
    ...use(name, 1, { ENOSYS: 1 }),
    sample: `${name}(…) = -1 ENOSYS (Function not implemented)`,
    id: `syscall:${name}`,
    label: `${name}(2)`,
    program: '/app/server',
    absence: { kind: 'refused', errno: 'ENOSYS' },
    leaked: 0,
    since,
    byChild: false,
    state: 'probed',
    ...overrides,
  }
}

const PROBED: SurfaceAccount = {
  outcome: 'did-job',
  control: 'worked',
  refused: [
    refused('clone3', '5.3'),
    refused('pidfd_open', '5.3'),
    refused('rseq', '4.18', { byChild: true, program: '/bin/sh' }),
  ],
  ignored: [],
  leaked: [],
  held: true,
}

export const IO_URING: Finding = {
  rule: 'io-uring-used',
  level: 'error',
  message: 'io_uring was used: io_uring_setup, io_uring_enter.',
  fix: 'Find the module that uses io_uring (Go itself never does) and switch it off or replace it; kernels before 5.1, and those of EL7, answer ENOSYS.',
  evidence: ['io_uring_setup: 1 call', 'io_uring_setup(256, {flags=0, …}) = 6', 'io_uring_enter: 14 calls'],
}

export const GLIBC: Finding = {
  rule: 'glibc-too-new',
  level: 'error',
  message: 'The file needs glibc 2.34, RHEL/CentOS 7.9 (3.10.0-1160.el7) has 2.17: it does not start there.',
  fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
  evidence: ["version `GLIBC_2.34' not found (required by the file, in libc.so.6)"],
}

export const DYNAMIC: Finding = {
  rule: 'dynamically-linked',
  level: 'warning',
  message: "The file is dynamically linked: it runs on the target's libraries.",
  fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
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
    verdict: {
      ...sampleVerdict('fail', [IO_URING, GLIBC, DYNAMIC], ['static', 'boot']),
      surface: { ...PROBED, held: false, leaked: [{ ...refused('io_uring_setup', '5.1'), leaked: 1 }] },
      reach: {
        ...samplePlaces(
          reached(
            'io_uring_setup',
            '5.1',
            place(['main.main', 'github.com/acme/ring.New'], {
              module: 'github.com/acme/ring@v0.3.0',
              by: 'github.com/acme/ring@v0.3.0',
              route: ['example.com/server', 'github.com/acme/ring@v0.3.0'],
            }),
          ),
        ),
        cgo: true,
        unknown: [goPlace('syscall.runtime_doAllThreadsSyscall')],
      },
      needs: { kernel: '5.1', el: 'el9', decidedBy: { kernel: 'io_uring_setup(2)', el: 'glibc 2.34' } },
    },
  })
}

function inconclusive(): JudgedArtifact {
  const problem = 'The engine ended before the agent could report.'
  return sampleJudged({
    run: sampleRun({ result: null, trace: null, problems: [problem], stderr: '' }),
    verdict: {
      ...sampleVerdict('inconclusive'),
      surface: { ...PROBED, outcome: 'not-run', refused: [], held: false },
      needs: null,
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
    verdict: sampleVerdict('warn', [DYNAMIC], ['static', 'boot', 'userland', 'surface']),
  })
}

/** Only under the target's surface it fails, and a re-run named the call. */
function required(): JudgedArtifact {
  const exercises = [
    { line: 'GET http://127.0.0.1:8080/files/a -> 200', ok: false, detail: 'got 500, expected 200', ms: 12 },
  ]
  const openat2 = use('openat2', 2, { ENOSYS: 2 })
  return sampleJudged({
    run: sampleRun({
      result: sampleResult({ exercises }),
      trace: sampleTrace({ programs: [sampleProgram({ syscalls: [...sampleProgram().syscalls, openat2] })] }),
      stderr: '2026/11/24 08:00:03 listening on 127.0.0.1:8080\nopen a: function not implemented\n',
    }),
    attribution: {
      suspects: ['syscall:openat2', 'syscall:pidfd_open', 'syscall:clone3'],
      culprits: ['syscall:openat2'],
      reruns: 2,
      cleared: false,
      doubt: '',
    },
    verdict: {
      ...sampleVerdict('fail', [REQUIRED, STILL_PROBED], ['static', 'boot', 'userland', 'surface']),
      surface: {
        ...PROBED,
        outcome: 'only-surface',
        refused: [refused('openat2', '5.6', { count: 2, state: 'required' }), ...PROBED.refused],
      },
      reach: samplePlaces(
        reached(
          'openat2',
          '5.6',
          place(['main.main', 'main.serve', 'github.com/acme/store.Open', 'golang.org/x/sys/unix.Openat2']),
        ),
      ),
      needs: { kernel: '5.6', el: 'el9', decidedBy: { kernel: 'openat2(2)', el: 'openat2(2)' } },
    },
  })
}

const REQUIRED: Finding = {
  rule: 'syscall-required',
  level: 'error',
  message:
    "The program cannot do without openat2(2) (since Linux 5.6): RHEL/CentOS 7.9 (3.10.0-1160.el7) answers ENOSYS, and then it fails. Only under the target's surface; without it the program does its job.",
  fix: 'Find the module that asks for it, and take another way where the answer is ENOSYS, EINVAL or another refusal. Here instead of openat2: openat(2) (os.Root resolves the path by itself and needs nothing newer).',
  evidence: [
    'Exercise "GET http://127.0.0.1:8080/files/a -> 200" failed: got 500, expected 200.',
    'open a: function not implemented',
    'openat2(2): 2 calls, ENOSYS 2×, since Linux 5.6',
    'openat2(AT_FDCWD, "a", {flags=O_RDONLY, resolve=RESOLVE_BENEATH}, 24) = -1 ENOSYS (Function not implemented)',
    're-runs with single things allowed: 2',
  ],
}

const STILL_PROBED: Finding = {
  rule: 'syscall-probed',
  level: 'note',
  message: 'Tried and refused: clone3(2), pidfd_open(2), rseq(2). That is not what it fails for.',
  fix: 'Nothing needs to change for this; run it again when the failure is mended.',
  evidence: ['clone3(2): 1 call, ENOSYS 1×, since Linux 5.3'],
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
  required: buildReport(sampleInput({ artifacts: [required()] })),
  inconclusive: buildReport(sampleInput({ artifacts: [inconclusive()] })),
  two: buildReport(sampleInput({ mode: 'audit', artifacts: [sampleJudged(), worker()] })),
  error: buildReport(sampleInput({ artifacts: [], target: null, go: null, error: BUILD_ERROR })),
}
