import { renderInert } from '../inert.js'
import { RULE_IDS, type RuleId } from '../judge/rule-ids.js'
import { notChecked } from './checked-rules.js'
import type { Report, ReportArtifact, ReportFinding } from './report.js'
import { type Unjudged, unjudgedOf } from './unjudged.js'
import {
  countedFindings,
  evidenceSentence,
  ignoredSentence,
  overallSentence,
  placeName,
  verdictSentence,
} from './verdict-words.js'
import { visibleLine } from './visible-text.js'
import { type Attributes, xmlElement, xmlText } from './xml-text.js'

type Outcome = 'passed' | 'failure' | 'error' | 'skipped'

/** One testcase, its parts rendered. */
interface Case {
  readonly name: string
  readonly outcome: Outcome
  readonly content: readonly string[]
}

interface Suite {
  readonly name: string
  readonly seconds: number
  readonly properties: Attributes
  readonly cases: readonly Case[]
}

const MAX_LINE = 2_000

/**
 * JUnit XML in the form that Jenkins and GitLab read: one suite for the run itself, then one for each artifact with
 * one case for each rule. A broken rule is a failure, what could not be judged is an error, what was not checked or
 * is ignored by the policy is skipped; a warning or a note passes and says so in system-out.
 */
export function renderJunit(report: Report): string {
  const unjudged = unjudgedOf(report)
  const suites = [
    runSuite(
      report,
      unjudged.filter(({ artifact }) => artifact === null),
    ),
    ...report.artifacts.map((artifact) =>
      artifactSuite(
        artifact,
        report,
        unjudged.filter((each) => each.artifact === artifact),
      ),
    ),
  ]
  const all = suites.flatMap(({ cases }) => cases)
  const root = { name: report.tool.name, ...counts(all), time: seconds(report.durationMs) }
  const body = suites.map((suite) => `\n${renderSuite(suite, report)}`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', root, [...body, '\n'])}\n`
}

function runSuite(report: Report, unjudged: readonly Unjudged[]): Suite {
  const { tool, target, mode, verdict } = report
  const out = xmlElement('system-out', {}, [block([overallSentence(report)])])
  return {
    name: tool.name,
    seconds: 0,
    properties: { verdict, mode, target: target?.id ?? 'unknown', version: tool.version },
    cases: [
      unjudged.length > 0
        ? { name: 'run', outcome: 'error', content: [...errorElement(unjudged), out] }
        : { name: 'run', outcome: 'passed', content: [out] },
    ],
  }
}

function artifactSuite(artifact: ReportArtifact, report: Report, unjudged: readonly Unjudged[]): Suite {
  const stopped = unjudged.filter(({ rule }) => rule === null)
  const said = [verdictSentence(artifact, report.target, (name) => name), evidenceSentence(artifact)]
  const out = xmlElement('system-out', {}, [block(said)])
  const counted = countedFindings(artifact)
  const byLevel = (['error', 'inconclusive', 'warning', 'note'] as const).map((level) => [
    `findings.${level}`,
    counted.filter((finding) => finding.level === level).length,
  ])
  return {
    name: artifact.name,
    seconds: (artifact.boot?.durationMs ?? 0) / 1_000,
    properties: {
      verdict: artifact.verdict,
      digest: artifact.digest,
      ...Object.fromEntries(byLevel),
      'findings.ignored': artifact.findings.length - counted.length,
    },
    cases: [
      stopped.length > 0
        ? { name: 'judged', outcome: 'error', content: [...errorElement(stopped), out] }
        : { name: 'judged', outcome: 'passed', content: [out] },
      ...RULE_IDS.map((rule) => ruleCase(rule, artifact)),
    ],
  }
}

function ruleCase(rule: RuleId, artifact: ReportArtifact): Case {
  const findings = artifact.findings.filter((finding) => finding.rule === rule)
  const counted = findings.filter(({ ignored }) => ignored === null)
  const ignored = findings.flatMap((finding) => (finding.ignored ? [ignoredSentence(finding.ignored)] : []))
  const broken = counted.filter(({ level }) => level === 'error')
  const unclear = counted.filter(({ level }) => level === 'inconclusive')
  const rest = counted.filter(({ level }) => level === 'warning' || level === 'note')
  const remarks = [...rest.flatMap(remarkLines), ...(counted.length > 0 ? ignored : [])]
  const out = remarks.length > 0 ? [xmlElement('system-out', {}, [block(remarks)])] : []
  if (broken.length > 0) {
    return { name: rule, outcome: 'failure', content: [...resultElement('failure', broken), ...out] }
  }
  if (unclear.length > 0) {
    return { name: rule, outcome: 'error', content: [...resultElement('error', unclear), ...out] }
  }
  const skip = counted.length > 0 ? null : (ignored[0] ?? notChecked(rule, artifact))
  if (skip === null) return { name: rule, outcome: 'passed', content: out }
  return { name: rule, outcome: 'skipped', content: [xmlElement('skipped', { message: inert(skip) })] }
}

/** One element, because readers take only the first of a case. */
function resultElement(name: 'failure' | 'error', findings: readonly ReportFinding[]): readonly string[] {
  const [first] = findings
  if (!first) return []
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''
  const attributes = { type: first.rule, message: `${inert(first.message)}${more}` }
  return [xmlElement(name, attributes, [block(findings.flatMap(findingLines))])]
}

function errorElement(unjudged: readonly Unjudged[]): readonly string[] {
  const [first] = unjudged
  if (!first) return []
  const lines = unjudged.flatMap(({ message, hint, places }) => [
    message,
    hint,
    ...places.map((place) => `${placeName(place)}: ${place.message}`),
  ])
  return [xmlElement('error', { type: inert(first.code), message: inert(first.message) }, [block(lines)])]
}

function findingLines({ message, fix, evidence, help }: ReportFinding): readonly string[] {
  return [message, ...(fix ? [`Fix: ${fix}`] : []), ...evidence.map((line) => `  ${line}`), `Rule: ${help}`]
}

function remarkLines(finding: ReportFinding): readonly string[] {
  const [first = '', ...others] = findingLines(finding)
  return [`${finding.level}: ${first}`, ...others]
}

function renderSuite({ name, seconds: took, properties, cases }: Suite, report: Report): string {
  const attributes = {
    name: inert(name),
    ...counts(cases),
    time: took.toFixed(3),
    timestamp: report.startedAt.slice(0, 19),
  }
  const classname = `${report.tool.name}.${inert(name)}`
  return xmlElement('testsuite', attributes, [
    '\n',
    xmlElement(
      'properties',
      {},
      Object.entries(properties).map(([key, value]) =>
        xmlElement('property', { name: key, value: inert(`${value}`) }),
      ),
    ),
    ...cases.map(
      (each) => `\n${xmlElement('testcase', { classname, name: each.name, time: '0.000' }, each.content)}`,
    ),
    '\n',
  ])
}

function counts(cases: readonly Case[]): Attributes {
  const count = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3)
}

/** Lines of text inside an element, each inert by itself. */
function block(lines: readonly string[]): string {
  return lines.map((line) => `${line.startsWith('  ') ? '  ' : ''}${xmlText(inert(line))}`).join('\n')
}

function inert(text: string): string {
  return renderInert(visibleLine(text, MAX_LINE))
}
