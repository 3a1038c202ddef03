import { readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { renderAnnotations } from '../../src/report/annotations.js'
import { renderSummary } from '../../src/report/render-summary.js'
import { renderTerminal } from '../../src/report/render-terminal.js'
import { renderReportJson } from '../../src/report/report-json.js'
import { SAMPLES } from './samples.js'

/** What people see, kept as files to be read in a review. UPDATE_GOLDEN=1 writes them anew. */
const GOLDEN = path.resolve('__tests__/golden')
const TERMINAL = {
  colours: false,
  reportPath: '/repo/legacy-kernel-report/report.json',
  summaryPath: '/repo/legacy-kernel-report/summary.md',
  warnings: [],
}

describe.each(Object.entries(SAMPLES))('%s', (name, report) => {
  it.each([
    ['report.json', renderReportJson(report).text],
    ['summary.md', renderSummary(report, { directory: 'legacy-kernel-report' })],
    ['terminal.txt', renderTerminal(report, TERMINAL)],
    ['annotations.json', `${JSON.stringify(renderAnnotations(report), null, 2)}\n`],
  ])('%s is as it was', (kind, text) => {
    const file = path.join(GOLDEN, `${name}.${kind}`)
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})
