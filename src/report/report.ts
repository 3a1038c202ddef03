import { z } from 'zod'
import { bootSchema } from './report-boot.js'
import { errorSchema } from './report-error.js'
import { findingSchema } from './report-finding.js'
import { inspectionSchema } from './report-inspection.js'
import { reachSchema } from './report-reach.js'
import { sourceSchema } from './report-source.js'
import { needsSchema, surfaceSchema } from './report-surface.js'
import { count, list, object } from './schema-shapes.js'

export const verdictName = z.enum(['pass', 'warn', 'fail', 'inconclusive'])

const artifact = object({
  name: z.string(),
  path: z.string(),
  package: z.string().nullable(),
  digest: z.string().meta({ description: 'sha256: and 64 hexadecimal digits.' }),
  size: count.meta({ description: 'Bytes.' }),
  inspection: inspectionSchema.nullable(),
  build: sourceSchema.nullable().meta({ description: 'Null for a prebuilt file.' }),
  verdict: verdictName,
  findings: list(findingSchema),
  evidence: list(z.enum(['static', 'boot', 'userland', 'surface', 'kernel'])),
  error: errorSchema.nullable(),
  boot: bootSchema.nullable().meta({ description: "The judged run, under the target's surface." }),
  surface: surfaceSchema.nullable(),
  needs: needsSchema.nullable(),
  reach: reachSchema
    .nullable()
    .meta({ description: 'Null when the machine code was not read: see noReach.' }),
  noReach: z
    .enum(['not-go', 'no-function-table', 'unknown-machine', 'unknown-format'])
    .nullable()
    .meta({ description: 'Why there is no reach.' }),
}).meta({ id: 'Artifact' })

/** report.json. `schemaVersion` rises with every change that a reader of an older report would misread. */
export const reportSchema = object({
  schemaVersion: z.literal(1),
  tool: object({ name: z.literal('legacy-kernel-gate'), version: z.string() }),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  target: object({
    id: z.string().meta({ description: 'For example el7 or linux-3.10.' }),
    title: z.string(),
    release: z.string().meta({ description: 'What uname -r says there.' }),
    glibc: z.string().meta({ description: 'Empty for a kernel as such.' }),
  })
    .nullable()
    .meta({ description: 'Null when the target could not be loaded.' }),
  mode: z.enum(['enforce', 'audit']).meta({ description: 'audit: the step does not fail on the verdict.' }),
  policy: object({
    path: z.string().meta({ description: 'Relative to the workspace; absolute outside of it.' }),
    digest: z.string().meta({ description: 'sha256: and 64 hexadecimal digits.' }),
    unused: list(z.string()).meta({ description: 'Entries of it that fitted nothing.' }),
  })
    .nullable()
    .meta({ description: 'The policy file; null: there is none, or it was refused.' }),
  verdict: verdictName.meta({ description: 'The worst of the artifacts: fail, inconclusive, warn, pass.' }),
  error: errorSchema.nullable().meta({ description: 'What ended the gate early.' }),
  go: object({ version: z.string(), source: z.enum(['tool-cache', 'path', 'download']) }).nullable(),
  artifacts: list(artifact),
}).meta({ title: 'legacy-kernel-gate report' })

export type Report = z.infer<typeof reportSchema>
export type ReportArtifact = Report['artifacts'][number]
export type ReportFinding = ReportArtifact['findings'][number]
export type ReportError = NonNullable<Report['error']>
export type ReportPlace = ReportError['places'][number]
export type ReportTarget = NonNullable<Report['target']>
export type ReportSurface = NonNullable<ReportArtifact['surface']>
export type ReportSource = NonNullable<ReportArtifact['build']>
export type ReportReach = NonNullable<ReportArtifact['reach']>
export type ReportReachedSyscall = ReportReach['syscalls'][number]
export type ReportCallPlace = ReportReachedSyscall['places'][number]
export type ReportNeeds = NonNullable<ReportArtifact['needs']>
export type ReportBoot = NonNullable<ReportArtifact['boot']>
export type ReportHang = NonNullable<ReportBoot['hang']>
export type ReportTrace = NonNullable<ReportBoot['trace']>
export type ReportProgram = ReportTrace['programs'][number]
export type ReportSyscall = ReportProgram['syscalls'][number]
