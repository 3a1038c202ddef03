import { z } from 'zod'
import { type InputName, MODES, PRIVILEGES } from '../input-table.js'
import { specOf } from '../inputs.js'
import { RULES } from '../judge/rules.js'
import { FIXED_RULES, RULE_LEVELS } from './policy.js'

/** A single value. What it must say is the business of the parser of the input that it stands for. */
const scalar = z.union([z.string(), z.number(), z.boolean()])
const described = (input: InputName): string => specOf(input).description
const text = (input: InputName) => scalar.optional().meta({ description: described(input) })
const choice = <const T extends readonly [string, ...string[]]>(input: InputName, choices: T) =>
  z
    .enum(choices)
    .optional()
    .meta({ description: described(input) })

const bootPlan = z.strictObject({
  ready: text('ready'),
  exercises: z
    .array(scalar)
    .optional()
    .meta({ description: 'What is done to the ready artifact, in this order; see docs/exercises.md.' }),
  args: text('args'),
  env: z
    .record(z.string(), scalar)
    .optional()
    .meta({ description: "The artifact's environment beside PATH and HOME." }),
  files: z
    .array(scalar)
    .optional()
    .meta({ description: `${described('files')} Relative to this file.`.replace(', one a line', '') }),
  'exit-code': text('exit-code'),
  'ready-timeout': text('ready-timeout'),
  'run-timeout': text('run-timeout'),
  'stop-timeout': text('stop-timeout'),
  observe: text('observe'),
  'memory-limit': text('memory-limit'),
  'pids-limit': text('pids-limit'),
})

const level = z.enum(RULE_LEVELS).optional()
const changeable = RULES.filter(({ id }) => !FIXED_RULES.includes(id))
const rules = z
  .strictObject(
    Object.fromEntries(changeable.map(({ id, title }) => [id, level.meta({ description: title })])),
  )
  .optional()
  .meta({
    description:
      'Level of the findings of each rule. What cannot be judged stays inconclusive, whatever is said here.',
  })

const ignore = z.strictObject({
  rule: z.enum(changeable.map(({ id }) => id)),
  match: z.string().min(1).optional().meta({
    description:
      'What the finding speaks of, such as openat2 or prctl(PR_*); * stands for anything. Without it: every finding of the rule.',
  }),
  artifact: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Name, package or path of the artifact; * stands for anything. Without it: all.' }),
  reason: z.string().regex(/\S/, 'must say why').meta({ description: 'Why this is no trouble.' }),
  expires: z.iso.date('must be a day like 2027-01-31').meta({
    description: 'The last day (UTC) on which it is ignored. After it, the ignore is an error.',
  }),
})
const ignores = z
  .array(ignore)
  .optional()
  .meta({ description: 'Known findings that do not count for a while.' })

const section = z.strictObject({
  boot: bootPlan
    .optional()
    .meta({ description: 'Boot plan of these artifacts; each key replaces the one above.' }),
  rules,
  ignore: ignores,
})

/** `.legacy-kernel.yml`, as it is written. */
export const policySchema = z
  .strictObject({
    version: z.literal(1).meta({ description: 'Of this format.' }),
    target: text('target'),
    mode: choice('mode', MODES),
    rules,
    boot: bootPlan
      .extend({ privileges: choice('privileges', PRIVILEGES) })
      .optional()
      .meta({ description: 'How the artifacts are booted and what is done to them.' }),
    ignore: ignores,
    artifacts: z.record(z.string().min(1), section).optional().meta({
      description:
        'What holds for single artifacts: name, package or path to what differs; * stands for anything. Of several that fit, the later one wins.',
    }),
  })
  .meta({ title: 'legacy-kernel-gate policy' })

export type PolicyText = z.infer<typeof policySchema>
export type SectionText = z.infer<typeof section>
export type BootPlanText = z.infer<typeof bootPlan>

/** The JSON Schema (draft 7, which editors know best) of a policy file. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' })
}
