import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Artifact, Location, Log, Notification, Result } from 'sarif'
import { renderInert } from '../inert.js'
import { RULE_IDS } from '../judge/rule-ids.js'
import { type FindingPlace, findingPlace } from './finding-place.js'
import type { Report, ReportArtifact, ReportFinding } from './report.js'
import { renderInertJson } from './report-json.js'
import { createFingerprints } from './sarif-fingerprint.js'
import { type RulePages, sarifRules } from './sarif-rules.js'
import { type Unjudged, unjudgedOf } from './unjudged.js'
import { ignoredSentence } from './verdict-words.js'
import { visibleLine } from './visible-text.js'

export interface SarifContext extends RulePages {
  /** Absolute path of the root of the sources, relative to which files are named. */
  readonly workspace: string
}

/** Above these, GitHub refuses the upload (docs.github.com, "SARIF support for code scanning"). */
const MAX_RESULTS = 25_000
const MAX_GZIP_BYTES = 10_000_000
const MAX_MESSAGE = 2_000
const MAX_PATH = 4_096

/**
 * SARIF 2.1.0 as GitHub's code scanning reads it. Every finding is a result, an ignored one with a suppression; what
 * could not be judged is a notification of an invocation that did not succeed. Of too many results the gravest stay,
 * and a notification says how many are left out.
 */
export function renderSarif(report: Report, context: SarifContext): string {
  for (let max = MAX_RESULTS; ; max = Math.floor(max / 2)) {
    const text = renderInertJson(sarifLog(report, context, max))
    const fits = Buffer.byteLength(text) <= MAX_GZIP_BYTES || gzipSync(text).length <= MAX_GZIP_BYTES
    if (fits || max === 0) return text
  }
}

function sarifLog(report: Report, context: SarifContext, max: number): Log {
  const { tool, target, verdict, mode } = report
  const all = resultsOf(report, context)
  const unjudged = unjudgedOf(report)
  const leftOut = Math.max(0, all.length - max)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: sarifRules(context) } },
        automationDetails: { id: `${tool.name}/${inert(target?.id ?? 'unknown').replaceAll('/', '-')}/` },
        invocations: [
          {
            executionSuccessful: unjudged.length === 0,
            startTimeUtc: report.startedAt,
            toolExecutionNotifications: [
              ...unjudged.flatMap((each) => notificationsOf(each, context)),
              ...(leftOut > 0 ? [cutNotification(leftOut)] : []),
            ],
          },
        ],
        artifacts: report.artifacts.map((artifact) => artifactOf(artifact, context)),
        results: all.slice(0, max),
        properties: { verdict, mode, target: target && inert(target.title) },
      },
    ],
  }
}

function artifactOf(artifact: ReportArtifact, { workspace }: SarifContext): Artifact {
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(artifact.digest) ?? []
  return {
    location: { uri: relativeUri(artifact.path, workspace), uriBaseId: '%SRCROOT%' },
    length: artifact.size,
    roles: ['analysisTarget'],
    ...(sha256 ? { hashes: { 'sha-256': sha256 } } : {}),
    properties: { name: inert(artifact.name), verdict: artifact.verdict, evidence: artifact.evidence },
  }
}

/** The gravest first, those that the policy ignores at the end. What is inconclusive is no result. */
function resultsOf(report: Report, context: SarifContext): readonly Result[] {
  const fingerprintOf = createFingerprints()
  const all = report.artifacts.flatMap((artifact) =>
    artifact.findings.flatMap((finding) => {
      if (finding.level === 'inconclusive') return []
      const fingerprint = fingerprintOf(finding, artifact)
      return [{ finding, result: resultOf(finding, finding.level, artifact, fingerprint, context) }]
    }),
  )
  const ranks = { error: 0, inconclusive: 0, warning: 1, note: 2 } as const
  const rank = ({ level, ignored }: ReportFinding) => ranks[level] + (ignored === null ? 0 : 3)
  return all.sort((a, b) => rank(a.finding) - rank(b.finding)).map(({ result }) => result)
}

function resultOf(
  finding: ReportFinding,
  level: 'error' | 'warning' | 'note',
  artifact: ReportArtifact,
  fingerprint: string,
  { workspace }: SarifContext,
): Result {
  const { rule, ignored, message, fix, evidence } = finding
  const said = `${artifact.name}: ${message}`
  return {
    ruleId: rule,
    ruleIndex: RULE_IDS.indexOf(rule),
    level,
    message: { text: messageText(said, fix && `Fix: ${fix}`) },
    locations: [locationOf(findingPlace(finding, artifact), workspace)],
    // The first is all that code scanning looks at.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'legacyKernelGate/v1': fingerprint },
    ...(ignored === null
      ? {}
      : {
          suppressions: [
            { kind: 'external', status: 'accepted', justification: inert(ignoredSentence(ignored)) },
          ],
        }),
    properties: { artifact: inert(artifact.name), evidence: evidence.map((line) => inert(line, 500)) },
  }
}

/** One for the trouble itself, one for each place that it names. */
function notificationsOf(unjudged: Unjudged, { workspace }: SarifContext): readonly Notification[] {
  const { artifact, rule, code, message, hint, places } = unjudged
  const about = artifact ? `${artifact.name}: ` : ''
  const shared = {
    level: 'error' as const,
    ...(rule === null
      ? { descriptor: { id: inert(code, 100) || 'not-judged' } }
      : { associatedRule: { id: rule, index: RULE_IDS.indexOf(rule) } }),
  }
  return [
    { ...shared, message: { text: messageText(`${about}${message}`, hint) } },
    ...places.map((place) => ({
      ...shared,
      message: { text: messageText(place.message, '') },
      locations: [locationOf(place, workspace)],
    })),
  ]
}

function cutNotification(count: number): Notification {
  const many = count === 1 ? '1 finding is' : `${count} findings are`
  return { level: 'warning', message: { text: `${many} left out, the least grave: see report.json.` } }
}

/** All four numbers of a region, because code scanning asks for them. */
function locationOf({ file, line, column }: FindingPlace, workspace: string): Location {
  const startLine = Math.max(1, line)
  const startColumn = Math.max(1, column ?? 1)
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(file, workspace), uriBaseId: '%SRCROOT%' },
      region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 },
    },
  }
}

/** A file outside of the workspace goes by its name alone: its folder is of this machine. */
function relativeUri(file: string, workspace: string): string {
  const path = file.slice(0, MAX_PATH)
  const relative = posix.isAbsolute(path) ? posix.relative(workspace, path) : posix.normalize(path)
  const inside = !/^\.{0,2}$|^\.\.\//.test(relative)
  const shown = (inside ? relative : posix.basename(path)).replace(/^\.{0,2}$/, 'file')
  // A half of a surrogate pair cannot be encoded.
  return shown
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/')
}

/**
 * A plain text message of two lines. A bracket would open a link (SARIF §3.11.6); braces mean nothing, because there
 * are no arguments. The empty string is not allowed.
 */
function messageText(...lines: readonly string[]): string {
  const text = lines
    .map((line) => inert(line))
    .filter((line) => line !== '')
    .join('\n')
  return text.replace(/[[\]\\]/g, '\\$&') || '-'
}

function inert(text: string, max = MAX_MESSAGE): string {
  return renderInert(visibleLine(text, max))
}
