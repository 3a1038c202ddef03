import { readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { AgentResult } from '../../src/boot/agent-result.js'
import type { BootPlace } from '../../src/boot/boot-run.js'
import type { CanaryResult } from '../../src/boot/canary.js'
import type { Stage } from '../../src/errors.js'
import type { Inspection } from '../../src/inspect/inspection.js'
import type { Finding } from '../../src/judge/finding.js'
import type { Needs } from '../../src/judge/needs.js'
import type { SurfaceAccount } from '../../src/judge/surface-account.js'
import type { EvidenceKind, VerdictName } from '../../src/judge/verdict.js'
import type { PolicyAccount } from '../../src/policy/policy-account.js'
import type {
  Report,
  ReportArtifact,
  ReportBoot,
  ReportError,
  ReportFinding,
  ReportSyscall,
} from '../../src/report/report.js'
import { renderReportJson, reportJsonSchema } from '../../src/report/report-json.js'
import type { Attribution } from '../../src/surface/attribution.js'
import type { SyscallUse } from '../../src/trace/trace-summary.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import { SAMPLES } from './samples.js'

/** Fails to compile when a shared type and the report's schema move apart. */
type Same<Left, Right> = [Left] extends [Right] ? ([Right] extends [Left] ? true : never) : never
const SAME_TYPES: readonly true[] = [
  true satisfies Same<Inspection, NonNullable<ReportArtifact['inspection']>>,
  true satisfies Same<keyof Inspection['elf'], keyof NonNullable<ReportArtifact['inspection']>['elf']>,
  true satisfies Same<BootPlace, ReportBoot['place']>,
  true satisfies Same<AgentResult['ready'], NonNullable<ReportBoot['ready']>>,
  true satisfies Same<AgentResult['exercises'], ReportBoot['exercises']>,
  true satisfies Same<AgentResult['stop'], NonNullable<ReportBoot['stop']>>,
  true satisfies Same<AgentResult['exit'], ReportBoot['exit']>,
  true satisfies Same<Omit<SyscallUse, 'firstLine' | 'sample'>, ReportSyscall>,
  true satisfies Same<
    Omit<Finding, 'subjects' | 'defaultLevel' | 'ignored'>,
    Omit<ReportFinding, 'subjects' | 'help' | 'defaultLevel' | 'ignored'>
  >,
  true satisfies Same<NonNullable<Finding['ignored']>, NonNullable<ReportFinding['ignored']>>,
  true satisfies Same<PolicyAccount, NonNullable<Report['policy']>>,
  true satisfies Same<Needs, NonNullable<ReportArtifact['needs']>>,
  true satisfies Same<SurfaceAccount['outcome'], NonNullable<ReportArtifact['surface']>['outcome']>,
  true satisfies Same<Attribution, NonNullable<NonNullable<ReportArtifact['surface']>['attribution']>>,
  true satisfies Same<CanaryResult, NonNullable<NonNullable<ReportArtifact['surface']>['canary']>>,
  true satisfies Same<EvidenceKind, ReportArtifact['evidence'][number]>,
  true satisfies Same<VerdictName, Report['verdict']>,
  true satisfies Same<Stage, ReportError['stage']>,
]

const SCHEMA_FILE = path.resolve('docs/report.schema.json')
const schemaText = `${JSON.stringify(reportJsonSchema(), null, 2)}\n`

describe('report.schema.json', () => {
  it('is fresh', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(SCHEMA_FILE, schemaText)
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText)
    expect(SAME_TYPES).not.toContain(false)
  })

  const validate = new Ajv2020({ strict: true, formats: { 'date-time': true } }).compile(
    JSON.parse(schemaText),
  )

  it.each(Object.entries(SAMPLES))('accepts the report %s', (_, report) => {
    const { text, problem } = renderReportJson(report)
    expect(problem).toBeNull()
    validate(JSON.parse(text))
    expect(validate.errors).toBeNull()
  })

  it.each([
    ['another version', { schemaVersion: 2 }],
    ['an unknown verdict', { verdict: 'green' }],
    ['an unknown key', { extra: 1 }],
    ['an artifact without findings', { artifacts: [{ name: 'server' }] }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...JSON.parse(renderReportJson(SAMPLES.pass as Report).text), ...change })).toBe(false)
  })
})

describe('renderReportJson', () => {
  it('loses nothing and shows everything, whatever the strings hold', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE_SAMPLES), hostileText, (sample, raw) => {
        const report = poisoned(sample, raw)
        const { text, problem } = renderReportJson(report)
        expect(problem).toBeNull()
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)))
        expect(text).not.toMatch(/^\s*::|##\[/m)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      }),
    )
  })

  it('drops keys that the schema does not have, and puts the others in its order', () => {
    const report = SAMPLES.error as Report
    const shuffled = Object.fromEntries(
      Object.entries({ ...report, extra: 1 }).reverse(),
    ) as unknown as Report
    expect(renderReportJson(shuffled).text).toBe(renderReportJson(report).text)
  })

  it('still gives the text of a report that does not match, and says why', () => {
    const wrong = { ...SAMPLES.pass, durationMs: 'long' } as unknown as Report
    const { text, problem } = renderReportJson(wrong)
    expect(JSON.parse(text).durationMs).toBe('long')
    expect(problem).toContain('durationMs')
  })
})
