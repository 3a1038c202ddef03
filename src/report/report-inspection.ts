import { z } from 'zod'
import type { GoModule } from '../inspect/inspection.js'
import { list, object } from './schema-shapes.js'

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
