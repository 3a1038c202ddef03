import { describe, expect, it } from '@jest/globals'
import type { Facts } from '../../src/judge/facts.js'
import { judge } from '../../src/judge/judge.js'
import { RULE_IDS } from '../../src/judge/rule-ids.js'
import { RULES } from '../../src/judge/rules.js'
import type { VerdictName } from '../../src/judge/verdict.js'
import {
  controlRun,
  PROGRAM,
  program,
  sampleFacts,
  sampleInspection,
  sampleResult,
  sampleRun,
  sampleTrace,
  use,
  withCalls,
  withResult,
} from './sample-facts.js'

/** `verdict: rule level, …` in the order of the findings. */
function said(facts: Facts): string {
  const { verdict, findings } = judge(facts)
  return [verdict, ...findings.map((finding) => `${finding.rule} ${finding.level}`)].join(', ')
}

const killed = (signal: string) => ({ kind: 'killed' as const, signal, coreDumped: false })
const exited = (code: number) => ({ kind: 'exited' as const, code })
/** A CLI that ended by itself, in the agent's and in the trace's word. */
const cli = (exit: ReturnType<typeof killed> | ReturnType<typeof exited>) =>
  withResult(
    { exit, stop: { state: 'exited', afterMs: 0 }, ready: { state: 'ready', afterMs: 5, by: 'exited' } },
    { roots: [{ pid: 3, program: PROGRAM, exit }], listeners: [] },
  )
const ended = (
  exit: ReturnType<typeof killed> | ReturnType<typeof exited>,
  state: 'stopped' | 'killed' = 'stopped',
) => withResult({ exit, stop: { state, afterMs: 10_000 } }, { roots: [{ pid: 3, program: PROGRAM, exit }] })
const dynamic = (
  elf: Partial<ReturnType<typeof sampleInspection>['elf']>,
  minGlibc: string | null,
  settings = {},
) =>
  sampleFacts({
    inspection: sampleInspection({
      static: false,
      minGlibc,
      elf: {
        ...sampleInspection().elf,
        interpreter: '/lib64/ld-linux-x86-64.so.2',
        needed: ['libc.so.6'],
        ...elf,
      },
      go: {
        version: 'go1.26.8',
        path: 'a',
        main: null,
        deps: [],
        settings: { CGO_ENABLED: '1', '-tags': 'netgo,osusergo', ...settings },
      },
    }),
  })
const trace = (overrides: Parameters<typeof sampleTrace>[0]) =>
  sampleFacts({ run: sampleRun({ trace: sampleTrace(overrides) }) })

describe('judge', () => {
  it.each<[string, Facts, string]>([
    ['a good service', sampleFacts(), 'pass'],
    ['a good CLI', cli(exited(0)), 'pass'],
    [
      'io_uring in use',
      withCalls(use('io_uring_setup')),
      'fail, io-uring-used error, canary-missed inconclusive',
    ],
    [
      'io_uring refused, survived',
      withCalls(use('io_uring_setup', 1, { ENOSYS: 1 })),
      'warn, io-uring-used warning, syscall-probed note',
    ],
    ['poll', withCalls(use('poll', 3)), 'fail, multiplexer-not-epoll error'],
    ['select that failed', withCalls(use('select', 1, { EINTR: 1 })), 'fail, multiplexer-not-epoll error'],
    [
      'epoll_pwait2 refused, survived',
      withCalls(use('epoll_pwait2', 1, { ENOSYS: 1 })),
      'warn, multiplexer-not-epoll warning, syscall-probed note',
    ],
    ['crash', cli(killed('SIGSEGV')), 'fail, boot-failed error'],
    ['wrong exit code', cli(exited(2)), 'fail, boot-failed error'],
    ['stopped by SIGTERM itself', ended(killed('SIGTERM')), 'pass'],
    ['stopped with 143', ended(exited(143)), 'pass'],
    ['stopped with 1', ended(exited(1)), 'warn, stop-failed warning'],
    ['crashed while stopping', ended(killed('SIGSEGV')), 'fail, stop-failed error'],
    ['never stopped', ended(killed('SIGKILL'), 'killed'), 'fail, stop-failed error'],
    [
      'static, cgo on',
      sampleFacts({
        inspection: sampleInspection({
          go: { version: 'go1.26.8', path: 'a', main: null, deps: [], settings: { CGO_ENABLED: '1' } },
        }),
      }),
      'pass, cgo-enabled note, build-tag-missing note',
    ],
    ['no Go build info', sampleFacts({ inspection: sampleInspection({ go: null }) }), 'pass'],
    [
      'dynamic, glibc fits',
      dynamic(
        { verneed: [{ library: 'libc.so.6', versions: ['GLIBC_2.2.5', 'GLIBC_2.17'], weakVersions: [] }] },
        '2.17',
      ),
      'warn, dynamically-linked warning, cgo-enabled warning',
    ],
    [
      'dynamic, glibc too new',
      dynamic({ verneed: [{ library: 'libc.so.6', versions: ['GLIBC_2.34'], weakVersions: [] }] }, '2.34'),
      'fail, glibc-too-new error, dynamically-linked warning, cgo-enabled warning',
    ],
    [
      'RELR',
      dynamic({ relr: true }, null),
      'fail, glibc-too-new error, dynamically-linked warning, cgo-enabled warning',
    ],
    [
      'musl',
      dynamic({ interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.musl-x86_64.so.1'] }, null),
      'fail, dynamically-linked error, cgo-enabled warning',
    ],
    ['trace cut', trace({ cut: true }), 'inconclusive, trace-incomplete inconclusive'],
    [
      'unreadable lines',
      trace({ unreadable: 1, unreadableSamples: ['?'] }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    [
      'strace died',
      trace({ roots: [{ pid: 3, program: PROGRAM, exit: null }] }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    [
      'trace and wait status differ',
      trace({ roots: [{ pid: 3, program: PROGRAM, exit: exited(1) }] }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    [
      'another program only',
      trace({ programs: [program('/bin/sh')] }),
      'inconclusive, trace-incomplete inconclusive, epoll-not-seen warning',
    ],
    [
      'no trace',
      sampleFacts({ run: sampleRun({ trace: null }) }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    [
      'no result',
      sampleFacts({ run: sampleRun({ result: null }) }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    [
      'engine trouble',
      sampleFacts({ run: sampleRun({ problems: ['docker died.'] }) }),
      'inconclusive, trace-incomplete inconclusive',
    ],
    ['dropped trace', withResult({ traceDropped: 5 }), 'inconclusive, trace-incomplete inconclusive'],
    ['not run', sampleFacts({ run: null }), 'inconclusive, trace-incomplete inconclusive'],
    [
      'hang',
      withResult(
        { timedOut: true, exit: killed('SIGKILL') },
        { roots: [{ pid: 3, program: PROGRAM, exit: killed('SIGKILL') }] },
      ),
      'fail, hung error',
    ],
    [
      'exercise failed',
      withResult({ exercises: [{ line: 'GET /', ok: false, detail: 'got 500', ms: 1 }] }),
      'fail, exercise-failed error',
    ],
    [
      'not ready',
      withResult({ ready: { state: 'timeout', afterMs: 30_000, by: '' } }),
      'fail, not-ready error',
    ],
    [
      'could not start',
      sampleFacts({
        run: sampleRun({
          trace: null,
          result: sampleResult({ startError: 'exec format error' }),
        }),
        control: controlRun({ startError: 'exec format error' }),
      }),
      'fail, boot-failed error',
    ],
    [
      'a service without epoll',
      trace({ programs: [program(PROGRAM, { syscalls: [use('accept4')] })] }),
      'warn, epoll-not-seen warning',
    ],
  ])('%s', (_, facts, expected) => {
    expect(said(facts)).toBe(expected)
  })

  it('leaves what a child program did to the child', () => {
    const facts = trace({
      programs: [...sampleTrace().programs, program('/bin/sh', { syscalls: [use('select'), use('poll')] })],
    })
    expect(said(facts)).toBe('pass')
  })

  it('never answers pass or warn when anything of the run is missing', () => {
    const good: VerdictName[] = ['pass', 'warn']
    for (const run of [
      null,
      sampleRun({ result: null }),
      sampleRun({ trace: null }),
      sampleRun({ problems: ['x'] }),
    ]) {
      expect(good).not.toContain(judge(sampleFacts({ run })).verdict)
    }
  })

  it('says which evidence it has', () => {
    expect(judge(sampleFacts()).evidence).toEqual(['static', 'boot', 'userland', 'surface'])
    expect(judge(sampleFacts({ run: null })).evidence).toEqual(['static'])
  })
})

describe('RULES', () => {
  it('has each id once, in the order of RULE_IDS', () =>
    expect(RULES.map((rule) => rule.id)).toEqual([...RULE_IDS]))
})
