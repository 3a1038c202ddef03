import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Finding } from '../../src/judge/finding.js'
import { renderAnnotations } from '../../src/report/annotations.js'
import { buildReport } from '../../src/report/build-report.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import { BUILD_ERROR, DYNAMIC, GLIBC, IO_URING, sampleInput, sampleJudged, sampleVerdict } from './samples.js'

function annotated(findings: readonly Finding[], mode: 'enforce' | 'audit' = 'enforce') {
  const verdict = sampleVerdict('fail', findings, ['static'])
  return renderAnnotations(buildReport(sampleInput({ mode, artifacts: [sampleJudged({ verdict })] })))
}

describe('renderAnnotations', () => {
  it('gives each finding its level, and its fix', () => {
    const note: Finding = { ...DYNAMIC, rule: 'cgo-enabled', level: 'note', fix: '' }
    const lost: Finding = { ...DYNAMIC, rule: 'trace-incomplete', level: 'inconclusive' }
    expect(annotated([GLIBC, DYNAMIC, note, lost]).map(({ level, title }) => [level, title])).toEqual([
      ['error', 'legacy-kernel-gate: glibc-too-new (server)'],
      ['error', 'legacy-kernel-gate: trace-incomplete (server)'],
      ['warning', 'legacy-kernel-gate: dynamically-linked (server)'],
      ['notice', 'legacy-kernel-gate: cgo-enabled (server)'],
    ])
    expect(annotated([GLIBC])[0]?.message).toBe(`${GLIBC.message}\nFix: ${GLIBC.fix}`)
    expect(annotated([note])[0]?.message).toBe(note.message)
  })

  it('lowers broken rules in audit mode, not what could not be judged', () => {
    const lost: Finding = { ...DYNAMIC, level: 'inconclusive' }
    expect(annotated([GLIBC], 'audit').map(({ level }) => level)).toEqual(['warning'])
    expect(annotated([lost], 'audit').map(({ level }) => level)).toEqual(['error'])
  })

  it('puts compile errors at their place', () => {
    expect(
      renderAnnotations(buildReport(sampleInput({ artifacts: [], error: BUILD_ERROR }))).slice(1),
    ).toEqual([
      {
        level: 'error',
        title: 'Does not compile',
        message: 'undefined: serve',
        file: 'cmd/server/main.go',
        line: 12,
        column: 5,
      },
      {
        level: 'error',
        title: 'Does not compile',
        message: 'missing return',
        file: 'cmd/server/main.go',
        line: 20,
      },
    ])
  })

  it('makes at most ten of each level, and the last says how many more there are', () => {
    const findings = [
      ...Array.from({ length: 25 }, () => IO_URING),
      ...Array.from({ length: 11 }, () => DYNAMIC),
    ]
    const annotations = annotated(findings)
    expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(10)
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(10)
    expect(annotations[8]?.message).not.toContain('more')
    expect(annotations[9]?.message).toMatch(/\n… and 15 more: see the job summary\.$/)
    expect(annotations[19]?.message).toMatch(/\n… and 1 more: see the job summary\.$/)
    expect(annotated(findings.slice(0, 10))[9]?.message).not.toContain('more')
  })

  it('quotes others inertly and not at length', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE_SAMPLES), hostileText, (sample, raw) => {
        for (const { title, message } of renderAnnotations(poisoned(sample, raw))) {
          expect(title).not.toMatch(/##\[|[\p{C}\p{Zl}\p{Zp}]/u)
          expect(message).not.toMatch(/^\s*::|##\[/m)
          expect(message.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
        }
      }),
    )
    const [annotation] = annotated([{ ...GLIBC, message: 'x'.repeat(1_000_000) }])
    expect(annotation?.message.length).toBeLessThan(5_000)
  })
})
