import { describe, expect, it } from '@jest/globals'
import type { GoModule } from '../../src/inspect/inspection.js'
import type { Facts } from '../../src/judge/facts.js'
import { findGoProbe, parseGoProbeTable } from '../../src/judge/go-probe-table.js'
import { matchModules } from '../../src/judge/module-needs.js'
import { parseModuleTable } from '../../src/judge/module-table.js'
import { offers } from '../../src/judge/offers.js'
import { moduleNeedsKernel } from '../../src/judge/rules/module-needs-kernel.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import type { Reach } from '../../src/reach/reach.js'
import { KNOWN, sampleFacts, sampleInspection } from './sample-facts.js'
import { kernel } from './sample-kernel.js'

function dep(path: string, version = 'v1.0.0', replace: GoModule | null = null): GoModule {
  return { path, version, sum: '', replace }
}

function withModules(...deps: readonly GoModule[]) {
  const inspection = sampleInspection()
  return { ...inspection, go: inspection.go && { ...inspection.go, deps } }
}

/** Of a file that was not run. */
function check(deps: readonly GoModule[], overrides: Partial<Facts> = {}) {
  return moduleNeedsKernel.check(
    sampleFacts({ inspection: withModules(...deps), run: null, control: null, ...overrides }),
  )
}

const URING = 'github.com/iceber/iouring-go'

describe('module-needs-kernel', () => {
  it('warns of a module that cannot work on the target', () => {
    expect(check([dep(URING, 'v0.0.0-20230403020409-002cfd2e2a90')])).toMatchObject([
      {
        level: 'warning',
        message: expect.stringMatching(
          /^github\.com\/iceber\/iouring-go v0\.0\.0-2023\S+ is in the file\. It needs io_uring, Linux 5\.6, which RHEL\/CentOS 7\.9/,
        ),
        evidence: [expect.stringContaining('https://github.com/Iceber/iouring-go')],
      },
    ])
  })

  it('only notes it when the run did its job', () => {
    const [said] = check([dep(URING)], { run: sampleFacts().run, control: sampleFacts().control })
    expect(said).toMatchObject({
      level: 'note',
      message: expect.stringContaining('In this run the program did its job.'),
    })
  })

  it('only notes a module that takes another way', () => {
    expect(check([dep('github.com/moby/sys/mountinfo', 'v0.7.2')])).toMatchObject([{ level: 'note' }])
  })

  it.each<[string, readonly GoModule[], Partial<Facts>]>([
    ['a target that has what it needs', [dep('github.com/justincormack/go-memfd')], {}],
    ['a newer target', [dep('github.com/moby/sys/mountinfo')], { profile: kernel('el9') }],
    ['a module of a similar name', [dep(`${URING}x`), dep(`${URING}/sub`), dep('github.com/iceber')], {}],
    ['a target that does not exist on that architecture', [dep(URING)], { architecture: 'arm64' }],
    ['no Go program', [], { inspection: { ...sampleInspection(), go: null } }],
  ])('is silent for %s', (_, deps, overrides) => {
    expect(check(deps, overrides)).toEqual([])
  })

  it('knows io_uring to be missing in el9, too', () => {
    expect(check([dep(URING)], { profile: kernel('el9') })).toMatchObject([{ level: 'warning' }])
  })

  it('is silent when the linker left out the call, and nothing is unknown', () => {
    const reach: Reach = { calls: [], unknown: [], functions: 9, cgo: false }
    expect(check([dep(URING)], { reach, noReach: null })).toEqual([])
    expect(check([dep(URING)], { reach: { ...reach, cgo: true }, noReach: null })).toHaveLength(1)
  })
})

describe('matchModules', () => {
  const match = (module: GoModule) => {
    const { go } = withModules(module)
    return go ? matchModules(go, KNOWN.modules).map(({ path, replaces }) => ({ path, replaces })) : []
  }

  it('knows later major versions', () => {
    expect(match(dep(`${URING}/v2`))).toEqual([{ path: `${URING}/v2`, replaces: null }])
    expect(match(dep(`${URING}/v1`))).toEqual([])
  })

  it('knows a fork by what it replaces, and a replacement by itself', () => {
    const fork = dep('example.com/fork', 'v0.1.0')
    expect(match(dep(URING, 'v1.0.0', fork))).toEqual([{ path: 'example.com/fork', replaces: URING }])
    expect(match(dep('example.com/x', 'v1.0.0', dep(URING)))).toEqual([
      { path: URING, replaces: 'example.com/x' },
    ])
    expect(match(dep(URING, 'v1.0.0', dep('./here', '')))).toEqual([{ path: './here', replaces: URING }])
  })

  const QUIC = 'github.com/quic-go/quic-go'
  it.each([
    ['v0.42.0', 2],
    ['v0.43.0-rc.1', 2],
    ['v0.43.0', 1],
    ['v0.39.3', 2],
    ['v0.39.2', 1],
    ['(devel)', 2],
  ])('quic-go %s has %i rows', (version, rows) => {
    expect(match(dep(QUIC, version))).toHaveLength(rows)
  })
})

describe('data/modules.csv', () => {
  const model = loadKernelModel()
  const el7 = resolveProfile(model, 'el7')

  it('names only things that the kernel data know', () => {
    const known = new Set([
      ...model.syscalls.map(({ name }) => `syscall:${name}`),
      ...model.spaces.flatMap(({ id, options }) => options.map(({ name }) => `option:${id}/${name}`)),
    ])
    const ids = KNOWN.modules.flatMap(({ id }) => (id === null ? [] : [id]))
    expect(ids.filter((id) => !known.has(id))).toEqual([])
  })

  it('has modules that el7 can and cannot serve', () => {
    const missing = KNOWN.modules.filter(({ id }) => id && el7 && !offers(el7, id, 'x86_64'))
    expect(missing.length).toBeGreaterThan(10)
    expect(missing.length).toBeLessThan(KNOWN.modules.length)
  })

  it.each([
    ['a bad level', 'x.org/a,io,,5.1,never,,,https://x', /modules\.csv:2:\d+: "never" in column without/],
    ['an id of no form', 'x.org/a,io,openat2,5.1,fails,,,https://x', /names nothing/],
    ['no source', 'x.org/a,io,,5.1,fails,,,a friend', /column source/],
  ])('refuses %s', (_, row, message) => {
    expect(() => parseModuleTable(`module,needs,id,kernel,without,from,below,source\n${row}\n`)).toThrow(
      message,
    )
  })
})

describe('data/go-probes.csv', () => {
  const of = (version: string, syscall = 'pidfd_open', at = 'internal/syscall/unix') =>
    findGoProbe(KNOWN.probes, { syscall, package: at }, version)

  it('is asked by release and package', () => {
    expect(of('go1.26.8')).toMatchObject({ kind: 'fallback', otherwise: 'the process id' })
    expect(of('go1.23rc1')).not.toBeNull()
    expect(of('devel go1.28-5d1a2b3c Tue Nov 24 10:00:00 2026 +0000')).not.toBeNull()
    expect(of('go1.26.8 X:nodwarf5')).not.toBeNull()
    expect(of('go1.27.3-X:nodwarf5')).not.toBeNull()
    expect(of('go1.22.12')).toBeNull()
    expect(of('go1.26.8', 'pidfd_open', 'golang.org/x/sys/unix')).toBeNull()
    expect(of('go1.26.8', 'clone3', 'syscall')).toMatchObject({ kind: 'on-request' })
  })

  it('names calls of the table only', () => {
    const names = loadKernelModel().syscalls.map(({ name }) => name)
    expect(KNOWN.probes.filter(({ syscall }) => !names.includes(syscall))).toEqual([])
  })

  it('refuses a range that runs backwards', () => {
    const csv = 'syscall,package,from,to,kind,otherwise,source\nopenat2,os,1.24,1.20,fallback,x,y\n'
    expect(() => parseGoProbeTable(csv)).toThrow(/go-probes\.csv:2:\d+: 1\.20 is older/)
  })
})
