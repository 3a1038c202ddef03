import { z } from 'zod'
import { count, list, object } from './schema-shapes.js'

export const sourceSchema = object({
  tags: list(z.string()).meta({ description: 'All that were in force.' }),
  files: object({
    rows: list(
      object({
        package: z.string(),
        file: z.string().meta({ description: 'Relative to the workspace; absolute outside of it.' }),
        constraint: z.string().meta({ description: 'As it stands in the file, or what its name says.' }),
        included: z.boolean(),
        changedBy: list(z.string()).meta({
          description: 'Tags of this build without which it would be the other way round.',
        }),
      }),
    ).meta({ description: 'Those that a tag decided, then those left out, then the others. At most 200.' }),
    constrained: count.meta({ description: 'Go files with a build constraint.' }),
    leftOut: count,
    changed: count.meta({ description: 'Files that would be the other way round without the tags.' }),
    files: count.meta({ description: 'All Go files, without tests.' }),
  }).meta({ description: "Of the main module's packages that the program needs." }),
  constraints: object({
    wrong: list(object({ file: z.string(), line: count, column: count.nullable(), message: z.string() })),
    trouble: z.string().nullable().meta({ description: 'Why go vet -buildtag could not say anything.' }),
  }),
  demands: list(
    object({
      file: z.string(),
      line: count,
      directive: z.enum(['go', 'toolchain']),
      version: z.string(),
    }),
  ).meta({ description: 'What go.mod and go.work ask of the Go version.' }),
  modules: list(object({ file: z.string(), line: count, module: z.string() })).meta({
    description: 'Where go.mod requires which module.',
  }),
}).meta({ id: 'Build', description: 'What the source says of the build.' })
