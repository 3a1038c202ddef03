import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { type PrivatePodman, startPrivatePodman } from './private-podman.js'
import { leftovers, runGateFor } from './run-gate.js'

jest.setTimeout(180_000)

let podman: PrivatePodman
beforeAll(() => {
  podman = startPrivatePodman()
  Object.assign(process.env, podman.env)
})
afterAll(() => {
  podman?.stop()
  for (const name of Object.keys(podman?.env ?? {})) delete process.env[name]
})

it('passes a good HTTP service that is exercised', async () => {
  const { only } = await runGateFor({
    engine: 'podman',
    image: podman.image,
    'working-directory': 'examples/http-server',
    ready: 'tcp:8080',
    exercise: 'GET http://127.0.0.1:8080/healthz 200 x20 c4\nGET http://127.0.0.1:8080/fail 500',
  })
  const weighty = only.findings.filter((finding) => finding.level !== 'note')
  expect([only.verdict, weighty]).toEqual(['pass', []])
  expect(only.boot?.place).toMatchObject({
    engine: 'podman',
    engineVersion: expect.stringMatching(/^Podman \d/),
    userland: expect.stringMatching(/^localhost\/stand-in:el7 \(sha256:[0-9a-f]{64}\)$/),
    targetUserland: true,
  })
  expect(only.evidence).toContain('userland')
  expect(only.boot?.exercises.map((exercise) => exercise.ok)).toEqual([true, true])
  expect(only.boot?.exit).toEqual({ kind: 'exited', code: 0 })
})

it('fails a cgo program, which the old loader refuses, by its file', async () => {
  const { only, findings } = await runGateFor({
    engine: 'podman',
    image: podman.image,
    'working-directory': 'examples/cgo',
    'build-env': 'CGO_ENABLED=1',
  })
  expect(only.verdict).toBe('fail')
  expect(findings).toContain('glibc-too-new error')
})

it('leaves no container, no mount, no process and no folder behind', () => {
  const listed = spawnSync('podman', ['ps', '--all', '--quiet'], { encoding: 'utf8', env: process.env })
  expect([listed.status, listed.stdout]).toEqual([0, ''])
  const store = path.dirname(podman.env.CONTAINERS_CONF ?? '')
  const processes = spawnSync('pgrep', ['-f', store], { encoding: 'utf8' })
  expect(processes.stdout).toBe('')
  expect(leftovers()).toEqual([])

  podman.stop()
  expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(store)
  expect(existsSync(store)).toBe(false)
})
