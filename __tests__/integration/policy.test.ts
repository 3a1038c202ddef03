import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { RawInputs } from '../../src/inputs.js'
import { renderAnnotations } from '../../src/report/annotations.js'
import { renderSummary } from '../../src/report/render-summary.js'
import { renderTerminal } from '../../src/report/render-terminal.js'
import { run } from '../../src/run.js'
import { leftovers, ROOT, runGateFor, SILENT } from './run-gate.js'

jest.setTimeout(120_000)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lkg-policy-'))
  for (const [example, name] of [
    ['http-server', 'http-server'],
    ['cli', 'word-count'],
    ['poll-user', 'poll-user'],
  ] as const) {
    execFileSync('go', ['build', '-tags', 'netgo,osusergo', '-o', path.join(folder, name), '.'], {
      cwd: path.join(ROOT, 'examples', example),
      env: { ...process.env, CGO_ENABLED: '0' },
    })
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function policyFile(text: string): string {
  const file = path.join(folder, 'policy.yml')
  writeFileSync(file, text)
  return file
}

const pollUser = (policy: string, more: RawInputs = {}) =>
  runGateFor({ engine: 'sandbox', artifact: path.join(folder, 'poll-user'), policy, ...more })

it('warns of what the policy lowers, and says so', async () => {
  const { only, report } = await pollUser(
    policyFile(
      'version: 1\nrules: {multiplexer-not-epoll: warning}\nboot: {ready: tcp:8081, observe: 0s}\nignore:\n  - {rule: hung, reason: r, expires: 2099-01-01}\n',
    ),
  )
  expect([only.verdict, report.verdict, report.mode]).toEqual(['warn', 'warn', 'enforce'])
  expect(only.findings.map(({ rule, level, defaultLevel }) => [rule, level, defaultLevel])).toContainEqual([
    'multiplexer-not-epoll',
    'warning',
    'error',
  ])
  expect(only.boot?.ready?.by).toContain('8081')
  expect(report.policy).toEqual({
    path: path.join(folder, 'policy.yml'),
    digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    unused: [`${path.join(folder, 'policy.yml')}:5:5: unused ignore of hung.`],
  })
  const summary = renderSummary(report, { directory: '/r' })
  expect(summary).toContain('the policy lowers 1 finding')
  expect(summary).toContain('(by policy; by itself error)')
})

it('passes what the policy ignores, shows it, and boots each artifact by its own plan', async () => {
  const { report } = await runGateFor({
    engine: 'sandbox',
    policy: 'examples/policy.yml',
    artifact: ['poll-user', 'http-server', 'word-count'].map((name) => path.join(folder, name)).join('\n'),
  })
  expect(report.artifacts.map(({ name, verdict, boot }) => [name, verdict, boot?.exercises.length])).toEqual([
    ['poll-user', 'pass', 1],
    ['http-server', 'pass', 1],
    ['word-count', 'pass', 0],
  ])
  expect(report.artifacts[2]?.boot?.stdout).toContain('2 localhost')
  expect(report.artifacts[0]?.findings).toContainEqual(
    expect.objectContaining({
      rule: 'multiplexer-not-epoll',
      level: 'error',
      ignored: { reason: expect.stringMatching(/^It shows how/), expires: '2099-12-31' },
    }),
  )
  expect(report.policy).toMatchObject({ path: 'examples/policy.yml', unused: [] })
  const summary = renderSummary(report, { directory: '/r' })
  const terminal = renderTerminal(report, {
    colours: false,
    reportPath: null,
    summaryPath: null,
    warnings: [],
  })
  for (const text of [summary, terminal]) {
    expect(text).toContain('the policy ignores 1 finding')
    expect(text).toContain('Ignored until the end of 2099-12-31 (UTC)')
  }
  expect(renderAnnotations(report).map(({ title }) => title)).toEqual([
    'legacy-kernel-gate: epoll-not-seen (poll-user)',
  ])
})

it('lets an input overrule the file', async () => {
  const { only } = await pollUser('examples/policy.yml', { exercise: 'tcp 127.0.0.1:8081\nwait 1ms' })
  expect(only.boot?.exercises.map(({ line }) => line)).toEqual(['tcp 127.0.0.1:8081', 'wait 1ms'])
  expect(only.verdict).toBe('pass')
})

it.each([
  [
    'ignore-expired',
    'version: 1\nignore:\n  - rule: multiplexer-not-epoll\n    reason: known\n    expires: 2020-01-01\n',
    { line: 5, column: 14, message: 'the ignore of multiplexer-not-epoll expired with 2020-01-01.' },
  ],
  [
    'bad-policy',
    'version: 1\nboot:\n  redy: exit\n',
    { line: 3, column: 3, message: 'the key "redy" is unknown here. Did you mean ready?' },
  ],
])('is not green, builds nothing and shows the line: %s', async (code, text, place) => {
  const file = policyFile(text)
  const { report } = await run({
    raw: { 'working-directory': 'examples/cli', policy: file, engine: 'sandbox' },
    base: ROOT,
    temporaryBase: folder,
    defaultReportDirectory: path.join(folder, 'report'),
    log: SILENT,
    env: process.env,
    signal: new AbortController().signal,
  })
  expect(report).toMatchObject({
    verdict: 'inconclusive',
    artifacts: [],
    error: { stage: 'inputs', code, fault: 'user', places: [{ file, ...place }] },
  })
  expect(renderAnnotations(report)).toContainEqual({
    level: 'error',
    title: 'legacy-kernel-gate: policy file',
    file,
    ...place,
  })
})

it('leaves nothing behind', () => {
  expect(leftovers()).toEqual([])
})
