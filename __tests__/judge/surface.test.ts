import { describe, expect, it } from '@jest/globals'
import type { AgentResult } from '../../src/boot/agent-result.js'
import type { Facts } from '../../src/judge/facts.js'
import { judge } from '../../src/judge/judge.js'
import type { Attribution } from '../../src/surface/attribution.js'
import type { SurfaceResult } from '../../src/surface/surface-plan.js'
import type { ProgramTrace } from '../../src/trace/trace-summary.js'
import {
  controlRun,
  option,
  PROGRAM,
  pathUse,
  program,
  sampleFacts,
  sampleResult,
  sampleRun,
  sampleTrace,
  use,
} from './sample-facts.js'
import { kernel } from './sample-kernel.js'

const EPOLL = [use('epoll_create1'), use('epoll_pwait', 4)]
const BAD_EXERCISE = { exercises: [{ line: 'GET /', ok: false, detail: 'got 500', ms: 1 }] }
const OPENAT2 = use('openat2', 2, { ENOSYS: 2 })

function said(facts: Facts): string {
  const { verdict, findings } = judge(facts)
  return [verdict, ...findings.map((finding) => `${finding.rule} ${finding.level}`)].join(', ')
}

function message(facts: Facts, rule: string): string {
  return judge(facts).findings.find((finding) => finding.rule === rule)?.message ?? ''
}

/** The enforced run: what the artifact did beside waiting, and how it went. */
function enforced(
  did: Partial<ProgramTrace>,
  { result = {}, children = [] }: { result?: Partial<AgentResult>; children?: ProgramTrace[] } = {},
) {
  const own = program(PROGRAM, { ...did, syscalls: [...EPOLL, ...(did.syscalls ?? [])] })
  const trace = sampleTrace({ programs: [own, ...children] })
  return sampleRun({ result: sampleResult(result), trace, stderr: 'openat2: function not implemented\n' })
}

function attribution(culprits: string[], overrides: Partial<Attribution> = {}): Attribution {
  return { suspects: culprits, culprits, reruns: 2, cleared: false, doubt: '', ...overrides }
}

const failing = (did: Partial<ProgramTrace>, overrides: Partial<Facts> = {}) =>
  sampleFacts({ run: enforced(did, { result: BAD_EXERCISE }), ...overrides })

describe('what is refused', () => {
  it.each<[string, Facts, string]>([
    ['nothing', sampleFacts(), 'pass'],
    [
      'a call, survived',
      sampleFacts({ run: enforced({ syscalls: [OPENAT2] }) }),
      'pass, syscall-probed note',
    ],
    [
      'an option, survived',
      sampleFacts({
        run: enforced({ options: [option('prctl-option', 'PR_SET_VMA', 'prctl', { EINVAL: 1 })] }),
      }),
      'pass, syscall-probed note',
    ],
    [
      'an option that nobody knows, survived',
      sampleFacts({ run: enforced({ options: [option('prctl-option', '0x99', 'prctl', { EINVAL: 1 })] }) }),
      'pass, syscall-probed note',
    ],
    [
      'a path, survived',
      sampleFacts({ run: enforced({ paths: [pathUse('/proc/thread-self/**', { ENOENT: 1 })] }) }),
      'pass, syscall-probed note',
    ],
    [
      'a number that nobody knows',
      sampleFacts({ run: enforced({ syscalls: [use('syscall_0x1f7', 1, { ENOSYS: 1 })] }) }),
      'pass, syscall-probed note',
    ],
    [
      'a child, survived',
      sampleFacts({
        run: enforced({}, { children: [program('/bin/sh', { syscalls: [use('rseq', 1, { ENOSYS: 1 })] })] }),
      }),
      'pass, syscall-probed note',
    ],
    [
      'the culprit',
      failing({ syscalls: [OPENAT2] }, { attribution: attribution(['syscall:openat2']) }),
      'fail, syscall-required error',
    ],
    [
      'the culprit, and something harmless',
      failing(
        { syscalls: [OPENAT2, use('statx', 1, { ENOSYS: 1 })] },
        { attribution: attribution(['syscall:openat2']) },
      ),
      'fail, syscall-required error, syscall-probed note',
    ],
    [
      'suspects that no re-run settled',
      failing(
        { syscalls: [OPENAT2] },
        {
          attribution: attribution([], {
            suspects: ['syscall:openat2'],
            doubt: 'The bound of 24 re-runs was reached.',
          }),
        },
      ),
      'fail, syscall-required error',
    ],
    [
      'suspects that the re-runs cleared',
      failing(
        { syscalls: [OPENAT2] },
        { attribution: attribution([], { suspects: ['syscall:openat2'], cleared: true }) },
      ),
      'inconclusive, syscall-required inconclusive',
    ],
    [
      'the culprit, where the canary did not hold',
      failing(
        { syscalls: [OPENAT2] },
        {
          attribution: attribution(['syscall:openat2']),
          canary: { held: false, misses: ['statx was answered.'], tried: ['statx'] },
        },
      ),
      'inconclusive, canary-missed inconclusive, syscall-required inconclusive',
    ],
    ['suspects without any attribution', failing({ syscalls: [OPENAT2] }), 'fail, syscall-required error'],
    ['nothing, yet it fails only there', failing({}), 'inconclusive, syscall-required inconclusive'],
    [
      'the kernel name is the culprit',
      failing({ syscalls: [use('uname')] }, { attribution: attribution(['uname']) }),
      'fail, syscall-required error',
    ],
    [
      'the kernel name is a mere suspect',
      failing({ syscalls: [use('uname')] }, { attribution: attribution([], { suspects: ['uname'] }) }),
      'inconclusive, syscall-required inconclusive',
    ],
    [
      'in a program that fails in both runs',
      failing({ syscalls: [OPENAT2] }, { control: controlRun(BAD_EXERCISE) }),
      'fail, exercise-failed error, syscall-probed note',
    ],
    [
      'in a program without a control run',
      failing({ syscalls: [OPENAT2] }, { control: null }),
      'fail, exercise-failed error, syscall-probed note',
    ],
    [
      'in a run that is not whole',
      sampleFacts({
        run: { ...enforced({ syscalls: [OPENAT2] }, { result: BAD_EXERCISE }), problems: ['docker died.'] },
      }),
      'inconclusive, exercise-failed inconclusive, trace-incomplete inconclusive, syscall-probed note',
    ],
    [
      'only the control run failed',
      sampleFacts({ control: controlRun(BAD_EXERCISE) }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    [
      'io_uring, survived',
      sampleFacts({ run: enforced({ syscalls: [use('io_uring_setup', 1, { ENOSYS: 1 })] }) }),
      'warn, io-uring-used warning, syscall-probed note',
    ],
    [
      'io_uring, required',
      failing(
        { syscalls: [use('io_uring_setup', 1, { ENOSYS: 1 })] },
        { attribution: attribution(['syscall:io_uring_setup']) },
      ),
      'fail, syscall-required error, io-uring-used error',
    ],
    [
      'io_uring, but another thing is required',
      failing(
        { syscalls: [OPENAT2, use('io_uring_setup', 1, { ENOSYS: 1 })] },
        { attribution: attribution(['syscall:openat2']) },
      ),
      'fail, syscall-required error, io-uring-used warning, syscall-probed note',
    ],
  ])('%s', (_, facts, expected) => {
    expect(said(facts)).toBe(expected)
  })

  it('names the call, its age, the answer, and what the program printed', () => {
    const finding = judge(failing({ syscalls: [OPENAT2] }, { attribution: attribution(['syscall:openat2']) }))
      .findings[0]
    expect(finding?.message).toBe(
      "The program cannot do without openat2(2) (since Linux 5.6): RHEL/CentOS 7.9 (3.10.0-1160.el7) answers ENOSYS, and then it fails. Only under the target's surface; without it the program does its job.",
    )
    expect(finding?.fix).toContain('openat(2)')
    expect(finding?.evidence).toEqual([
      'Exercise "GET /" failed: got 500.',
      'openat2: function not implemented',
      'openat2(2): 2 calls, ENOSYS 2×, since Linux 5.6',
      'openat2 = 0',
      're-runs with single things allowed: 2',
    ])
  })

  it('names the child that made the call', () => {
    const run = enforced(
      {},
      { result: BAD_EXERCISE, children: [program('/opt/helper', { syscalls: [OPENAT2] })] },
    )
    const facts = sampleFacts({ run, attribution: attribution(['syscall:openat2']) })
    expect(message(facts, 'syscall-required')).toContain(
      'openat2(2) (since Linux 5.6, called by /opt/helper)',
    )
  })

  it('does not say that it can do without when nobody knows', () => {
    const facts = failing({ syscalls: [OPENAT2] }, { control: null })
    expect(message(facts, 'syscall-probed')).toContain('Whether it can do without is not known.')
    expect(message(facts, 'exercise-failed')).toContain('There is no control run')
    const both = failing({ syscalls: [OPENAT2] }, { control: controlRun(BAD_EXERCISE) })
    expect(message(both, 'exercise-failed')).toContain("without the target's surface too")
  })

  it('lists every refusal in one note', () => {
    const syscalls = ['statx', 'openat2', 'clone3'].map((name) => use(name, 1, { ENOSYS: 1 }))
    const { findings } = judge(sampleFacts({ run: enforced({ syscalls }) }))
    expect(findings.map(({ message: text }) => text)).toEqual([
      'Tried and refused: statx(2), openat2(2), clone3(2). The program did its job without.',
    ])
  })
})

describe('what is silently ignored', () => {
  const zeroCopy = { options: [option('send-flags', 'MSG_ZEROCOPY', 'sendmsg')] }

  it.each<[string, Facts, string]>([
    ['by the artifact', sampleFacts({ run: enforced(zeroCopy) }), 'warn, flag-unsupported warning'],
    [
      'by a helper of its own',
      sampleFacts({ run: enforced({}, { children: [program('/tmp/h', zeroCopy)] }) }),
      'warn, flag-unsupported warning',
    ],
    [
      'by a program of the system',
      sampleFacts({ run: enforced({}, { children: [program('/usr/bin/x', zeroCopy)] }) }),
      'pass, flag-unsupported note',
    ],
    [
      'in a call that failed anyway',
      sampleFacts({
        run: enforced({ options: [option('send-flags', 'MSG_ZEROCOPY', 'sendmsg', { EPIPE: 1 })] }),
      }),
      'pass',
    ],
    [
      'on a kernel that has it',
      sampleFacts({ run: enforced(zeroCopy), profile: kernel('linux-4.14') }),
      'pass',
    ],
    [
      'when nobody knows the bit',
      sampleFacts({ run: enforced({ options: [option('send-flags', '0x8000000', 'sendmsg')] }) }),
      'pass',
    ],
  ])('%s', (_, facts, expected) => expect(said(facts)).toBe(expected))

  it('says what happens instead', () => {
    expect(message(sampleFacts({ run: enforced(zeroCopy) }), 'flag-unsupported')).toContain(
      'the data are copied and no completion ever comes',
    )
  })
})

describe('a surface that was not seen to hold', () => {
  const surface: SurfaceResult = { installed: true, supervised: true, gaps: [], asked: 0, answered: 0 }
  const withSurface = (overrides: Partial<SurfaceResult> | null) =>
    sampleFacts({ run: enforced({}, { result: { surface: overrides && { ...surface, ...overrides } } }) })
  const missed = 'inconclusive, canary-missed inconclusive'

  it.each<[string, Facts, string]>([
    ['no canary', sampleFacts({ canary: null }), missed],
    [
      'a canary that was not held',
      sampleFacts({ canary: { held: false, misses: ['openat2 went through.'], tried: ['openat2'] } }),
      missed,
    ],
    ['a canary that tried nothing', sampleFacts({ canary: { held: true, misses: [], tried: [] } }), missed],
    [
      'a canary that contradicts itself',
      sampleFacts({ canary: { held: true, misses: ['x'], tried: ['openat2'] } }),
      missed,
    ],
    ['nothing enforced', withSurface(null), missed],
    ['the filter not installed', withSurface({ installed: false }), missed],
    ['a call that went through', sampleFacts({ run: enforced({ syscalls: [use('openat2')] }) }), missed],
    [
      'a call that the host refused for another reason',
      sampleFacts({ run: enforced({ syscalls: [use('openat2', 1, { ENOENT: 1 })] }) }),
      missed,
    ],
    [
      'an option that went through',
      sampleFacts({ run: enforced({ options: [option('prctl-option', 'PR_SET_VMA', 'prctl')] }) }),
      missed,
    ],
    [
      'a path that was there',
      sampleFacts({ run: enforced({ paths: [pathUse('/proc/thread-self/**')] }) }),
      missed,
    ],
    [
      'a child that got through',
      sampleFacts({ run: enforced({}, { children: [program('/bin/sh', { syscalls: [use('rseq')] })] }) }),
      missed,
    ],
    [
      'a target that does not exist for the machine',
      sampleFacts({ architecture: 'arm64' }),
      `${missed}, canary-missed inconclusive`,
    ],
    ['no supervisor', withSurface({ supervised: false }), 'warn, canary-missed warning'],
    ['a gap', withSurface({ gaps: ['One thread was not filtered.'] }), 'warn, canary-missed warning'],
  ])('%s', (_, facts, expected) => {
    const verdict = judge(facts)
    expect(said(facts)).toBe(expected)
    expect(verdict.evidence).not.toContain('surface')
  })
})

describe('a boot that could not be what it should', () => {
  const denied = (name: string, errno: string) =>
    controlRun(BAD_EXERCISE, {
      programs: [program(PROGRAM, { syscalls: [...EPOLL, use(name, 1, { [errno]: 1 })] })],
    })

  it.each<[string, Facts, string]>([
    [
      'mount as nobody',
      failing({}, { control: denied('mount', 'EPERM') }),
      'inconclusive, exercise-failed inconclusive',
    ],
    [
      'bind to a low port as nobody',
      failing({}, { control: denied('bind', 'EACCES') }),
      'inconclusive, exercise-failed inconclusive',
    ],
    [
      'fallocate on tmpfs',
      failing({}, { control: denied('fallocate', 'EOPNOTSUPP') }),
      'inconclusive, exercise-failed inconclusive',
    ],
    [
      'epoll_ctl of a plain file is no matter of rights',
      failing({}, { control: denied('epoll_ctl', 'EPERM') }),
      'fail, exercise-failed error',
    ],
    ['a busy port', failing({}, { control: denied('bind', 'EADDRINUSE') }), 'fail, exercise-failed error'],
    [
      'denied, and it did its job',
      sampleFacts({ run: enforced({ syscalls: [use('mount', 1, { EPERM: 1 })] }) }),
      'pass',
    ],
  ])('%s', (_, facts, expected) => expect(said(facts)).toBe(expected))

  it('says root, or that root was not enough', () => {
    const facts = failing({}, { control: denied('mount', 'EPERM') })
    expect(judge(facts).findings[0]?.fix).toContain('`privileges: root`')
    expect(judge({ ...facts, privileged: true }).findings[0]?.fix).not.toContain('privileges: root')
    expect(message({ ...facts, privileged: true }, 'exercise-failed')).toContain('rights on the host')
  })
})
