import { z } from 'zod'
import type { GoModule } from '../inspect/inspection.js'
import { RULE_IDS } from '../judge/rule-ids.js'

/*
 * The shapes below mirror the types that the stages share (src/inspect, src/boot, src/trace, src/judge);
 * __tests__/report/report-types.test.ts fails to compile when one of them moves away. Every object is read-only and
 * drops keys that it does not know.
 */
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape).readonly()
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
const count = z.int().nonnegative()

export const verdictName = z.enum(['pass', 'warn', 'fail', 'inconclusive'])
const stage = z.enum(['inputs', 'setup', 'build', 'inspect', 'boot', 'judge', 'report'])

const goModule: z.ZodType<GoModule> = object({
  path: z.string(),
  version: z.string(),
  sum: z.string(),
  replace: z.lazy(() => goModule.nullable()),
}).meta({ id: 'GoModule' })

export const inspectionSchema = object({
  elf: object({
    class: z.union([z.literal(32), z.literal(64)]),
    endian: z.enum(['little', 'big']),
    type: z.string(),
    machine: z.string(),
    interpreter: z.string().nullable(),
    needed: list(z.string()),
    runpath: list(z.string()),
    soname: z.string().nullable(),
    verneed: list(
      object({
        library: z.string(),
        versions: list(z.string()),
        weakVersions: list(z.string()).meta({
          description: 'The loader tells that they lack, and starts the file.',
        }),
      }),
    ),
    relr: z.boolean(),
    abiTag: object({ os: z.int(), kernel: z.string() }).nullable(),
  }),
  go: object({
    version: z.string().meta({ description: 'For example go1.26.8.' }),
    path: z.string(),
    main: goModule.nullable(),
    deps: list(goModule),
    settings: z.record(z.string(), z.string()).readonly(),
  }).nullable(),
  static: z.boolean(),
  minGlibc: z.string().nullable().meta({ description: 'The highest GLIBC_x.y that the file asks for.' }),
}).meta({ id: 'Inspection', description: 'What the file says of itself, without being run.' })

const error = object({
  stage,
  code: z.string(),
  fault: z.enum(['user', 'artifact', 'gate']).meta({ description: 'Who has to act.' }),
  message: z.string(),
  hint: z.string(),
  places: list(object({ file: z.string(), line: count, column: count.nullable(), message: z.string() })).meta(
    { description: 'What the compiler said, and where; empty for other errors. At most 100.' },
  ),
}).meta({ id: 'Error' })

const finding = object({
  rule: z.enum(RULE_IDS),
  level: z.enum(['error', 'inconclusive', 'warning', 'note']),
  message: z.string().meta({ description: 'One sentence: what was seen. May quote the artifact.' }),
  fix: z.string(),
  evidence: list(z.string()),
  help: z.string().meta({ description: 'Page of the rule, relative to the root of legacy-kernel-gate.' }),
}).meta({ id: 'Finding' })

const exit = z
  .discriminatedUnion('kind', [
    object({ kind: z.literal('exited'), code: z.int() }),
    object({ kind: z.literal('killed'), signal: z.string(), coreDumped: z.boolean() }),
  ])
  .meta({ id: 'ProcessExit' })

const syscall = object({
  name: z.string(),
  count,
  succeeded: count,
  errors: z.record(z.string(), count).readonly().meta({ description: 'errno name to number of calls.' }),
}).meta({ id: 'Syscall' })

const trace = object({
  path: z.string().meta({ description: "File of the raw trace, relative to the report's folder." }),
  bytes: count,
  lines: count,
  calls: count,
  unreadable: count.meta({ description: 'Lines of no known form.' }),
  programs: list(
    object({
      path: z.string(),
      isArtifact: z.boolean().meta({ description: 'False for programs that the artifact started.' }),
      processes: count,
      syscalls: list(syscall),
    }),
  ),
  listeners: count,
  signals: z.record(z.string(), count).readonly(),
}).meta({ id: 'Trace' })

const boot = object({
  place: object({
    engine: z.enum(['docker', 'podman', 'sandbox']),
    engineVersion: z.string(),
    userland: z.string(),
    targetUserland: z.boolean(),
    kernel: z.string().meta({ description: 'uname -r of the kernel that ran the artifact.' }),
    strace: z.string(),
  }),
  ready: object({
    state: z.enum(['ready', 'timeout', 'exited']),
    afterMs: z.number(),
    by: z.string(),
  }).nullable(),
  exercises: list(object({ line: z.string(), ok: z.boolean(), detail: z.string(), ms: z.number() })),
  stop: object({ state: z.enum(['exited', 'stopped', 'killed']), afterMs: z.number() }).nullable(),
  exit: exit.nullable(),
  timedOut: z.boolean(),
  strays: count.meta({ description: 'Processes that outlived the artifact.' }),
  durationMs: z.number(),
  problems: list(z.string()).meta({ description: 'Why the run cannot be relied on.' }),
  stdout: z.string().meta({ description: 'The last 4,000 characters. Untrusted.' }),
  stderr: z.string().meta({ description: 'The last 4,000 characters. Untrusted.' }),
  trace: trace.nullable(),
}).meta({ id: 'Boot' })

const missing = {
  id: z.string().meta({ description: 'For example syscall:openat2 or option:prctl-option/PR_SET_VMA.' }),
  label: z.string().meta({ description: 'For people: openat2(2), prctl(PR_SET_VMA).' }),
  program: z.string(),
  byChild: z.boolean().meta({ description: 'Asked for by a program that the artifact started.' }),
  since: z
    .string()
    .nullable()
    .meta({ description: 'Mainline release that brought it; null: newer than all we know.' }),
  count,
  sample: z.string().meta({ description: 'The first such call in the trace. Untrusted.' }),
}

const surface = object({
  outcome: z
    .enum(['not-run', 'did-job', 'control-failed', 'only-surface', 'unclear', 'both-failed', 'no-control'])
    .meta({
      description:
        'What the enforced run and the control run say together. only-surface: the target kernel is the cause of the failure; both-failed: it is not.',
    }),
  held: z.boolean().meta({ description: 'All of the surface was enforced, and was seen to hold.' }),
  enforced: object({
    installed: z.boolean(),
    supervised: z
      .boolean()
      .meta({ description: 'Paths, structures in memory and uname(2) were judged too.' }),
    gaps: list(z.string()),
  }).nullable(),
  canary: object({ held: z.boolean(), misses: list(z.string()), tried: list(z.string()) }).nullable(),
  refused: list(
    object({
      ...missing,
      state: z.enum(['probed', 'required', 'unknown']).meta({
        description: 'probed: it does its job all the same; required: it fails for lack of it.',
      }),
      errno: z.string(),
    }),
  ),
  ignored: list(object({ ...missing, instead: z.string() })).meta({
    description: 'Options that the target silently ignores, so the boot does not show what then happens.',
  }),
  leaked: list(object(missing)).meta({ description: 'Went through although the target refuses it.' }),
  control: object({
    worked: z.boolean(),
    readiness: z.enum(['ready', 'timeout', 'exited']).nullable(),
    exercises: count,
    exercisesDone: count,
    exit: exit.nullable(),
    timedOut: z.boolean(),
    durationMs: z.number(),
    problems: list(z.string()),
  })
    .nullable()
    .meta({ description: 'The same boot without enforcement.' }),
  attribution: object({
    suspects: list(z.string()),
    culprits: list(z.string()).meta({ description: 'What it cannot do without, found by re-runs.' }),
    reruns: count,
    cleared: z.boolean().meta({ description: 'It failed with every suspect allowed, too.' }),
    doubt: z.string(),
  }).nullable(),
}).meta({ id: 'Surface', description: "What the target kernel's surface did to the artifact." })

const needs = object({
  kernel: z.string().nullable().meta({ description: 'Mainline release; null: newer than all we know.' }),
  el: z.string().nullable().meta({ description: 'For example el7; null: none that we know.' }),
  decidedBy: object({ kernel: z.string(), el: z.string() }),
}).meta({ id: 'Needs', description: 'The oldest kernels that have all that the artifact used.' })

const artifact = object({
  name: z.string(),
  path: z.string(),
  package: z.string().nullable(),
  digest: z.string().meta({ description: 'sha256: and 64 hexadecimal digits.' }),
  size: count.meta({ description: 'Bytes.' }),
  inspection: inspectionSchema.nullable(),
  verdict: verdictName,
  findings: list(finding),
  evidence: list(z.enum(['static', 'boot', 'userland', 'surface', 'kernel'])),
  error: error.nullable(),
  boot: boot.nullable().meta({ description: "The judged run, under the target's surface." }),
  surface: surface.nullable(),
  needs: needs.nullable(),
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
  verdict: verdictName.meta({ description: 'The worst of the artifacts: fail, inconclusive, warn, pass.' }),
  error: error.nullable().meta({ description: 'What ended the gate early.' }),
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
export type ReportNeeds = NonNullable<ReportArtifact['needs']>
export type ReportBoot = NonNullable<ReportArtifact['boot']>
export type ReportTrace = NonNullable<ReportBoot['trace']>
export type ReportProgram = ReportTrace['programs'][number]
export type ReportSyscall = ReportProgram['syscalls'][number]
