import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { renderBadge } from '../../src/report/render-badge.js'
import type { Report } from '../../src/report/report.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import { SAMPLES } from './samples.js'

function badgeOf(report: Report) {
  return JSON.parse(renderBadge(report))
}

describe('badge.json', () => {
  it.each([
    ['pass', 'brightgreen'],
    ['warn', 'yellow'],
    ['fail', 'red'],
    ['inconclusive', 'lightgrey'],
  ] as const)('says %s in %s', (verdict, color) => {
    expect(badgeOf({ ...(SAMPLES.pass as Report), verdict })).toEqual({
      schemaVersion: 1,
      label: 'kernel 3.10 (el7)',
      message: verdict,
      color,
    })
  })

  it('names a kernel as such once, and no kernel when there is none', () => {
    const target = { id: 'linux-3.10', title: 'Linux 3.10', release: '3.10.0', glibc: '' }
    expect(badgeOf({ ...(SAMPLES.pass as Report), target }).label).toBe('kernel 3.10')
    expect(badgeOf(SAMPLES.error as Report).label).toBe('old kernel')
  })

  it('is inert', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE_SAMPLES), hostileText, (sample, raw) => {
        const report = poisoned(sample, raw)
        const target = report.target && { ...report.target, id: raw, release: raw }
        const text = renderBadge({ ...report, target })
        expect(text).not.toMatch(/^\s*::|##\[/m)
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
        expect(JSON.parse(text).label.length).toBeLessThan(1_000)
      }),
    )
  })
})
