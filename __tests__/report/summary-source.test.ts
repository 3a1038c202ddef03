import { expect, it } from '@jest/globals'
import type { SourceAccount } from '../../src/build/source-account.js'
import { buildReport } from '../../src/report/build-report.js'
import { renderTerminal } from '../../src/report/render-terminal.js'
import { reportSchema } from '../../src/report/report.js'
import { renderSource, sourceSentence } from '../../src/report/summary-source.js'
import { sampleInput, sampleJudged } from './samples.js'

const SOURCE: SourceAccount = {
  tags: ['netgo', 'osusergo', '310only'],
  files: {
    rows: [
      {
        package: 'example.com/app/poll',
        file: 'poll/new|<b>.go',
        constraint: '//go:build linux && !310only',
        included: false,
        changedBy: ['310only'],
      },
      { package: 'a', file: 'a_linux.go', constraint: '_linux in the name', included: true, changedBy: [] },
    ],
    constrained: 3,
    leftOut: 1,
    changed: 1,
    files: 20,
  },
  constraints: { wrong: [], trouble: null },
  demands: [],
  modules: [],
}
const SENTENCE = 'Build constraints: 3 of 20 Go files have one; 1 left out; 310only decided 1.'

it('is a table in the summary, folded, with every file inert', () => {
  const [block = ''] = renderSource(SOURCE)
  expect(block).toContain(`<details><summary>${SENTENCE}</summary>`)
  expect(block).toContain('| **no** | <code>310only</code> |')
  expect(block).toContain('and 1 more')
  expect(block).not.toContain('<b>')
  expect(renderSource(null)).toEqual([])
})

it('is a count in the terminal, and whole in the report', () => {
  const report = buildReport(sampleInput({ artifacts: [sampleJudged({ source: SOURCE })] }))
  expect(reportSchema.parse(report).artifacts[0]?.build).toEqual(SOURCE)
  const options = { colours: false, reportPath: null, summaryPath: null, warnings: [] }
  const terminal = renderTerminal(report, options)
  expect(terminal).toContain(SENTENCE)
  expect(terminal).not.toContain('a_linux.go')
  expect(sourceSentence({ ...SOURCE, files: { ...SOURCE.files, constrained: 0 } })).toBe('')
})
