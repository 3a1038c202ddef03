import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RULE_IDS } from '../../src/judge/rule-ids.js'
import { buildReport } from '../../src/report/build-report.js'
import { renderJunit } from '../../src/report/render-junit.js'
import type { Report } from '../../src/report/report.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import { elements, propertiesOf, readXml, type XmlNode } from './junit-reader.js'
import { IGNORED, LOST, MISPLACED, REACHABLE, REQUIRED, RICH, reportOf } from './rich-report.js'
import {
  GLIBC,
  SAMPLES,
  sampleInput,
  sampleJudged,
  sampleResult,
  sampleRun,
  sampleVerdict,
} from './samples.js'

function suitesOf(report: Report): readonly XmlNode[] {
  const [root] = readXml(renderJunit(report))
  if (root?.tag !== 'testsuites') throw new Error('there are no suites')
  return root.children
}

/** Name of each case of the first artifact to its outcome. */
function outcomes(report: Report): Readonly<Record<string, string>> {
  const cases = suitesOf(report)[1]?.children.filter(({ tag }) => tag === 'testcase') ?? []
  return Object.fromEntries(cases.map((each) => [each.attributes.name, outcomeOf(each)]))
}

function outcomeOf({ children }: XmlNode): string {
  return children.find(({ tag }) => tag !== 'system-out')?.tag ?? 'passed'
}

describe('report.junit.xml', () => {
  it('has a suite for the run and one for each artifact, with a case for each rule', () => {
    const suites = suitesOf(SAMPLES.two as Report)
    expect(suites.map(({ attributes }) => attributes.name)).toEqual([
      'legacy-kernel-gate',
      'server',
      'worker',
    ])
    expect(elements(suites[1] as XmlNode, 'testcase').map(({ attributes }) => attributes.name)).toEqual([
      'judged',
      ...RULE_IDS,
    ])
    expect(propertiesOf(suites[2] as XmlNode)).toMatchObject({ verdict: 'warn', 'findings.warning': '1' })
  })

  it('fails what is broken, passes warnings and notes aloud, skips what is ignored', () => {
    const report = reportOf([REQUIRED, MISPLACED, REACHABLE, IGNORED])
    expect(outcomes(report)).toMatchObject({
      judged: 'passed',
      'syscall-required': 'failure',
      'build-constraint-wrong': 'passed',
      'syscall-reachable': 'passed',
      'dynamically-linked': 'skipped',
      'glibc-too-new': 'passed',
    })
    const text = JSON.stringify(suitesOf(report))
    expect(text).toContain('warning: go vet says')
    expect(text).toContain('Ignored until the end of 2027-01-31 (UTC): The image')
  })

  it('puts all of one rule into one failure', () => {
    const suite = suitesOf(reportOf([GLIBC, { ...GLIBC, message: 'And another.' }]))[1] as XmlNode
    const [failure, ...more] = elements(suite, 'failure')
    expect(more).toEqual([])
    expect(failure?.attributes).toEqual({ type: 'glibc-too-new', message: `${GLIBC.message} (and 1 more)` })
    expect(failure?.text).toContain('And another.')
    expect(failure?.text).toContain(`  ${GLIBC.evidence[0]}`)
  })

  it('makes an error of what could not be judged', () => {
    expect(outcomes(reportOf([LOST]))).toMatchObject({ 'canary-missed': 'error', 'glibc-too-new': 'passed' })
    for (const report of [SAMPLES.error, RICH.nothing] as Report[]) {
      const [suite] = suitesOf(report)
      expect(suite?.attributes).toMatchObject({ tests: '1', errors: '1' })
    }
    expect(JSON.stringify(suitesOf(SAMPLES.error as Report))).toContain(
      'cmd/server/main.go:12:5: undefined: serve',
    )
    const unread = buildReport(
      sampleInput({
        artifacts: [
          sampleJudged({
            inspection: null,
            run: null,
            verdict: { ...sampleVerdict('inconclusive'), reach: null },
          }),
        ],
      }),
    )
    expect(outcomes(unread)).toEqual({
      judged: 'error',
      ...Object.fromEntries(RULE_IDS.map((rule) => [rule, 'skipped'])),
    })
  })

  it('never passes a rule that the evidence says nothing of', () => {
    const verdict = { ...sampleVerdict('pass', [], ['static']), reach: null }
    const judged = sampleJudged({ run: null, control: null, verdict })
    const read = outcomes(buildReport(sampleInput({ artifacts: [judged] })))
    const passed = Object.entries(read).flatMap(([name, outcome]) => (outcome === 'passed' ? [name] : []))
    expect(passed).toEqual([
      'judged',
      'module-needs-kernel',
      'dynamically-linked',
      'glibc-too-new',
      'abi-note-too-new',
      'go-floor-too-new',
      'goamd64-too-high',
      'cgo-enabled',
      'build-tag-missing',
      'go-not-allowed',
    ])
    const quiet = sampleJudged({
      run: sampleRun({ result: sampleResult({ exercises: [] }) }),
      verdict: sampleVerdict('pass', [], ['static', 'boot']),
    })
    expect(outcomes(buildReport(sampleInput({ artifacts: [quiet] })))).toMatchObject({
      'boot-failed': 'passed',
      'exercise-failed': 'skipped',
      'syscall-required': 'skipped',
    })
  })

  it('counts what it holds', () => {
    const reports = [...Object.values(SAMPLES), ...Object.values(RICH)]
    for (const root of readXml(...reports.map(renderJunit))) {
      for (const node of [root, ...root.children]) {
        const found = elements(node, 'testcase').map(outcomeOf)
        const count = (outcome: string) => `${found.filter((each) => each === outcome).length}`
        expect(node.attributes).toMatchObject({
          tests: `${found.length}`,
          failures: count('failure'),
          errors: count('error'),
          skipped: count('skipped'),
        })
      }
    }
  })

  it('is well-formed and inert, whatever the strings hold', () => {
    const reports = fc.constantFrom(...HOSTILE_SAMPLES, ...Object.values(RICH))
    const hostile = fc.oneof(
      hostileText,
      fc.constantFrom('\u0000\u0008\ufffe\uffff\ud800', ']]>', '<!DOCTYPE x>', '&x;'),
    )
    const texts = fc
      .sample(fc.tuple(reports, hostile), 200)
      .map(([report, raw]) => renderJunit(poisoned(report, raw)))
    for (const text of texts) {
      expect(text).not.toMatch(/^\s*::|##\[/m)
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
    }
    expect(readXml(...texts)).toHaveLength(200)
  })
})
