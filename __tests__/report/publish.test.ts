import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { docsUrlOf, writeReport } from '../../src/report/publish.js'
import { renderSummary } from '../../src/report/render-summary.js'
import type { Report } from '../../src/report/report.js'
import { SAMPLES } from './samples.js'

let folder = ''
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'publish-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const FAIL = SAMPLES.fail as Report
const FORMS = ['badge.json', 'report.json', 'report.junit.xml', 'report.sarif', 'summary.md']

describe('writeReport', () => {
  it('writes every form into a new folder, and nothing else', async () => {
    const directory = path.join(folder, 'a', 'b')
    const written = await writeReport(FAIL, directory)
    expect(written).toEqual({
      reportPath: path.join(directory, 'report.json'),
      summaryPath: path.join(directory, 'summary.md'),
      sarifPath: path.join(directory, 'report.sarif'),
      junitPath: path.join(directory, 'report.junit.xml'),
      badgePath: path.join(directory, 'badge.json'),
      warnings: [],
    })
    expect(JSON.parse(fs.readFileSync(path.join(directory, 'report.json'), 'utf8'))).toEqual(FAIL)
    expect(fs.readFileSync(path.join(directory, 'summary.md'), 'utf8')).toBe(
      renderSummary(FAIL, { directory }),
    )
    expect(fs.readdirSync(directory).sort()).toEqual(FORMS)
    const sarif = JSON.parse(fs.readFileSync(path.join(directory, 'report.sarif'), 'utf8'))
    expect(sarif.runs[0].tool.driver.rules[0].help.markdown).toMatch(/^# `/)
  })

  it('writes the summary when report.json cannot be written, and leaves nothing half', async () => {
    fs.mkdirSync(path.join(folder, 'report.json'))
    const written = await writeReport(FAIL, folder)
    expect(written.reportPath).toBeNull()
    expect(written.summaryPath).toBe(path.join(folder, 'summary.md'))
    expect(written.warnings).toEqual([expect.stringMatching(/^report\.json could not be written to /)])
    expect(fs.readdirSync(folder).sort()).toEqual(FORMS)
  })

  it('does not throw when the folder cannot be made', async () => {
    const file = path.join(folder, 'file')
    fs.writeFileSync(file, '')
    const written = await writeReport(FAIL, path.join(file, 'x'))
    expect(written).toMatchObject({ reportPath: null, summaryPath: null, sarifPath: null })
    expect(written.warnings).toHaveLength(1 + FORMS.length)
  })

  it('replaces a link, and does not write through it', async () => {
    const target = path.join(folder, 'precious')
    fs.writeFileSync(target, 'precious')
    fs.symlinkSync(target, path.join(folder, 'report.json'))
    await writeReport(FAIL, folder)
    expect(fs.readFileSync(target, 'utf8')).toBe('precious')
    expect(fs.lstatSync(path.join(folder, 'report.json')).isFile()).toBe(true)
  })

  it('writes a report that does not match its schema, and says so', async () => {
    const written = await writeReport({ ...FAIL, durationMs: Number.NaN }, folder)
    expect(written.reportPath).not.toBeNull()
    expect(written.warnings).toEqual([expect.stringContaining('does not match its schema')])
  })
})

describe('publishToActions', () => {
  function publish(sample: string, env: Record<string, string>): string {
    const script = path.resolve('__tests__/report/publish-sample.mjs')
    const { PATH = '' } = process.env
    return execFileSync(process.execPath, ['--import', 'tsx', script, sample, path.join(folder, 'report')], {
      encoding: 'utf8',
      env: { PATH, ...env },
    })
  }

  function actionsFile(name: string): string {
    const file = path.join(folder, name)
    fs.writeFileSync(file, '')
    return file
  }

  it('sets annotations, summary and outputs', () => {
    const summary = actionsFile('summary')
    const output = actionsFile('output')
    const log = publish('fail', { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output })
    expect(log).toContain('::error title=legacy-kernel-gate%3A io-uring-used (server)::io_uring was used')
    expect(log).toContain('::warning title=legacy-kernel-gate%3A dynamically-linked (server)::')
    expect(fs.readFileSync(summary, 'utf8')).toMatch(/^## ❌ FAIL — .*\n$/s)
    expect(fs.readFileSync(output, 'utf8')).toMatch(
      /^verdict<<(.*)\nfail\n\1\nreport<<.*\n.*\/report\/report\.json\n/,
    )
  })

  it('puts compile errors at their place', () => {
    const log = publish('error', {
      GITHUB_STEP_SUMMARY: actionsFile('summary'),
      GITHUB_OUTPUT: actionsFile('output'),
    })
    expect(log).toContain(
      '::error title=Does not compile,file=cmd/server/main.go,line=12,col=5::undefined: serve\n',
    )
  })

  it('only writes the file without GITHUB_STEP_SUMMARY', () => {
    const log = publish('pass', { GITHUB_OUTPUT: actionsFile('output') })
    expect(log).not.toContain('::warning')
    expect(fs.existsSync(path.join(folder, 'report', 'summary.md'))).toBe(true)
  })

  it('does the rest when outputs and summary cannot be written, and warns', () => {
    const missing = path.join(folder, 'missing', 'file')
    const log = publish('fail', { GITHUB_STEP_SUMMARY: missing, GITHUB_OUTPUT: missing })
    expect(log).toContain('::error title=legacy-kernel-gate%3A io-uring-used (server)::')
    expect(log).toContain('::The outputs could not be set: ')
    expect(log).toContain('::The job summary could not be written: ')
    expect(fs.existsSync(path.join(folder, 'report', 'report.json'))).toBe(true)
  })
})

describe('docsUrlOf', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://git.example:8443',
    GITHUB_ACTION_REPOSITORY: 'owner/legacy-kernel-gate',
    GITHUB_ACTION_REF: 'v1.2',
  }

  it('is the folder of this version of the action', () => {
    expect(docsUrlOf(env)).toBe('https://git.example:8443/owner/legacy-kernel-gate/blob/v1.2')
  })

  it.each([
    ['nothing', {}],
    ['no ref (a local action)', { ...env, GITHUB_ACTION_REF: '' }],
    ['a ref that would end the attribute', { ...env, GITHUB_ACTION_REF: 'v1"><b>' }],
    ['another scheme', { ...env, GITHUB_SERVER_URL: 'javascript:alert(1)//' }],
  ])('is null for %s', (_, odd) => expect(docsUrlOf(odd)).toBeNull())
})
