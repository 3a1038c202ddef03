import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { renderTerminal } from '../../src/report/render-terminal.js'
import type { Report } from '../../src/report/report.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import { SAMPLES } from './samples.js'

const OPTIONS = { colours: false, reportPath: '/r/report.json', summaryPath: '/r/summary.md', warnings: [] }
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that are asked for
const COLOUR = /\u001b\[\d+m/g

describe('renderTerminal', () => {
  it('has colours only when asked, and the same text with them', () => {
    for (const report of Object.values(SAMPLES)) {
      const plain = renderTerminal(report, OPTIONS)
      const coloured = renderTerminal(report, { ...OPTIONS, colours: true })
      expect(plain).not.toMatch(COLOUR)
      expect(coloured).toMatch(COLOUR)
      expect(coloured.replace(COLOUR, '')).toBe(plain)
    }
  })

  it.each([40, 80, 100, 300])('keeps a width of %d, at most 100', (width) => {
    for (const report of Object.values(SAMPLES)) {
      for (const line of renderTerminal(report, { ...OPTIONS, width }).split('\n')) {
        expect([...line].length).toBeLessThanOrEqual(Math.min(width, 100))
      }
    }
  })

  it('names the files, and what could not be written', () => {
    const text = renderTerminal(SAMPLES.pass as Report, {
      ...OPTIONS,
      summaryPath: null,
      warnings: ['disk full'],
    })
    expect(text).toContain('report:  /r/report.json\n')
    expect(text).toContain('trace:   /r/server.strace\n')
    expect(text).not.toContain('summary:')
    expect(text).toContain('warning: disk full\n')
  })

  it('prints nothing that a terminal or a runner obeys', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE_SAMPLES), hostileText, (sample, raw) => {
        const options = { ...OPTIONS, reportPath: raw, warnings: [raw], width: 40 }
        const text = renderTerminal(poisoned(sample, raw), options)
        expect(text).not.toMatch(/^\s*::|##\[/m)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      }),
      { numRuns: 300 },
    )
  })

  it('does not let a line break bring a command to the start of a line', () => {
    const report = poisoned(SAMPLES.fail as Report, `${'x'.repeat(30)} ::error::y`)
    expect(renderTerminal(report, { ...OPTIONS, width: 40 })).not.toMatch(/^\s*::/m)
  })
})
