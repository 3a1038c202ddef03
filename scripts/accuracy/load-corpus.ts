import { readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { CorpusCase, Truth } from './corpus-case.js'
import { DERIVED_CASES } from './derived/derived-cases.js'

export const CORPUS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../__tests__/corpus')

const caseSchema = z.object({
  name: z.string(),
  family: z.string(),
  summary: z.string(),
  go: z.string(),
  kind: z.enum(['cli', 'service']),
  args: z.array(z.string()),
  ready: z.string(),
  exercise: z.array(z.string()),
  exercise_args: z.array(z.string()).optional(),
  expect_exit: z.number(),
  timeout_s: z.number().optional(),
})

const ranSchema = z.object({ out: z.string(), reason: z.string().optional() })
const truthSchema = z.record(
  z.string(),
  z.object({
    vanilla: ranSchema,
    el7: ranSchema,
    works_on_host: z.boolean().nullable(),
    works_on_vanilla: z.boolean().nullable(),
    works_on_el7: z.boolean().nullable(),
  }),
)

/** Every case: the measured ones of __tests__/corpus/cases, then the derived ones. */
export function loadCorpus(): readonly CorpusCase[] {
  const truth = truthSchema.parse(JSON.parse(readFileSync(path.join(CORPUS, 'truth.json'), 'utf8')))
  const measured = readdirSync(path.join(CORPUS, 'cases'))
    .sort()
    .map((name): CorpusCase => {
      const files = readTree(path.join(CORPUS, 'cases', name))
      const { 'case.json': about, ...sources } = files
      const known = caseSchema.parse(JSON.parse(Buffer.from(about ?? []).toString('utf8')))
      const told = truth[name]
      if (!told) throw new Error(`__tests__/corpus/truth.json has no ${name}.`)
      return {
        ...known,
        exerciseArgs: known.exercise_args ?? null,
        expectExit: known.expect_exit,
        timeoutMs: known.timeout_s === undefined ? null : known.timeout_s * 1000,
        files: sources,
        worksOnHost: told.works_on_host,
        truth: {
          el7: truthOf(told.works_on_el7, told.el7),
          'linux-3.10': truthOf(told.works_on_vanilla, told.vanilla),
        },
      }
    })
  return [...measured, ...DERIVED_CASES]
}

function truthOf(works: boolean | null, ran: z.infer<typeof ranSchema>): Truth {
  return { works, reason: ran.reason ?? ran.out }
}

function readTree(directory: string): Record<string, Uint8Array> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(directory, file), readFileSync(file)]),
  )
}
