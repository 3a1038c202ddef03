import { z } from 'zod'
import { count, list, object } from './schema-shapes.js'

const place = object({
  function: z.string().meta({ description: 'For example golang.org/x/sys/unix.Openat2. Untrusted.' }),
  package: z.string(),
  origin: z
    .enum(['runtime', 'std', 'main', 'dependency', 'unknown'])
    .meta({ description: 'Whose code it is.' }),
  module: z.string().nullable().meta({ description: 'path@version; null for the standard library.' }),
  by: z.string().nullable().meta({
    description: 'Whose doing it is: the module that calls golang.org/x/sys, else the module itself.',
  }),
  route: list(z.string()).meta({
    description: 'Modules that the path leads through, each once; Go stands for its own code. At most 8.',
  }),
  probe: z
    .enum(['fallback', 'on-request'])
    .nullable()
    .meta({ description: "Go's own call that takes another way, or is made only when asked for." }),
  address: z.string().meta({ description: 'Virtual address, in hexadecimal.' }),
  path: list(z.string()).meta({
    description: 'Functions from one of the main module down to this one, as far as it is known. At most 16.',
  }),
}).meta({ id: 'CallPlace' })

export const reachSchema = object({
  functions: count.meta({ description: 'Go functions that were looked at.' }),
  cgo: z.boolean().meta({ description: 'C code is in the file; what it calls is not in here.' }),
  origins: list(
    object({
      whose: z.enum(['runtime', 'std', 'x-sys', 'module', 'main', 'unknown']).meta({
        description: 'x-sys: called through golang.org/x/sys; module: by code of a dependency itself.',
      }),
      module: z.string().nullable().meta({ description: 'path@version of the module that calls.' }),
      syscalls: count.meta({ description: 'Different ones.' }),
      places: count,
      lacking: list(z.string()).meta({
        description: 'Those that the target lacks, without probes of Go itself.',
      }),
    }),
  ).meta({ description: 'Who can make system calls. At most 50.' }),
  syscalls: list(
    object({
      name: z.string().meta({ description: 'As strace prints it.' }),
      since: z.string().nullable().meta({ description: 'Mainline release that brought it.' }),
      offered: z.boolean().meta({ description: 'The target has it.' }),
      seen: z.boolean().meta({ description: 'The program itself made it in the judged run.' }),
      count: count.meta({ description: 'Places that make it.' }),
      places: list(place).meta({ description: 'At most 20 of them, 5 where the target has the call.' }),
    }),
  ).meta({ description: 'What the target lacks first, then by name.' }),
  unknown: object({
    count,
    places: list(place).meta({ description: 'At most 50 of them.' }),
  }).meta({
    description: 'Calls whose number is worked out at run time, or in code that is not understood.',
  }),
}).meta({ id: 'Reach', description: 'What the machine code can ask of the kernel; it may never do so.' })
