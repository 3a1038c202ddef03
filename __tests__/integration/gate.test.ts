import { spawnSync } from 'node:child_process'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { RawInputs } from '../../src/inputs.js'
import { type PrivateDocker, startPrivateDocker } from './private-docker.js'
import { leftovers, ROOT, runGateFor } from './run-gate.js'

jest.setTimeout(180_000)

let docker: PrivateDocker
beforeAll(async () => {
  docker = await startPrivateDocker()
  process.env.DOCKER_HOST = docker.host
})
afterAll(async () => {
  delete process.env.DOCKER_HOST
  await docker?.stop()
})

const example = (name: string): RawInputs => ({ 'working-directory': `examples/${name}` })
const npmBinary = (...parts: string[]): RawInputs => ({ artifact: path.join(ROOT, 'node_modules', ...parts) })

describe.each(['sandbox', 'docker'] as const)('in %s', (engine) => {
  const gate = (raw: RawInputs) =>
    runGateFor({ engine, ...(engine === 'docker' ? { image: docker.image } : {}), ...raw })

  it('passes a good HTTP service that is exercised', async () => {
    const { only, findings } = await gate({
      ...example('http-server'),
      ready: 'tcp:8080',
      exercise:
        'GET http://127.0.0.1:8080/healthz 200 x20 c4\nGET http://127.0.0.1:8080/fail 500\ntcp 127.0.0.1:8080',
    })
    expect(findings).toEqual([])
    expect(only.verdict).toBe('pass')
    expect(only.evidence).toEqual(
      engine === 'docker' ? ['static', 'boot', 'userland', 'surface'] : ['static', 'boot', 'surface'],
    )
    expect(only.boot?.exercises.map((exercise) => exercise.ok)).toEqual([true, true, true])
    expect(only.boot?.place.engine).toBe(engine)
    const own = only.boot?.trace?.programs.find((program) => program.isArtifact)
    expect(own?.syscalls.find((call) => call.name === 'epoll_pwait')?.succeeded).toBeGreaterThan(0)
    expect(only.boot?.exit).toEqual({ kind: 'exited', code: 0 })
  })

  it.each([
    ['cli', 'pass', []],
    ['tls-server', 'pass', ['syscall-probed note']],
    ['io-uring', 'fail', ['syscall-required error', 'io-uring-used error', 'syscall-reachable note']],
  ] as const)('judges %s: %s', async (name, verdict, expected) => {
    const { only, findings } = await gate(example(name))
    expect(only.verdict).toBe(verdict)
    expect(findings).toEqual(expected)
  })

  it('names poll as no epoll', async () => {
    const { only, findings } = await gate({ ...example('poll-user'), exercise: 'tcp 127.0.0.1:8081' })
    expect(findings).toContain('multiplexer-not-epoll error')
    expect(only.verdict).toBe('fail')
  })

  it('fails a cgo program that needs a newer glibc', async () => {
    const { only, findings } = await gate({ ...example('cgo'), 'build-env': 'CGO_ENABLED=1' })
    expect(only.verdict).toBe('fail')
    expect(findings).toEqual(
      expect.arrayContaining(['glibc-too-new error', 'dynamically-linked warning', 'cgo-enabled warning']),
    )
  })

  it('fails an exercise that is answered otherwise', async () => {
    const { findings } = await gate({
      ...example('http-server'),
      exercise: 'GET http://127.0.0.1:8080/fail 200',
    })
    expect(findings).toEqual(['exercise-failed error'])
  })

  it('fails a service that is waited for on the wrong port', async () => {
    const { findings } = await gate({ ...example('http-server'), ready: 'tcp:9999', 'ready-timeout': '1s' })
    expect(findings).toContain('not-ready error')
  })

  it.each([
    ['esbuild', npmBinary('@esbuild', 'linux-x64', 'bin', 'esbuild'), '--version'],
    ['lefthook', npmBinary('lefthook-linux-x64', 'bin', 'lefthook'), 'version'],
    [
      'the native TypeScript compiler',
      {
        ...npmBinary('@typescript', 'native-preview-linux-x64', 'lib', 'tsgo'),
        files: 'node_modules/@typescript/native-preview-linux-x64/lib/',
      },
      '--version',
    ],
  ])('passes the prebuilt %s', async (_, raw, args) => {
    const { only } = await gate({ ...raw, args, ready: 'exit' })
    expect([only.verdict, only.findings.filter((finding) => finding.level !== 'note')]).toEqual(['pass', []])
  })
})

it("traces with the image's own strace when asked", async () => {
  const { only } = await runGateFor({
    ...example('cli'),
    engine: 'docker',
    image: docker.image,
    strace: 'image',
  })
  expect(only.verdict).toBe('pass')
})

it('leaves no container and no folder behind', () => {
  const listed = spawnSync('docker', ['ps', '--all', '--quiet'], { encoding: 'utf8', env: process.env })
  expect([listed.status, listed.stdout]).toEqual([0, ''])
  expect(leftovers()).toEqual([])
})
