import * as fs from 'node:fs/promises'
import * as path from 'node:path'
import type { Options } from '../inputs.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import type { Machine } from '../kernel/machine.js'
import { namesByNumber, type Syscall } from '../kernel/syscall-table.js'
import { buildSurfacePlan } from '../surface/build-surface-plan.js'
import { exemptTracer } from '../surface/exempt-tracer.js'
import { PERMISSIVE_SECCOMP, renderOciSeccomp } from '../surface/render-oci-seccomp.js'
import type { TraceWatch } from '../trace/summary.js'
import { boot } from './boot.js'
import type { BootRun } from './boot-run.js'
import { buildAgentPlan } from './build-agent-plan.js'
import type { OpenEngine } from './open-engine.js'
import { type Program, type Staging, stage, tracerCommand, unstage } from './staging.js'

/** What all boots of one run of the gate have in common. */
export interface BootSetting {
  readonly options: Options
  readonly watch: TraceWatch
  readonly table: readonly Syscall[]
  /** Below it each boot has a folder of its own for a while. */
  readonly temporaryDirectory: string
  readonly signal: AbortSignal
}

/** One boot of a program. */
export interface ProgramBoot {
  readonly program: Program
  /** Of the program. */
  readonly machine: Machine
  /** The kernel whose surface is enforced; null: the host's own, as it is (a control run). */
  readonly target: KernelProfile | null
  /** Where the raw trace goes. */
  readonly tracePath: string
  /** Told what the agent is doing, in words for people. */
  onStage(text: string): void
}

/** Stages, boots and cleans up. @returns the run, and the path that the program had inside */
export async function bootProgram(
  { engine, host, agent, strace }: OpenEngine,
  { options, watch, table, temporaryDirectory, signal }: BootSetting,
  { program, machine, target, tracePath, onStage }: ProgramBoot,
): Promise<{ run: BootRun; programPath: string }> {
  const staging = await stage(temporaryDirectory, program, options.files, agent, strace)
  const names = namesByNumber(table, machine.table)
  const enforced = target && exemptTracer(target)
  const surface = enforced && buildSurfacePlan(enforced, table, host.table)
  try {
    const run = await boot({
      engine,
      staging,
      plan: buildAgentPlan(options, engine, staging.programPath, tracerCommand(strace), surface),
      confinement: {
        memoryBytes: options.memoryBytes,
        pids: options.pids,
        privileges: options.privileges,
        seccomp: enforced ? await writeSeccomp(staging, enforced, host, table) : PERMISSIVE_SECCOMP,
      },
      strace: strace ? `${strace.version} (host)` : "the image's own",
      tracePath,
      nameOf: (number) => names.get(number),
      watch,
      onStage,
      signal,
    })
    return { run, programPath: staging.programPath }
  } finally {
    await unstage(staging)
  }
}

async function writeSeccomp(
  staging: Staging,
  target: KernelProfile,
  host: Machine,
  table: readonly Syscall[],
): Promise<string> {
  const file = path.join(staging.directory, 'seccomp.json')
  await fs.writeFile(file, JSON.stringify(renderOciSeccomp(target, table, host.table).seccomp))
  return file
}
