import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'
import {
  type OciSeccomp,
  PERMISSIVE_SECCOMP,
  renderOciSeccomp,
} from '../../src/surface/render-oci-seccomp.js'
import { ENOSYS, surfaceDecisions } from '../../src/surface/surface-decision.js'
import type { CallSample } from '../surface/call-samples.js'
import { checkErrno, EBADF, harmlessSamples, isHarmless } from '../surface/harmless-samples.js'
import { runOci } from '../surface/oci-interpreter.js'
import { buildRawCaller, callsInput, type RawCaller } from '../surface/raw-calls.js'
import { type PrivateDocker, startPrivateDocker } from './private-docker.js'

jest.setTimeout(240_000)

const MODEL = loadKernelModel()
const TABLE = MODEL.syscalls
const X32 = 0x4000_0000
const EOPNOTSUPP = 95

let docker: PrivateDocker
let caller: RawCaller
let directory: string

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'oci-seccomp-'))
  chmodSync(directory, 0o755)
  caller = buildRawCaller('amd64')
  docker = await startPrivateDocker()
})
afterAll(async () => {
  await docker?.stop()
  caller?.remove()
  rmSync(directory, { recursive: true, force: true })
})

/** Makes the calls in a container that is confined as the gate's. */
function callInContainer(seccomp: string, calls: readonly CallSample[]): readonly number[] {
  const args = [
    ...['run', '--rm', '--interactive', '--network=none', '--log-driver=none', '--cap-drop=ALL'],
    ...['--security-opt=no-new-privileges', `--security-opt=seccomp=${seccomp}`],
    ...[`--volume=${caller.program}:/raw-calls:ro`, '--entrypoint=/raw-calls', docker.image, '-'],
  ]
  const { stdout, stderr } = spawnSync('docker', args, {
    input: callsInput(calls),
    encoding: 'utf8',
    env: { ...process.env, DOCKER_HOST: docker.host },
  })
  if (stdout === '') throw new Error(`docker: ${stderr}`)
  return JSON.parse(stdout)
}

function writeProfile(seccomp: object): string {
  const file = join(directory, 'seccomp.json')
  writeFileSync(file, JSON.stringify(seccomp))
  return file
}

describe('the OCI profile of EL7 in Docker', () => {
  const el7 = resolveProfile(MODEL, 'el7')
  if (!el7) throw new Error('no el7')
  const { seccomp } = renderOciSeccomp(el7, TABLE, 'x86_64')
  const nameOf = (number: number) => TABLE.find((one) => one.number.x86_64 === number)?.name
  const decisionOf = ({ number, args }: CallSample) => runOci(seccomp, nameOf(number) ?? '', args)[0]
  const calls = harmlessSamples(surfaceDecisions(el7, TABLE, 'x86_64'))
    .filter(({ number }) => number < X32 && nameOf(number) !== undefined)
    .map(({ number, args }) => ({ number, args: args.map((arg) => BigInt.asUintN(32, arg)) }))
    .filter((call) => isHarmless(nameOf(call.number)) || decisionOf(call)?.kind === 'errno')

  function check(profile: object): void {
    const errnos = callInContainer(writeProfile(profile), calls)
    const answered = new Set<string>()
    calls.forEach((call, i) => {
      const decision = decisionOf(call)
      if (!decision) throw new Error('no decision')
      checkErrno(call, decision, errnos[i])
      answered.add(`${nameOf(call.number)} ${errnos[i]}`)
    })
    const some = [`openat2 ${ENOSYS}`, `futex ${ENOSYS}`, `fallocate ${EOPNOTSUPP}`, `fallocate ${EBADF}`]
    expect([...answered]).toEqual(expect.arrayContaining(some))
  }

  it('loads, and refuses and allows what its rules say', () => {
    expect(calls.length).toBeGreaterThan(500)
    check(seccomp)
  })

  it('does so, too, where the engine drops the default errno, as older Docker does', () => {
    const { defaultErrnoRet: _, ...dropped }: OciSeccomp = seccomp
    check(dropped)
  })

  it('stays away from the control run, which sees the host as it is', () => {
    const IO_URING_SETUP = { number: 425, args: [0n, 0n, 0n, 0n, 0n, 0n] }
    const [native] = caller.call(new Uint8Array([6, 0, 0, 0, 0, 0, 0xff, 0x7f]), [IO_URING_SETUP])
    expect(callInContainer(PERMISSIVE_SECCOMP, [IO_URING_SETUP])).toEqual([native])
    expect(callInContainer(writeProfile(seccomp), [IO_URING_SETUP])).toEqual([ENOSYS])
  })
})
