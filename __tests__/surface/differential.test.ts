import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { KernelProfile } from '../../src/kernel/kernel-profile.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import type { Architecture } from '../../src/kernel/syscall-table.js'
import type { Decision } from '../../src/surface/call-rules.js'
import { ARCHITECTURES_OF_HOST } from '../../src/surface/host-architectures.js'
import { AUDIT_ARCH, renderBpf, SECCOMP_RET } from '../../src/surface/render-bpf.js'
import { AGENT_CALLS, type OciSeccomp, renderOciSeccomp } from '../../src/surface/render-oci-seccomp.js'
import { decide, surfaceDecisions } from '../../src/surface/surface-decision.js'
import { runBpf } from './bpf-interpreter.js'
import { callSamples, low } from './call-samples.js'
import { runOci } from './oci-interpreter.js'
import { NUMBERS_ONLY, SAMPLE } from './sample-profile.js'

const MODEL = loadKernelModel()
const TABLE = MODEL.syscalls

function returned(value: number): Decision {
  if (value === SECCOMP_RET.allow) return { kind: 'allow' }
  if (value === SECCOMP_RET.userNotification) return { kind: 'ask' }
  return { kind: 'errno', errno: value - SECCOMP_RET.errno }
}

function compareBpf(profile: KernelProfile, host: Architecture, perCall: number): Map<string, number> {
  const filter = renderBpf(profile, TABLE, host)
  const seen = new Map<string, number>()
  for (const architecture of ARCHITECTURES_OF_HOST[host]) {
    const decisions = surfaceDecisions(profile, TABLE, architecture)
    for (const { number, args } of callSamples(decisions, perCall)) {
      const expected = decide(decisions, number, low(args))
      const actual = returned(runBpf(filter, { number, arch: AUDIT_ARCH[architecture], args }))
      if (JSON.stringify(actual) !== JSON.stringify(expected)) {
        expect({ architecture, number, args, ...actual }).toEqual({ architecture, number, args, ...expected })
      }
      seen.set(expected.kind, (seen.get(expected.kind) ?? 0) + 1)
    }
  }
  return seen
}

describe('the BPF filter decides as the decision core', () => {
  it.each(['x86_64', 'arm64', 'i386'] as const)('on %s', (host) => {
    const seen = compareBpf(SAMPLE, host, 1000)
    expect([...seen.keys()].sort()).toEqual(['allow', 'ask', 'errno'])
    expect(Math.min(...seen.values())).toBeGreaterThan(3)
  })

  it('without options', () => {
    expect(compareBpf(NUMBERS_ONLY, 'x86_64', 0).get('allow')).toBeGreaterThan(40)
  })
})

/**
 * The outer wall may let through what is refused, but not the other way round; for arguments without an upper half it
 * says one thing.
 */
function checkOuter(call: object, actual: readonly Decision[], expected: Decision, clean: boolean): boolean {
  const strict = actual.filter(({ kind }) => kind !== 'allow')
  const allowed = expected.kind === 'errno' ? [JSON.stringify(expected)] : []
  const wrong = strict.filter((one) => !allowed.includes(JSON.stringify(one)))
  if (wrong.length > 0) expect({ ...call, actual }).toEqual({ ...call, actual: expected })
  if (clean && new Set(actual.map((one) => JSON.stringify(one))).size > 1) {
    expect({ ...call, actual }).toEqual({ ...call, actual: 'one decision' })
  }
  return strict.length > 0
}

describe('the OCI profile refuses nothing that the decision core allows', () => {
  it.each(['x86_64', 'arm64'] as const)('on %s', (host) => {
    const { seccomp } = renderOciSeccomp(SAMPLE, TABLE, host)
    const decisions = surfaceDecisions(SAMPLE, TABLE, host)
    const refused = new Set<string>()
    for (const { number, args } of callSamples(decisions, 600)) {
      const name = decisions.get(number)?.name
      if (!name || AGENT_CALLS.includes(name)) continue
      const clean = args.every((arg) => arg <= 0xffff_ffffn)
      const decision = decide(decisions, number, low(args))
      if (checkOuter({ name, args }, runOci(seccomp, name, args), decision, clean)) refused.add(name)
    }
    const expected = {
      x86_64: ['futex', 'fallocate', 'open', 'openat', 'setsockopt'],
      arm64: ['futex', 'openat'],
    }
    expect([...refused].sort()).toEqual(expected[host].sort())
  })

  const compiled = spawnSync('python3', ['-c', 'import ctypes; ctypes.CDLL("libseccomp.so.2")'])
  const withLibseccomp = compiled.status === 0 ? it : it.skip
  withLibseccomp.each(['el7', 'el6', 'linux-3.10', 'el9'])('nor does what libseccomp makes of %s', (id) => {
    const profile = resolveProfile(MODEL, id)
    if (!profile) throw new Error(`no profile ${id}`)
    const { seccomp } = renderOciSeccomp(profile, TABLE, 'x86_64')
    const filter = compileOci(seccomp)
    expect(filter.length / 8).toBeLessThan(3000)
    const decisions = surfaceDecisions(profile, TABLE, 'x86_64')
    let refused = 0
    for (const { number, args } of callSamples(decisions, 100)) {
      const name = decisions.get(number)?.name
      if (!name || AGENT_CALLS.includes(name)) continue
      const answer = returned(runBpf(filter, { number, arch: AUDIT_ARCH.x86_64, args }))
      if (checkOuter({ name, args }, [answer], decide(decisions, number, low(args)), true)) refused++
    }
    expect(refused).toBeGreaterThan(200)
  })
})

function compileOci(seccomp: OciSeccomp): Uint8Array {
  const script = fileURLToPath(new URL('compile-oci.py', import.meta.url))
  const { status, stdout, stderr } = spawnSync('python3', [script], { input: JSON.stringify(seccomp) })
  if (status !== 0) throw new Error(`compile-oci.py: ${stderr}`)
  return stdout
}

describe('the real profiles', () => {
  it.each([...MODEL.profiles.map(({ id }) => id), 'linux-3.2', 'linux-3.10'])(
    '%s fits, and the filter decides as the core',
    (id) => {
      const profile = resolveProfile(MODEL, id)
      if (!profile) throw new Error(`no profile ${id}`)
      expect(compareBpf(profile, 'x86_64', 30).get('errno')).toBeGreaterThan(100)
    },
  )
})
