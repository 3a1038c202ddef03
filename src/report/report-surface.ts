import { z } from 'zod'
import { exitSchema } from './report-boot.js'
import { count, list, object } from './schema-shapes.js'

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

export const surfaceSchema = object({
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
    exit: exitSchema.nullable(),
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

export const needsSchema = object({
  kernel: z.string().nullable().meta({ description: 'Mainline release; null: newer than all we know.' }),
  el: z.string().nullable().meta({ description: 'For example el7; null: none that we know.' }),
  decidedBy: object({ kernel: z.string(), el: z.string() }),
}).meta({ id: 'Needs', description: 'The oldest kernels that have all that the artifact used.' })
