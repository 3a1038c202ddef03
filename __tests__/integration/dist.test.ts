import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { ROOT } from './run-gate.js'

jest.setTimeout(180_000)

let directory: string
beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-dist-'))
  // As RUNNER_TEMP is: the sandbox's unprivileged user passes through it.
  chmodSync(directory, 0o755)
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

interface Step {
  readonly status: number | null
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

/** Runs dist/index.js as the runner does: without a shell, inputs and files of the runner in the environment. */
function runStep(node: string, inputs: Readonly<Record<string, string>>): Step {
  const home = mkdtempSync(path.join(directory, 'step-'))
  const files = {
    GITHUB_OUTPUT: path.join(home, 'output'),
    GITHUB_STATE: path.join(home, 'state'),
    GITHUB_STEP_SUMMARY: path.join(home, 'summary'),
  }
  for (const file of Object.values(files)) writeFileSync(file, '')
  chmodSync(home, 0o755)
  const temporary = path.join(home, 'temp')
  mkdirSync(temporary)
  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(GITHUB_|RUNNER_|INPUT_)/.test(name)),
    ),
    ...files,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: ROOT,
    RUNNER_TEMP: temporary,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  }
  const { status, stdout, stderr } = spawnSync(node, [path.join(ROOT, 'dist', 'index.js')], {
    env,
    encoding: 'utf8',
    cwd: home,
  })
  const post = spawnSync(node, [path.join(ROOT, 'dist', 'post', 'index.js')], {
    env,
    encoding: 'utf8',
    cwd: home,
  })
  if (post.status !== 0) throw new Error(`post: ${post.stdout}${post.stderr}`)
  return {
    status,
    log: stdout + stderr,
    outputs: parseOutputs(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  }
}

/** The runner's file format: `name<<DELIMITER`, lines, `DELIMITER`. */
function parseOutputs(text: string): Record<string, string> {
  const entries = [...text.matchAll(/^(\S+?)<<(\S+)\n([\s\S]*?)\n?\2$/gm)]
  return Object.fromEntries(entries.map(([, name, , value]) => [name, value]))
}

const nodes = { 'Node 20': 'node20', 'Node 24': 'node24' }

describe.each(Object.entries(nodes))('dist/ on %s', (_, name) => {
  const node = path.join(ROOT, '__tests__', 'nodes', 'node_modules', name, 'bin', 'node')

  it('passes a good program and sets every output', () => {
    const step = runStep(node, {
      engine: 'sandbox',
      'working-directory': 'examples/http-server',
      exercise: 'GET http://127.0.0.1:8080/ 200',
    })
    expect(step.log).not.toContain('::error')
    expect(step.status).toBe(0)
    expect(step.outputs).toMatchObject({
      verdict: 'pass',
      evidence: 'static,boot,surface',
      'min-kernel': '3.2',
      'min-el': 'el7.0',
      'min-glibc': 'none',
      findings: '[]',
    })
    expect(step.outputs['artifact-digest']).toMatch(/^sha256:[0-9a-f]{64}$/)
    for (const output of ['report', 'trace', 'artifact'])
      expect(existsSync(step.outputs[output] ?? '')).toBe(true)
    expect(step.summary).toContain('PASS')
  })

  it('fails a program that breaks the policy, after the report', () => {
    const step = runStep(node, {
      engine: 'sandbox',
      'working-directory': 'examples/cgo',
      'build-env': 'CGO_ENABLED=1',
    })
    expect(step.status).toBe(1)
    expect(step.outputs.verdict).toBe('fail')
    expect(step.log).toMatch(/^::error .*glibc/m)
    expect(existsSync(step.outputs.report ?? '')).toBe(true)
    const audited = runStep(node, {
      engine: 'sandbox',
      mode: 'audit',
      'working-directory': 'examples/cgo',
      'build-env': 'CGO_ENABLED=1',
    })
    expect([audited.status, audited.outputs.verdict]).toEqual([0, 'fail'])
  })

  it('is inconclusive, and red, without an engine', () => {
    const step = runStep(node, {
      engine: 'podman',
      image: 'localhost/there-is-no-such-image',
      mode: 'audit',
      'working-directory': 'examples/cli',
    })
    expect(step.status).toBe(2)
    expect(step.outputs.verdict).toBe('inconclusive')
    expect(step.log).toMatch(/^::error .*podman/m)
  })

  it.each([
    [{ engine: 'teapot' }, 'Input engine: "teapot" is not one of auto, docker, podman, sandbox.'],
    [{ artifact: 'no/such/file' }, 'does not exist.'],
    [{ 'working-directory': 'examples/cli', package: './cmd/missing', engine: 'sandbox' }, 'missing'],
  ])('says what is wrong with %j in one sentence', (inputs, sentence) => {
    const step = runStep(node, inputs)
    expect(step.status).toBe(2)
    expect(step.outputs.verdict).toBe('inconclusive')
    const errors = step.log.split('\n').filter((line) => line.startsWith('::error'))
    expect(errors.join('\n')).toContain(sentence)
  })
})
