import { GateError } from '../../src/errors.js'
import type { KernelProfile } from '../../src/kernel/kernel-profile.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import { buildSurfacePlan } from '../../src/surface/build-surface-plan.js'
import { renderBpf } from '../../src/surface/render-bpf.js'
import { option, SAMPLE } from './sample-profile.js'

const MODEL = loadKernelModel()
const TABLE = MODEL.syscalls

describe('buildSurfacePlan', () => {
  it('carries the filter, the names and the files', () => {
    const plan = buildSurfacePlan(SAMPLE, TABLE, 'x86_64')
    expect(new Uint8Array(Buffer.from(plan.filter, 'base64'))).toEqual(renderBpf(SAMPLE, TABLE, 'x86_64'))
    expect(plan.uname).toEqual({ release: '3.10.0-sample', version: '#1 SMP Sample' })
    expect(plan.absentPaths).toEqual(['/proc/thread-self/**'])
    expect(plan.contents).toEqual(SAMPLE.contents)
  })

  it('has a rule for each space in memory that something is refused of, by number', () => {
    const [cmsg, fileSystem, iocb, ...more] = buildSurfacePlan(SAMPLE, TABLE, 'x86_64').memory
    expect(more).toEqual([])
    expect(cmsg).toEqual({
      id: 'cmsg',
      syscalls: [46],
      when: [],
      source: { kind: 'control-message' },
      kind: 'value',
      mask: 0xffff_ffff,
      refused: [{ name: 'UDP_SEGMENT', value: (17 << 16) | 103, errno: 22 }],
      unlisted: null,
    })
    expect(fileSystem).toMatchObject({
      syscalls: [165],
      when: [{ arg: 3, values: [0] }],
      refused: [{ name: 'cgroup2', errno: 19 }],
    })
    expect(iocb).toMatchObject({ syscalls: [209], refused: [], unlisted: { known: [5], errno: 22 } })
  })

  it('leaves out calls that the kernel lacks on this architecture', () => {
    expect(buildSurfacePlan(SAMPLE, TABLE, 'arm64').memory).toEqual([])
  })

  it('tells a control message with so many bytes from the same one with others', () => {
    const spaces = SAMPLE.spaces
      .filter(({ space }) => space.id === 'cmsg')
      .map((offered) => {
        const options = [{ ...option('IP_TOS of a byte', 1), bytes: 1 }, option('IP_TOS', 1)]
        return { ...offered, space: { ...offered.space, options }, offered: new Set(['IP_TOS']) }
      })
    const [rule] = buildSurfacePlan({ ...SAMPLE, spaces }, TABLE, 'x86_64').memory
    expect(rule?.refused).toEqual([{ name: 'IP_TOS of a byte', value: 1, errno: 22, bytes: 1 }])
  })

  it('says when the target does not exist on this machine', () => {
    const el7 = resolveProfile(MODEL, 'el7')
    if (!el7) throw new Error('no el7')
    expect(() => buildSurfacePlan(el7, TABLE, 'arm64')).toThrow(/^There is no .*7\.9.* for arm64/)
  })

  it('says when the filter is longer than the kernel takes', () => {
    const [first] = SAMPLE.spaces
    if (!first) throw new Error('no space')
    // Values that are no neighbours: each takes two comparisons.
    const options = Array.from({ length: 3000 }, (_, i) => option(`O${i}`, i * 3))
    const huge: KernelProfile = {
      ...SAMPLE,
      spaces: [{ ...first, space: { ...first.space, options, unlisted: 'offered' }, offered: new Set() }],
    }
    const build = () => buildSurfacePlan(huge, TABLE, 'x86_64')
    expect(build).toThrow(GateError)
    expect(build).toThrow(/target sample has \d+ instructions, and Linux takes 4096/)
  })
})
