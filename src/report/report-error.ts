import { z } from 'zod'
import { count, list, object } from './schema-shapes.js'

const stage = z.enum(['inputs', 'setup', 'build', 'inspect', 'boot', 'judge', 'report'])

export const errorSchema = object({
  stage,
  code: z.string(),
  fault: z.enum(['user', 'artifact', 'gate']).meta({ description: 'Who has to act.' }),
  message: z.string(),
  hint: z.string(),
  places: list(object({ file: z.string(), line: count, column: count.nullable(), message: z.string() })).meta(
    { description: 'What is wrong in the source or in the policy file, and where. At most 100.' },
  ),
}).meta({ id: 'Error' })
