import { describe, expect, it } from '@jest/globals'
import type { BootRun } from '../../src/boot/boot-run.js'
import { type CanaryAnswer, checkCanary, expectCanary } from '../../src/boot/canary.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveTarget } from '../../src/kernel/target.js'
import { decide, surfaceDecisions } from '../../src/surface/surface-decision.js'
import { sampleResult, sampleRun, sampleTrace } from '../judge/sample-facts.js'

const model = loadKernelModel()
const PATH = '/gate/bin/agent'

function expectation(target: string) {
  const profile = resolveTarget(target, model)
  const decisions = surfaceDecisions(profile, model.syscalls, 'x86_64')
  const numbers = new Map(model.syscalls.map((syscall) => [syscall.name, syscall.number.x86_64]))
  return expectCanary(
    profile,
    (name) => numbers.get(name) ?? null,
    (number, args) => {
      const decision = decide(decisions, number, args)
      return decision.kind === 'errno' ? decision.errno : 0
    },
  )
}

const EL7 = expectation('el7')

/** A run in which all went as el7 has it, but for what is given. */
function run(answer: Partial<CanaryAnswer> = {}, { supervised = true, seen = EL7.calls } = {}): BootRun {
  const whole: CanaryAnswer = {
    ...EL7.uname,
    calls: EL7.calls.map(({ errno }, i) => ({ number: EL7.plan.calls[i]?.number ?? -1, errno })),
    paths: EL7.plan.paths.map((path) => ({ path, errno: 2 })),
    ...answer,
  }
  const syscalls = seen.map(({ name, errno }) => ({
    name,
    count: 1,
    succeeded: errno === 0 ? 1 : 0,
    errors: errno === 0 ? {} : { ENOSYS: 1 },
    firstLine: 1,
    sample: '',
  }))
  return sampleRun({
    stdout: JSON.stringify(whole),
    result: sampleResult({
      surface: { installed: true, supervised, gaps: [], asked: 0, answered: 0 },
    }),
    trace: sampleTrace({
      programs: [{ path: PATH, processes: 1, syscalls, options: [], paths: [] }],
    }),
  })
}

describe('expectCanary', () => {
  it('asks el7 for calls, options and paths that it lacks, and for one that it has', () => {
    const errnos = Object.fromEntries(EL7.calls.map(({ name, errno }) => [name, errno]))
    expect(errnos).toMatchObject({ statx: 38, openat2: 38, socket: 22, futex: 38, getppid: 0 })
    expect(EL7.plan.paths).toEqual(['/proc/thread-self/comm', '/proc/self/smaps_rollup'])
    expect(EL7.uname.release).toBe('3.10.0-1160.el7.x86_64')
  })

  it('asks a newer kernel for less, never for what it has', () => {
    const names = expectation('linux-5.10').calls.map(({ name }) => name)
    expect(names).not.toContain('statx')
    expect(names).toContain('cachestat')
    expect(names).toContain('getppid')
  })
})

describe('checkCanary', () => {
  it('holds when every answer is the target’s and in the trace', () => {
    expect(checkCanary(EL7, run(), PATH)).toMatchObject({ held: true, misses: [] })
  })

  it.each<[string, BootRun, RegExp]>([
    ['a call that went through', run({ calls: EL7.calls.map(() => ({ number: 0, errno: 0 })) }), /statx/],
    ['the wrong errno', run({ calls: EL7.calls.map(() => ({ number: 0, errno: 1 })) }), /errno 1/],
    ['an answer without calls', run({ calls: [] }), /statx/],
    ['the host’s release', run({ release: '6.8.0' }), /6\.8\.0/],
    ['a path that was there', run({ paths: [] }), /thread-self/],
    ['calls that strace did not see', run({}, { seen: [] }), /trace/],
    ['no answer', sampleRun({ stdout: 'hello' }), /no answer/],
    ['a run that cannot be relied on', { ...run(), problems: ['The engine died.'] }, /engine died/],
  ])('does not hold: %s', (_, booted, miss) => {
    const { held, misses } = checkCanary(EL7, booted, PATH)
    expect(held).toBe(false)
    expect(misses.join('\n')).toMatch(miss)
  })

  it('asks nothing of the supervisor where the host has none', () => {
    const unsupervised = run({ release: '5.4.0', paths: [] }, { supervised: false })
    expect(checkCanary(EL7, unsupervised, PATH).held).toBe(true)
  })
})
