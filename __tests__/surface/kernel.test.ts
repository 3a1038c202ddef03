import type { KernelProfile } from '../../src/kernel/kernel-profile.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { machineOfNode } from '../../src/kernel/machine.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import type { Architecture } from '../../src/kernel/syscall-table.js'
import { renderBpf } from '../../src/surface/render-bpf.js'
import { decide, ENOSYS, surfaceDecisions } from '../../src/surface/surface-decision.js'
import { type CallSample, low } from './call-samples.js'
import { checkErrno, harmlessSamples } from './harmless-samples.js'
import { buildRawCaller, type RawCaller } from './raw-calls.js'
import { SAMPLE } from './sample-profile.js'

const MODEL = loadKernelModel()
const TABLE = MODEL.syscalls
const host = machineOfNode(process.arch)?.table ?? 'x86_64'

function compare(
  profile: KernelProfile,
  caller: RawCaller,
  architecture: Architecture,
  calls: readonly CallSample[],
): number {
  const decisions = surfaceDecisions(profile, TABLE, architecture)
  const errnos = caller.call(renderBpf(profile, TABLE, host), calls)
  expect(errnos.length).toBe(calls.length)
  let refused = 0
  calls.forEach((call, i) => {
    const decision = decide(decisions, call.number, low(call.args))
    checkErrno(call, decision, errnos[i])
    refused += decision.kind === 'errno' ? 1 : 0
  })
  return refused
}

describe('the running kernel answers as the decision core says', () => {
  const native = buildRawCaller(host === 'arm64' ? 'arm64' : 'amd64')
  const compatible = host === 'x86_64' ? buildRawCaller('386') : null
  afterAll(() => {
    native.remove()
    compatible?.remove()
  })

  it(`to ${host} programs`, () => {
    const calls = harmlessSamples(surfaceDecisions(SAMPLE, TABLE, host))
    const refused = compare(SAMPLE, native, host, calls)
    expect(refused).toBeGreaterThan(200)
    expect(calls.length - refused).toBeGreaterThan(50)
  })

  it.each(host === 'x86_64' ? ['el7', 'linux-3.10', 'el8'] : ['el8'])(`to ${host} programs, as %s`, (id) => {
    const profile = resolveProfile(MODEL, id)
    if (!profile) throw new Error(`no profile ${id}`)
    const calls = harmlessSamples(surfaceDecisions(profile, TABLE, host), 60)
    const refused = compare(profile, native, host, calls)
    expect(refused).toBeGreaterThan(1000)
    expect(calls.length - refused).toBeGreaterThan(50)
  })

  const onCompatible = compatible?.runs ? it : it.skip
  onCompatible('to i386 programs', () => {
    if (!compatible) return
    const calls = harmlessSamples(surfaceDecisions(SAMPLE, TABLE, 'i386')).map(({ number, args }) => ({
      number,
      args: args.map((arg) => BigInt.asUintN(32, arg)),
    }))
    expect(compare(SAMPLE, compatible, 'i386', calls)).toBeGreaterThan(100)
  })

  const onX86 = host === 'x86_64' ? it : it.skip
  onX86('to x32 calls', () => {
    const [X32, GETPID] = [0x4000_0000, 39]
    const errnos = native.call(renderBpf(SAMPLE, TABLE, host), [
      { number: GETPID, args: [0n, 0n, 0n, 0n, 0n, 0n] },
      { number: X32 + GETPID, args: [0n, 0n, 0n, 0n, 0n, 0n] },
    ])
    expect(errnos).toEqual([0, ENOSYS])
  })
})
