import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Facts } from '../../src/judge/facts.js'
import { judge } from '../../src/judge/judge.js'
import { allowOnProfile } from '../../src/kernel/allow-on-profile.js'
import type { ProcessExit, ProgramTrace } from '../../src/trace/trace-summary.js'
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
import { EL7, kernel } from './sample-kernel.js'

/** The first of the values in most cases, so that whole good runs are made as well as bad ones. */
function mostly<T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...rare) },
  )
}

const outcome = <T>(name: T, errno: string) =>
  mostly<Record<string, number>>({ [errno]: 1 }, {}).map((errors) => ({ name, errors }))
const ofTarget = fc.constantFrom('read', 'getrandom', 'mount').map((name) => use(name, 2, {}))
const newer = fc
  .constantFrom('openat2', 'statx', 'rseq', 'syscall_0x1f7', 'io_uring_setup')
  .chain((name) =>
    mostly<Record<string, number>>({ ENOSYS: 2 }, {}, { EPERM: 1 }, { EAGAIN: 2 }).map((errors) =>
      use(name, 2, errors),
    ),
  )
const call = fc.oneof(ofTarget, newer, fc.constant(use('poll')))
const did = fc.record({
  syscalls: fc.uniqueArray(call, { selector: ({ name }) => name, maxLength: 4 }),
  options: fc.array(
    fc.oneof(
      outcome('PR_SET_VMA', 'EINVAL').map(({ name, errors }) =>
        option('prctl-option', name, 'prctl', errors),
      ),
      outcome('MSG_ZEROCOPY', 'EPIPE').map(({ name, errors }) =>
        option('send-flags', name, 'sendmsg', errors),
      ),
    ),
    { maxLength: 2 },
  ),
  paths: fc.array(
    outcome('/proc/thread-self/**', 'ENOENT').map(({ name, errors }) => pathUse(name, errors)),
    {
      maxLength: 1,
    },
  ),
})
const result = fc.record({
  timedOut: mostly(false, true),
  ready: mostly<'ready' | 'timeout' | 'exited'>('ready', 'timeout', 'exited').map((state) => ({
    state,
    afterMs: 1,
    by: '',
  })),
  exercises: fc.array(
    mostly(true, false).map((ok) => ({ line: 'GET /', ok, detail: 'd', ms: 1 })),
    { maxLength: 2 },
  ),
  stop: mostly<'exited' | 'stopped' | 'killed'>('stopped', 'exited', 'killed').map((state) => ({
    state,
    afterMs: 1,
  })),
  startError: fc.constantFrom('', '', '', 'exec format error'),
})
const ended = mostly<ProcessExit>(
  { kind: 'exited' as const, code: 0 },
  { kind: 'exited' as const, code: 1 },
  { kind: 'killed' as const, signal: 'SIGSEGV', coreDumped: false },
)
const run = fc
  .tuple(did, result, ended, mostly(true, false), fc.array(did, { maxLength: 1 }))
  .map(([own, said, exit, whole, children]) => {
    const programs: ProgramTrace[] = [
      program(PROGRAM, { ...own, syscalls: [use('epoll_create1'), use('epoll_pwait'), ...own.syscalls] }),
      ...children.map((child) => program('/bin/sh', child)),
    ]
    const trace = sampleTrace({ programs, roots: [{ pid: 3, program: PROGRAM, exit }], cut: !whole })
    return sampleRun({ result: sampleResult({ ...said, exit }), trace })
  })
/** What differs from the good sample, so that a counterexample can be read. */
const changes = fc.record({
  run: fc.option(run, { freq: 10 }),
  control: fc.option(
    mostly(0, 1).chain((other) => (other ? run : fc.constant(controlRun()))),
    { freq: 5 },
  ),
  canary: fc.option(
    mostly(true, false).map((held) => ({ held, misses: held ? [] : ['m'], tried: ['openat2'] })),
    { freq: 5 },
  ),
  attribution: fc.option(
    fc.subarray(['syscall:openat2', 'syscall:statx', 'uname']).map((culprits) => ({
      suspects: ['syscall:openat2', 'syscall:statx', 'uname'],
      culprits,
      reruns: 3,
      cleared: false,
      doubt: '',
    })),
  ),
  privileged: fc.boolean(),
})

const RANK = { pass: 0, warn: 1, inconclusive: 2, fail: 3 }

describe('judge, whatever the facts are', () => {
  it('passes only what did its job, whole, under a surface that was seen to hold', () => {
    let good = 0
    fc.assert(
      fc.property(changes, (given) => {
        const { verdict, evidence, findings } = judge(sampleFacts(given))
        if (verdict !== 'pass' && verdict !== 'warn') return
        good++
        const { run: judged, canary } = given
        expect(judged?.result).toMatchObject({ startError: '', timedOut: false, ready: { state: 'ready' } })
        expect(judged?.result?.exercises.every(({ ok }) => ok)).toBe(true)
        expect(judged?.trace?.cut).toBe(false)
        expect(canary?.held).toBe(true)
        expect(evidence).toContain('surface')
        expect(findings.map(({ level }) => level)).not.toContain('error')
        const own = judged?.trace?.programs.flatMap(({ syscalls }) => syscalls) ?? []
        expect(
          own.filter(({ name, succeeded }) => succeeded > 0 && ['openat2', 'statx'].includes(name)),
        ).toEqual([])
      }),
      { numRuns: 400 },
    )
    expect(good).toBeGreaterThan(8)
  })

  it('says at least one thing that is not a note of every failed run, and lets one rule name the kernel', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const { findings, surface } = judge(sampleFacts(given))
        if (surface?.outcome === 'only-surface') {
          expect(findings.filter(({ rule }) => rule === 'syscall-required')).toHaveLength(1)
          expect(
            findings.some(({ rule }) =>
              ['boot-failed', 'exercise-failed', 'not-ready', 'hung'].includes(rule),
            ),
          ).toBe(false)
        } else {
          expect(findings.some(({ rule }) => rule === 'syscall-required')).toBe(false)
        }
        expect(findings.every(({ evidence }) => evidence.length <= 10)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('never blames the kernel for what fails without its surface too', () => {
    fc.assert(
      fc.property(changes, run, (given, control) => {
        const { surface, findings } = judge(sampleFacts({ ...given, control }))
        if (surface?.outcome !== 'both-failed') return
        expect(surface.refused.every(({ state }) => state === 'unknown')).toBe(true)
        expect(findings.some(({ rule }) => rule === 'syscall-required')).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('does not know better when a part is taken away', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const before = RANK[judge(sampleFacts(given)).verdict]
        if (before > 1) return
        for (const less of [{ canary: null }, { run: null }]) {
          expect(judge(sampleFacts({ ...given, ...less })).verdict).toBe('inconclusive')
        }
      }),
      { numRuns: 200 },
    )
  })

  it('finds nothing more on a kernel that offers more', () => {
    const things = fc.subarray([
      'syscall:openat2',
      'syscall:statx',
      'syscall:rseq',
      'option:prctl-option/PR_SET_VMA',
      'path:/proc/thread-self/**',
    ])
    fc.assert(
      fc.property(changes, things, (given, more) => {
        const missing = (profile: Facts['profile']) => {
          const { surface } = judge(sampleFacts({ ...given, profile }))
          return [...(surface?.refused ?? []), ...(surface?.ignored ?? []), ...(surface?.leaked ?? [])].map(
            ({ id }) => id,
          )
        }
        const before = missing(EL7)
        for (const id of missing(allowOnProfile(EL7, more))) expect(before).toContain(id)
      }),
    )
  })

  it('finds nothing missing on the newest kernel', () => {
    fc.assert(
      fc.property(run, (judged) => {
        const syscalls = judged.trace?.programs.flatMap((each) => each.syscalls.map(({ name }) => name)) ?? []
        fc.pre(!syscalls.includes('syscall_0x1f7'))
        const { surface } = judge(sampleFacts({ run: judged, profile: kernel('linux-7.1') }))
        expect([surface?.refused, surface?.ignored, surface?.leaked]).toEqual([[], [], []])
      }),
    )
  })
})
