import { z } from 'zod'
import { HANG_KIND_NAMES } from '../trace/hang/diagnosis.js'
import { count, list, object } from './schema-shapes.js'

export const exitSchema = z
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

const hang = object({
  kind: z.enum(HANG_KIND_NAMES),
  sentence: z.string().meta({ description: 'What is seen, and what it usually means. Untrusted.' }),
  hint: z.string(),
  clocksource: z.string().meta({ description: "The kernel's clock, for example tsc; empty: not told." }),
  threads: list(
    object({
      pid: count,
      tid: count,
      comm: z.string(),
      state: z.string().meta({ description: 'As proc(5) has it: R, S, D, T, Z.' }),
      call: z.string().meta({ description: 'That it is in, or made last. Untrusted.' }),
      inCall: z.boolean(),
      errno: z.string().nullable(),
      forMs: z.number().nullable().meta({ description: 'Time since that call began.' }),
      wchan: z.string().meta({ description: 'Kernel function in which it sleeps; empty: not told.' }),
      descriptor: z.string(),
      cpuPercent: z.number().meta({ description: 'Of one processor, in the last moments.' }),
      repeats: z.string().meta({ description: 'What it called most in the last 2 s.' }),
    }),
  ).meta({ description: 'At most 20.' }),
  moreThreads: count,
  goroutines: list(z.string()).meta({ description: 'What Go says of them. At most 10. Untrusted.' }),
}).meta({ id: 'Hang', description: 'What held the artifact up when a timeout passed.' })

export const bootSchema = object({
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
  stop: object({ state: z.enum(['exited', 'stopped', 'killed', 'quit']), afterMs: z.number() }).nullable(),
  exit: exitSchema.nullable(),
  timedOut: z.boolean(),
  hang: hang.nullable().meta({ description: 'Null when no timeout passed.' }),
  strays: count.meta({ description: 'Processes that outlived the artifact.' }),
  durationMs: z.number(),
  problems: list(z.string()).meta({ description: 'Why the run cannot be relied on.' }),
  stdout: z.string().meta({ description: 'The last 4,000 characters. Untrusted.' }),
  stderr: z.string().meta({ description: 'The last 4,000 characters. Untrusted.' }),
  trace: trace.nullable(),
}).meta({ id: 'Boot' })
