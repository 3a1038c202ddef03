import * as path from 'node:path'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import { decide, surfaceDecisions } from '../surface/surface-decision.js'
import { type BootSetting, bootProgram } from './boot-program.js'
import { type CanaryResult, checkCanary, expectCanary } from './canary.js'
import type { OpenEngine } from './open-engine.js'

const TIMEOUT_MS = 20_000

/** Boots the canary in the open engine, as the artifact will be booted, and checks that the surface holds there. */
export async function runCanary(
  engine: OpenEngine,
  target: KernelProfile,
  setting: BootSetting,
): Promise<CanaryResult> {
  const { host } = engine
  const decisions = surfaceDecisions(target, setting.table, host.table)
  const numbers = new Map(setting.table.map((syscall) => [syscall.name, syscall.number[host.table]]))
  const expected = expectCanary(
    target,
    (name) => numbers.get(name) ?? null,
    (number, args) => {
      const decision = decide(decisions, number, args)
      return decision.kind === 'errno' ? decision.errno : 0
    },
  )
  const options = {
    ...setting.options,
    args: ['-canary', JSON.stringify(expected.plan)],
    files: [],
    env: {},
    ready: { kind: 'exit' as const },
    exercises: [],
    observeMs: 0,
    readyTimeoutMs: TIMEOUT_MS,
    runTimeoutMs: TIMEOUT_MS,
    stopTimeoutMs: 1000,
  }
  const { run, programPath } = await bootProgram(
    engine,
    { ...setting, options },
    {
      program: { path: engine.agent },
      machine: host,
      target,
      tracePath: path.join(setting.temporaryDirectory, 'canary.strace'),
      onStage: () => undefined,
    },
  )
  return checkCanary(expected, run, programPath)
}
