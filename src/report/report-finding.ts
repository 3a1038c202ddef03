import { z } from 'zod'
import { RULE_IDS } from '../judge/rule-ids.js'
import { list, object } from './schema-shapes.js'

const level = z.enum(['error', 'inconclusive', 'warning', 'note'])

export const findingSchema = object({
  rule: z.enum(RULE_IDS),
  level,
  defaultLevel: level
    .nullable()
    .meta({ description: 'What the rule says by itself; null: the policy did not change the level.' }),
  ignored: object({
    reason: z.string(),
    expires: z
      .string()
      .nullable()
      .meta({ description: 'The last day of it (UTC); null: the policy turns the rule off.' }),
  })
    .nullable()
    .meta({ description: 'Ignored by the policy: it does not count for the verdict.' }),
  message: z.string().meta({ description: 'One sentence: what was seen. May quote the artifact.' }),
  fix: z.string(),
  evidence: list(z.string()),
  subjects: list(list(z.string())).meta({
    description: 'The single things that it speaks of, by all their names. At most 100.',
  }),
  help: z.string().meta({ description: 'Page of the rule, relative to the root of legacy-kernel-gate.' }),
}).meta({ id: 'Finding' })
