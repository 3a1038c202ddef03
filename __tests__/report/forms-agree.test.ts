import { describe, expect, it } from '@jest/globals'
import type { Log } from 'sarif'
import { renderBadge } from '../../src/report/render-badge.js'
import { renderJunit } from '../../src/report/render-junit.js'
import { renderSarif } from '../../src/report/render-sarif.js'
import type { Report } from '../../src/report/report.js'
import { renderReportJson } from '../../src/report/report-json.js'
import { elements, propertiesOf, readXml, type XmlNode } from './junit-reader.js'
import { RICH } from './rich-report.js'
import { SAMPLES } from './samples.js'

/** What every form has to tell, each read from its text by a means of its own. */
interface Told {
  readonly verdict: string
  /** `artifact rule level`, sorted; ignored ones are told apart by a `-`. */
  readonly findings: readonly string[]
}

function toldByJson(report: Report): Told {
  const read: Report = JSON.parse(renderReportJson(report).text)
  const findings = read.artifacts.flatMap(({ name, findings: found }) =>
    found.map(({ rule, level, ignored }) => `${ignored ? '-' : ''}${name} ${rule} ${level}`),
  )
  return { verdict: read.verdict, findings: findings.sort() }
}

function toldBySarif(report: Report): Told {
  const text = renderSarif(report, { workspace: '/repo', docsUrl: null, pageOf: () => null })
  const [run] = (JSON.parse(text) as Log).runs
  const results = (run?.results ?? []).map(
    ({ ruleId, level, suppressions, properties }) =>
      `${suppressions ? '-' : ''}${properties?.artifact} ${ruleId} ${level}`,
  )
  const notified = (run?.invocations?.[0]?.toolExecutionNotifications ?? []).flatMap(
    ({ associatedRule, message }) =>
      associatedRule ? [`${message.text?.split(':')[0]} ${associatedRule.id} inconclusive`] : [],
  )
  const verdict = run?.properties?.verdict
  expect(run?.invocations?.[0]?.executionSuccessful === false).toBe(
    verdict === 'inconclusive' || notified.length > 0,
  )
  return { verdict, findings: [...results, ...notified].sort() }
}

/** The levels of JUnit are fewer, so counts come from the properties, and outcomes are compared by themselves. */
function toldByJunit(root: XmlNode): {
  verdict: string
  counts: unknown
  broken: unknown
  unclear: unknown
} {
  const [own, ...suites] = root.children
  const cases = (tag: string) =>
    suites.flatMap((suite) =>
      elements(suite, 'testcase')
        .filter((each) => elements(each, tag).length > 0 && each.attributes.name !== 'judged')
        .map((each) => `${suite.attributes.name} ${each.attributes.name}`),
    )
  return {
    verdict: propertiesOf(own as XmlNode).verdict ?? '',
    counts: suites.map((suite) => {
      const properties = Object.entries(propertiesOf(suite)).filter(([name]) => name.startsWith('findings.'))
      return Object.fromEntries(properties.map(([name, value]) => [name.slice(9), Number(value)]))
    }),
    broken: cases('failure').sort(),
    unclear: cases('error').sort(),
  }
}

const REPORTS = { ...SAMPLES, ...RICH }
const ROOTS = readXml(...Object.values(REPORTS).map(renderJunit))

describe.each(Object.entries(REPORTS))('all forms of %s', (_, report) => {
  const json = toldByJson(report)

  it('tell the same verdict and findings', () => {
    expect(toldBySarif(report)).toEqual(json)
    expect(JSON.parse(renderBadge(report)).message).toBe(json.verdict)
  })

  it('count the same', () => {
    const junit = toldByJunit(ROOTS[Object.values(REPORTS).indexOf(report)] as XmlNode)
    const of = (name: string, level: string) =>
      json.findings.filter((each) => each.startsWith(`${name} `) && each.endsWith(` ${level}`)).length
    expect(junit.verdict).toBe(json.verdict)
    expect(junit.counts).toEqual(
      report.artifacts.map(({ name }) => ({
        error: of(name, 'error'),
        inconclusive: of(name, 'inconclusive'),
        warning: of(name, 'warning'),
        note: of(name, 'note'),
        ignored: json.findings.filter((each) => each.startsWith(`-${name} `)).length,
      })),
    )
    const rules = (level: string) => [
      ...new Set(
        json.findings
          .filter((each) => !each.startsWith('-') && each.endsWith(` ${level}`))
          .map((each) => each.slice(0, -level.length - 1)),
      ),
    ]
    expect(junit.broken).toEqual(rules('error'))
    expect(junit.unclear).toEqual(rules('inconclusive'))
  })
})
