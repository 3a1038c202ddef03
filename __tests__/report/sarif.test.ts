import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import type { Log, Result, Run } from 'sarif'
import type { Finding } from '../../src/judge/finding.js'
import { RULE_IDS } from '../../src/judge/rule-ids.js'
import { buildReport } from '../../src/report/build-report.js'
import { renderSarif, type SarifContext } from '../../src/report/render-sarif.js'
import type { Report } from '../../src/report/report.js'
import { loadRulePage } from '../../src/rule-page.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import { IGNORED, LOST, MISPLACED, REACHABLE, REQUIRED, RICH, reportOf, SOURCE } from './rich-report.js'
import {
  DYNAMIC,
  GLIBC,
  SAMPLES,
  sampleArtifact,
  sampleInput,
  sampleJudged,
  sampleVerdict,
} from './samples.js'

const CONTEXT: SarifContext = {
  workspace: '/repo',
  docsUrl: 'https://git.example/owner/legacy-kernel-gate/blob/v1',
  pageOf: loadRulePage,
}

function logOf(report: Report, context: SarifContext = CONTEXT): Log {
  return JSON.parse(renderSarif(report, context))
}

function runOf(report: Report, context: SarifContext = CONTEXT): Run {
  const [run] = logOf(report, context).runs
  if (!run) throw new Error('there is no run')
  return run
}

function resultsOf(report: Report): readonly Result[] {
  return runOf(report).results ?? []
}

function placesOf(report: Report): readonly string[] {
  return resultsOf(report).map(({ locations }) => {
    const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {}
    return `${artifactLocation?.uri}:${region?.startLine}`
  })
}

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength })
const closed = (
  required: Readonly<Record<string, unknown>>,
  optional: Readonly<Record<string, unknown>> = {},
) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
  additionalProperties: false,
})
const position = { type: 'integer', minimum: 1 }
const location = closed({
  physicalLocation: closed({
    artifactLocation: closed({
      // Relative, inside of the repository, and nothing in it that a URI does not have.
      uri: { type: 'string', pattern: "^(?!/|\\.\\.?(/|$))[A-Za-z0-9._~!'()*%/-]+$" },
      uriBaseId: { const: '%SRCROOT%' },
    }),
    region: closed({ startLine: position, startColumn: position, endLine: position, endColumn: position }),
  }),
})
const level = { enum: ['error', 'warning', 'note'] }
const message = closed({ text: text(10_000) })

/**
 * What GitHub asks of a file (docs.github.com, "SARIF support for code scanning": what is required there, the limits,
 * the levels), with the names and shapes of the SARIF 2.1.0 schema, and nothing beside.
 */
const CODE_SCANNING = closed({
  $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: closed({
      tool: closed({
        driver: closed({
          name: text(255),
          semanticVersion: text(255),
          rules: {
            type: 'array',
            items: closed(
              {
                id: text(255),
                name: text(255),
                shortDescription: closed({ text: text(1_024) }),
                fullDescription: closed({ text: text(1_024) }),
                defaultConfiguration: closed({ level }),
                help: closed({ text: text(100_000) }, { markdown: text(100_000) }),
                properties: closed({
                  tags: { type: 'array', maxItems: 10 },
                  'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
                }),
              },
              { helpUri: { type: 'string', pattern: '^https://' } },
            ),
          },
        }),
      }),
      automationDetails: closed({ id: { type: 'string', pattern: '^[^/]+/[^/]+/$' } }),
      invocations: {
        type: 'array',
        minItems: 1,
        maxItems: 1,
        items: closed({
          executionSuccessful: { type: 'boolean' },
          startTimeUtc: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' },
          toolExecutionNotifications: {
            type: 'array',
            items: closed(
              { level, message },
              {
                descriptor: closed({ id: text(2_000) }),
                associatedRule: closed({ id: { enum: RULE_IDS }, index: { type: 'integer', minimum: 0 } }),
                locations: { type: 'array', minItems: 1, maxItems: 1, items: location },
              },
            ),
          },
        }),
      },
      artifacts: {
        type: 'array',
        items: closed(
          {
            location: (location.properties.physicalLocation as ReturnType<typeof closed>).properties
              .artifactLocation,
            length: { type: 'integer' },
            roles: { const: ['analysisTarget'] },
            properties: { type: 'object' },
          },
          { hashes: closed({ 'sha-256': { type: 'string', pattern: '^[0-9a-f]{64}$' } }) },
        ),
      },
      results: {
        type: 'array',
        maxItems: 25_000,
        items: closed(
          {
            ruleId: { enum: RULE_IDS },
            ruleIndex: { type: 'integer', minimum: 0 },
            level,
            message,
            locations: { type: 'array', minItems: 1, maxItems: 1, items: location },
            partialFingerprints: closed({
              primaryLocationLineHash: { type: 'string', pattern: '^[0-9a-f]{32}:\\d+$' },
              'legacyKernelGate/v1': { type: 'string', pattern: '^[0-9a-f]{32}:\\d+$' },
            }),
            properties: { type: 'object' },
          },
          {
            suppressions: {
              type: 'array',
              minItems: 1,
              items: closed({
                kind: { const: 'external' },
                status: { const: 'accepted' },
                justification: { type: 'string' },
              }),
            },
          },
        ),
      },
      properties: { type: 'object' },
    }),
  },
})
const accepts = new Ajv({ strict: false, allErrors: true }).compile(CODE_SCANNING)

describe('report.sarif', () => {
  it.each(Object.entries({ ...SAMPLES, ...RICH }))('of %s is what code scanning asks for', (_, report) => {
    for (const docsUrl of [CONTEXT.docsUrl, null]) {
      accepts(logOf(report, { ...CONTEXT, docsUrl }))
      expect(accepts.errors).toBeNull()
    }
  })

  it('has every rule with its page, its level and its address', () => {
    const { rules = [] } = runOf(RICH.everything as Report).tool.driver
    expect(rules.map(({ id }) => id)).toEqual(RULE_IDS)
    const required = rules[RULE_IDS.indexOf('syscall-required')]
    expect(required).toMatchObject({
      defaultConfiguration: { level: 'error' },
      helpUri: `${CONTEXT.docsUrl}/docs/rules/syscall-required.md`,
    })
    expect(required?.help?.markdown).toMatch(/^# `syscall-required`\n/)
    expect(rules[RULE_IDS.indexOf('syscall-probed')]?.defaultConfiguration?.level).toBe('note')
    for (const rule of rules) expect(rule.help?.markdown).not.toMatch(/\]\((?!https:)/)
  })

  it('does without pages', () => {
    const { rules = [] } = runOf(SAMPLES.pass as Report, { ...CONTEXT, pageOf: () => null }).tool.driver
    expect(rules).toHaveLength(RULE_IDS.length)
    expect(rules[0]?.help?.text).not.toBe('')
  })

  it('marks what the policy ignores as suppressed, at the end, and nothing else', () => {
    const results = resultsOf(reportOf([IGNORED, REACHABLE]))
    expect(results.map(({ ruleId, suppressions }) => [ruleId, suppressions?.length ?? 0])).toEqual([
      ['syscall-reachable', 0],
      ['dynamically-linked', 1],
    ])
    expect(results[1]?.suppressions?.[0]?.justification).toContain('2027-01-31')
  })

  it('says what could not be judged as a notification of a run without success', () => {
    const run = runOf(reportOf([LOST, MISPLACED]))
    expect(run.results?.map(({ ruleId }) => ruleId)).toEqual(['build-constraint-wrong'])
    expect(run.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', associatedRule: { id: 'canary-missed' } }],
    })
    const stopped = runOf(SAMPLES.error as Report).invocations?.[0]
    expect(stopped?.executionSuccessful).toBe(false)
    const places = stopped?.toolExecutionNotifications?.map(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    )
    expect(places).toEqual([undefined, 'cmd/server/main.go', 'cmd/server/main.go'])
    expect(runOf(RICH.nothing as Report).invocations?.[0]?.executionSuccessful).toBe(false)
    expect(runOf(SAMPLES.fail as Report).invocations?.[0]?.executionSuccessful).toBe(true)
  })
})

describe('the place of a result', () => {
  it('is the line that it names, else the module to blame, else go.mod, else the file', () => {
    expect(placesOf(reportOf([MISPLACED]))).toEqual(['svc/poll/new.go:3'])
    expect(placesOf(reportOf([REACHABLE]))).toEqual(['svc/go.mod:6'])
    expect(placesOf(reportOf([REQUIRED]))).toEqual(['svc/go.mod:7'])
    const demand: Finding = { ...GLIBC, rule: 'go-not-allowed', message: 'svc/go.mod:3 asks for Go 1.24.' }
    expect(placesOf(reportOf([demand]))).toEqual(['svc/go.mod:3'])
    expect(placesOf(reportOf([GLIBC]))).toEqual(['svc/go.mod:1'])
    expect(placesOf(reportOf([GLIBC], null))).toEqual(['legacy-kernel-report/bin/server:1'])
  })

  it('is not a line whose number only begins like it', () => {
    const demand: Finding = { ...GLIBC, rule: 'go-not-allowed', message: 'svc/go.mod:31 asks for Go 1.24.' }
    expect(placesOf(reportOf([demand]))).toEqual(['svc/go.mod:1'])
  })

  it('never tells a folder of the machine', () => {
    for (const [path, uri] of [
      ['/elsewhere/bin/a b#c?.so', 'a%20b%23c%3F.so'],
      ['/repo', 'repo'],
      ['/', 'file'],
      ['/repo/../x/\ud800', '%EF%BF%BD'],
      ['/repo/..hidden/x', '..hidden/x'],
    ] as const) {
      const artifact = { ...sampleArtifact(), path }
      const verdict = sampleVerdict('fail', [GLIBC])
      const report = buildReport(sampleInput({ artifacts: [sampleJudged({ artifact, verdict })] }))
      expect(placesOf(report)).toEqual([`${uri}:1`])
    }
  })
})

describe('fingerprints', () => {
  function fingerprints(...findings: readonly Finding[]): readonly (string | undefined)[] {
    return resultsOf(reportOf(findings)).map(
      ({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash,
    )
  }

  it('stay when counts, addresses, versions, lines and levels change', () => {
    const later: Finding = {
      ...REACHABLE,
      level: 'error',
      message: 'The file can call openat2(2), which the target lacks: unix.Openat2 and 9 more.',
      evidence: ['golang.org/x/sys/unix.Openat2 at 0x5b2c30'],
      subjects: [['openat2', 'github.com/acme/store@v1.3.0', 'github.com/acme/store']],
    }
    expect(fingerprints(later)).toEqual(fingerprints(REACHABLE))
    const moved = { ...SOURCE, modules: SOURCE.modules.map((line) => ({ ...line, line: line.line + 9 })) }
    const [result] = resultsOf(reportOf([REACHABLE], moved))
    expect([result?.partialFingerprints?.primaryLocationLineHash]).toEqual(fingerprints(REACHABLE))
    expect(placesOf(reportOf([REACHABLE], moved))).toEqual(['svc/go.mod:15'])
    const elsewhere = { ...MISPLACED, subjects: [['/home/a/new.go']] }
    expect(fingerprints(elsewhere)).toEqual(fingerprints({ ...MISPLACED, subjects: [['/home/b/new.go']] }))
  })

  it('do not depend on what else was found', () => {
    expect(fingerprints(REQUIRED, REACHABLE)).toEqual([...fingerprints(REQUIRED), ...fingerprints(REACHABLE)])
  })

  it('differ by subject, rule and artifact', () => {
    const other: Finding = { ...REACHABLE, subjects: [['statx']] }
    const failed = (line: string): Finding => ({
      ...GLIBC,
      rule: 'exercise-failed',
      message: `Exercise "${line}" failed: got 500.`,
    })
    const exercises = ['GET http://127.0.0.1:8080/healthz -> 200', 'signal SIGHUP'].map(failed)
    const all = [
      ...fingerprints(REACHABLE, other, { ...REACHABLE, rule: 'syscall-probed' }),
      ...exercises.flatMap((each) => fingerprints(each)),
      ...fingerprints(GLIBC, GLIBC),
    ]
    expect(new Set(all).size).toBe(7)
    const verdict = sampleVerdict('fail', [GLIBC])
    const artifacts = ['a', 'b'].map((name) => sampleJudged({ artifact: sampleArtifact(name), verdict }))
    const [a, b] = resultsOf(buildReport(sampleInput({ artifacts })))
    expect(a?.partialFingerprints).not.toEqual(b?.partialFingerprints)
  })
})

describe('limits', () => {
  function many(count: number, size: number): Report {
    const findings = Array.from(
      { length: count },
      (_, i): Finding => ({
        ...DYNAMIC,
        message: `${i} ${Array.from({ length: size }, (_, k) => ((i * 7919 + k * 104_729) % 1_000_003).toString(36)).join('')}`,
      }),
    )
    return reportOf([...findings, GLIBC])
  }

  it('keeps 25,000 results, the gravest, and says how many are left out', () => {
    const run = runOf(many(25_010, 1))
    expect(run.results).toHaveLength(25_000)
    expect(run.results?.[0]?.ruleId).toBe('glibc-too-new')
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain(
      '11 findings are left out',
    )
    expect(run.invocations?.[0]?.executionSuccessful).toBe(true)
  }, 60_000)

  it('stays below 10 MB compressed', () => {
    const text = renderSarif(many(14_000, 450), CONTEXT)
    expect(gzipSync(text).length).toBeLessThanOrEqual(10_000_000)
    const [run] = (JSON.parse(text) as Log).runs
    expect(run?.results?.length).toBeGreaterThan(1_000)
    expect(run?.results?.length).toBeLessThan(14_000)
    expect(run?.results?.[0]?.ruleId).toBe('glibc-too-new')
  }, 60_000)
})

describe('text of others', () => {
  const reports = [...HOSTILE_SAMPLES, ...Object.values(RICH)]

  it('is inert, and the file stays valid', () => {
    fc.assert(
      fc.property(fc.constantFrom(...reports), hostileText, (sample, raw) => {
        const text = renderSarif(poisoned(sample, raw), { ...CONTEXT, pageOf: () => null })
        expect(text).not.toMatch(/^\s*::|##\[/m)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
        const log: Log = JSON.parse(text)
        accepts(log)
        expect(accepts.errors).toBeNull()
        const [run] = log.runs
        const notes = run?.invocations?.[0]?.toolExecutionNotifications ?? []
        for (const { message } of [...(run?.results ?? []), ...notes]) {
          expect(message.text).not.toMatch(/[^\P{C}\n]/u)
          // No bracket opens a link.
          expect(message.text?.replace(/\\./g, '')).not.toMatch(/[[\]\\]/)
        }
      }),
    )
  })

  it('is cut', () => {
    const long = reportOf([{ ...GLIBC, message: 'x'.repeat(1_000_000), evidence: ['y'.repeat(1_000_000)] }])
    const [result] = resultsOf(long)
    expect(JSON.stringify(result).length).toBeLessThan(6_000)
  })
})
