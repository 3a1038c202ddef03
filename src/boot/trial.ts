import * as fs from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import type { KernelProfile, SurfaceId } from '../kernel/kernel-profile.js'
import type { Machine } from '../kernel/machine.js'
import type { Log } from '../log.js'
import type { Attribution } from '../surface/attribution.js'
import { findCulprits, type RerunOutcome } from '../surface/find-culprits.js'
import { relax } from '../surface/relax.js'
import { suspectsOf } from '../surface/suspects.js'
import { type BootSetting, bootProgram } from './boot-program.js'
import type { BootRun } from './boot-run.js'
import type { OpenEngine } from './open-engine.js'
import { didItsJob } from './outcome.js'
import type { Program } from './staging.js'

/** What one artifact did under the target's surface and without it. */
export interface Trial {
  readonly run: BootRun
  readonly control: BootRun
  /** Null unless only the enforced run failed. */
  readonly attribution: Attribution | null
  /** Path of the artifact inside the engine. */
  readonly programPath: string
}

export interface TrialRequest {
  readonly program: Program
  readonly machine: Machine
  readonly target: KernelProfile
  /** Of the enforced run; the control run's lies beside it. */
  readonly tracePath: string
  readonly log: Log
}

/** Boots with and without the target's surface at the same time, and names the cause when only the first fails. */
export async function tryProgram(
  engine: OpenEngine,
  setting: BootSetting,
  { program, machine, target, tracePath, log }: TrialRequest,
): Promise<Trial> {
  const base = { program, machine }
  const say = (text: string): void => log.info(text)
  const [enforced, plain] = await Promise.all([
    bootProgram(engine, setting, { ...base, target, tracePath, onStage: say }),
    bootProgram(engine, setting, {
      ...base,
      target: null,
      tracePath: tracePath.replace(/\.strace$/, '.control.strace'),
      onStage: (text) => say(`control: ${text}`),
    }),
  ])
  const { run, programPath } = enforced
  const control = plain.run
  const job = (booted: BootRun): boolean => didItsJob(booted, setting.options.exitCode)
  if (job(run) || !job(control) || !run.trace) return { run, control, attribution: null, programPath }

  const refusedTo = ({ trace }: BootRun): readonly SurfaceId[] =>
    trace ? suspectsOf(trace, target, machine.table, programPath) : []
  const rerun = async (allowed: readonly SurfaceId[]): Promise<RerunOutcome> => {
    log.info(`Once more with ${allowed.join(', ')} allowed`)
    const tracePath = path.join(setting.temporaryDirectory, `rerun-${crypto.randomUUID()}.strace`)
    const again = await bootProgram(engine, setting, {
      ...base,
      target: relax(target, allowed, { release: os.release(), version: os.version() }),
      tracePath,
      onStage: () => undefined,
    })
    await fs.rm(tracePath, { force: true })
    return { worked: job(again.run), refused: refusedTo(again.run).filter((id) => !allowed.includes(id)) }
  }
  return { run, control, attribution: await findCulprits(refusedTo(run), rerun), programPath }
}
