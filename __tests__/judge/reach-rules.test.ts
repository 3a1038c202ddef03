import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { inspectFile } from '../../src/inspect/inspect.js'
import type { Facts } from '../../src/judge/facts.js'
import type { Finding } from '../../src/judge/finding.js'
import { judge } from '../../src/judge/judge.js'
import { goProbes, reachAccount } from '../../src/judge/reach-account.js'
import type { RuleId } from '../../src/judge/rule-ids.js'
import { tryReach } from '../../src/reach/try-reach.js'
import { buildReachProgram, openReachPrograms } from './reach-programs.js'
import {
  attributionOf,
  controlRun,
  PROGRAM,
  program,
  sampleFacts,
  sampleRun,
  sampleTrace,
  use,
} from './sample-facts.js'
import { kernel, MODEL } from './sample-kernel.js'

// The first build compiles the standard library.
jest.setTimeout(300_000)

const folder = openReachPrograms()
afterAll(() => rmSync(folder, { recursive: true }))

async function factsOf(name: string, overrides: Partial<Facts> = {}): Promise<Facts> {
  const file = buildReachProgram(folder, name)
  const { inspection, bytes } = await inspectFile(file)
  const { reach, why } = tryReach({ path: file, bytes, go: inspection.go }, MODEL.syscalls, (message) => {
    throw new Error(message)
  })
  return sampleFacts({ inspection, reach, noReach: why, ...overrides })
}

function said(facts: Facts, rule: RuleId): readonly Finding[] {
  return judge(facts).findings.filter((finding) => finding.rule === rule)
}

describe('syscall-reachable', () => {
  it('names the call, the function, and the module behind golang.org/x/sys', async () => {
    const [finding, ...more] = said(await factsOf('behind-a-flag'), 'syscall-reachable')
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      level: 'note',
      message: expect.stringContaining(
        'The file can call openat2(2) (since Linux 5.6), which RHEL/CentOS 7.9 (3.10.0-1160.el7) lacks: golang.org/x/sys/unix.Openat2 <- github.com/acme/store v1.2.3.',
      ),
    })
    expect(finding?.evidence).toContain(
      '  main.main → github.com/acme/store.Open → golang.org/x/sys/unix.Openat2',
    )
    expect(finding?.subjects).toEqual([
      [
        'openat2',
        'golang.org/x/sys/unix.Openat2',
        'github.com/acme/store@v1.2.3',
        'github.com/acme/store',
        'golang.org/x/sys@v0.42.0',
        'golang.org/x/sys',
      ],
    ])
  })

  it('says nothing of code that the linker left out', async () => {
    const facts = await factsOf('left-out')
    expect(facts.inspection.go?.deps.map(({ path }) => path)).toContain('golang.org/x/sys')
    expect(said(facts, 'syscall-reachable')).toEqual([])
  })

  it("says nothing of Go's own probes, which are counted", async () => {
    const facts = await factsOf('go-itself')
    expect(said(facts, 'syscall-reachable')).toEqual([])
    const account = reachAccount(facts)
    const names = account ? goProbes(account).map(({ name }) => name) : []
    expect(names).toEqual(expect.arrayContaining(['faccessat2', 'pidfd_open', 'pidfd_send_signal']))
  })

  it('names a call that the main module makes itself', async () => {
    const [finding] = said(await factsOf('by-itself'), 'syscall-reachable')
    expect(finding?.message).toMatch(/io_uring_setup\(2\) .*: main\.main <- example\.com\/app/)
  })

  it('says nothing where the target has the call', async () => {
    expect(said(await factsOf('behind-a-flag', { profile: kernel('el9') }), 'syscall-reachable')).toEqual([])
  })

  it('says nothing of a target that does not exist on that architecture', async () => {
    const facts = await factsOf('behind-a-flag', { architecture: 'arm64' })
    expect(said(facts, 'syscall-reachable')).toEqual([])
    expect(reachAccount(facts)).toBeNull()
  })

  it('leaves a call to other rules when the run showed it', async () => {
    const run = sampleRun({ trace: sampleTrace({}, [use('openat2', 1, { ENOSYS: 1 })]) })
    expect(said(await factsOf('behind-a-flag', { run }), 'syscall-reachable')).toEqual([])
  })

  it('still speaks when only a child made it', async () => {
    const child = program('/bin/other', { syscalls: [use('openat2', 1, { ENOSYS: 1 })] })
    const trace = sampleTrace({ programs: [program(PROGRAM), child] })
    expect(
      said(await factsOf('behind-a-flag', { run: sampleRun({ trace }) }), 'syscall-reachable'),
    ).toHaveLength(1)
  })

  it("does not take Go's probe in the trace for the module's call", async () => {
    const facts = await factsOf('behind-a-flag')
    const [call] = facts.reach?.calls.filter(({ syscall }) => syscall === 'openat2') ?? []
    if (!facts.reach || !call) throw new Error('no call of openat2')
    const own = {
      ...call.place,
      function: 'syscall.faccessat2',
      package: 'syscall',
      origin: 'std',
      module: null,
    } as const
    const calls = [
      { ...call, syscall: 'faccessat2' },
      { place: own, number: 439, syscall: 'faccessat2' },
    ]
    const run = sampleRun({ trace: sampleTrace({}, [use('faccessat2', 1, { ENOSYS: 1 })]) })
    expect(said({ ...facts, run, reach: { ...facts.reach, calls } }, 'syscall-reachable')).toHaveLength(1)
  })
})

describe('who makes a call that was seen', () => {
  it('is in the evidence of syscall-required', async () => {
    const openat2 = use('openat2', 1, { ENOSYS: 1 })
    const failed = { exit: { kind: 'exited', code: 1 }, stop: { state: 'exited', afterMs: 0 } } as const
    const run = sampleRun({
      result: { ...sampleRun().result, ...failed } as never,
      trace: sampleTrace({ roots: [{ pid: 3, program: PROGRAM, exit: failed.exit }] }, [openat2]),
    })
    const facts = await factsOf('behind-a-flag', {
      run,
      control: controlRun(),
      attribution: attributionOf(['syscall:openat2']),
    })
    expect(said(facts, 'syscall-required')[0]?.evidence).toContain(
      'called by golang.org/x/sys/unix.Openat2 <- github.com/acme/store v1.2.3',
    )
  })

  it('is in the evidence of io-uring-used', async () => {
    const run = sampleRun({ trace: sampleTrace({}, [use('io_uring_setup', 1, { ENOSYS: 1 })]) })
    expect(said(await factsOf('by-itself', { run }), 'io-uring-used')[0]?.evidence[0]).toBe(
      'called by main.main <- example.com/app (devel)',
    )
  })
})
