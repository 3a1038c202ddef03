import { expect, it, jest } from '@jest/globals'
import { runGateFor } from './run-gate.js'

jest.setTimeout(300_000)

const CLI = { engine: 'sandbox', 'working-directory': 'examples/cli', ready: 'exit' }

it('a program for a foreign processor is inspected and judged by its file, and never passes', async () => {
  const { report, only, findings } = await runGateFor({ ...CLI, goarch: 'arm64', 'go-policy': '<1.20' })
  expect(only.inspection).toMatchObject({ elf: { machine: 'aarch64' }, static: true })
  expect(only.error).toMatchObject({ code: 'foreign-machine' })
  expect(only.boot).toBeNull()
  expect(findings).toContain('go-not-allowed error')
  expect([only.verdict, report.verdict]).toEqual(['fail', 'fail'])
  const without = await runGateFor({ ...CLI, goarch: 'arm64' })
  expect([without.only.verdict, without.report.verdict]).toEqual(['inconclusive', 'inconclusive'])
})

it('goamd64 and go-policy reach the build, and the rules see what came out', async () => {
  const { only, findings } = await runGateFor({ ...CLI, goamd64: 'v3', 'go-policy': '<1.20' })
  expect(only.inspection?.go?.settings.GOAMD64).toBe('v3')
  expect(findings).toEqual(expect.arrayContaining(['goamd64-too-high warning', 'go-not-allowed error']))
  expect(only.findings.find(({ rule }) => rule === 'go-not-allowed')?.message).toMatch(/go-policy \(<1\.20\)/)
  expect(only.build?.tags).toEqual(['netgo', 'osusergo'])
})
