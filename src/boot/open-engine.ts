import * as path from 'node:path'
import type { Artifact } from '../build/artifact.js'
import { cacheDirectory } from '../cache-directory.js'
import { GateError } from '../errors.js'
import type { GateContext } from '../gate-context.js'
import type { Options } from '../inputs.js'
import type { Inspection } from '../inspect/inspection.js'
import { loadSyscallTable } from '../kernel/load-syscall-table.js'
import { type Machine, machineOfElf, machineOfNode, runsOn } from '../kernel/machine.js'
import { namesByNumber } from '../kernel/syscall-table.js'
import { projectRoot } from '../project-root.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { loadAgent } from './agent.js'
import { boot } from './boot.js'
import type { BootRun } from './boot-run.js'
import { buildAgentPlan } from './build-agent-plan.js'
import type { Engine } from './engine.js'
import { type HostStrace, loadHostStrace } from './host-strace.js'
import { selectEngine } from './select-engine.js'
import { stage, tracerCommand, unstage } from './staging.js'

/** An engine together with what goes into every boot in it. */
export interface OpenEngine {
  readonly engine: Engine
  readonly host: Machine
  /** Path of the built agent on the host. */
  readonly agent: string
  /** Null: the image's own strace is used. */
  readonly strace: HostStrace | null
}

/** @throws GateError when no engine works, or strace or the agent cannot be had */
export async function openEngine(
  options: Options,
  go: GoToolchain,
  { log, env }: GateContext,
): Promise<OpenEngine> {
  const host = machineOfNode(process.arch)
  if (!host) throw unsupportedHost(process.arch)
  return log.step('Open the engine', async () => {
    const engine = await selectEngine(options.engine, options.image, log)
    const strace = options.strace === 'image' ? null : await loadHostStrace(env.PATH ?? '')
    if (!strace && engine.name === 'sandbox') throw noImageStrace()
    const agent = await loadAgent(path.join(projectRoot(), 'agent'), go, host.goarch, cacheDirectory(env))
    return { engine, host, agent, strace }
  })
}

/** Boots one artifact in the open engine. @returns the run, and the path that the artifact had inside */
export async function bootArtifact(
  { engine, host, agent, strace }: OpenEngine,
  artifact: Artifact,
  inspection: Inspection,
  options: Options,
  { log, signal, temporaryDirectory }: GateContext,
  tracePath: string,
): Promise<{ run: BootRun; programPath: string }> {
  const machine = machineOfElf(inspection.elf.machine)
  if (!machine || !runsOn(host, inspection.elf.machine)) throw foreignMachine(artifact, inspection, host)
  const names = namesByNumber(loadSyscallTable(), machine.table)
  const staging = await stage(temporaryDirectory, artifact, options.files, agent, strace)
  try {
    const run = await log.step(`Boot ${artifact.name} in ${engine.version}`, () =>
      boot({
        engine,
        staging,
        plan: buildAgentPlan(options, engine, staging.artifactPath, tracerCommand(strace)),
        limits: { memoryBytes: options.memoryBytes, pids: options.pids },
        strace: strace ? `${strace.version} (host)` : "the image's own",
        tracePath,
        nameOf: (number) => names.get(number),
        onStage: (text) => log.info(text),
        signal,
      }),
    )
    return { run, programPath: staging.artifactPath }
  } finally {
    await unstage(staging)
  }
}

function unsupportedHost(arch: string): GateError {
  return new GateError({
    stage: 'boot',
    code: 'unsupported-host',
    fault: 'user',
    message: `This machine's architecture ${arch} is not supported.`,
    hint: 'Run the gate on x86_64 or arm64 Linux.',
  })
}

function noImageStrace(): GateError {
  return new GateError({
    stage: 'boot',
    code: 'no-image',
    fault: 'user',
    message: 'strace: image was asked for, but the sandbox engine has no image.',
    hint: 'Say strace: host, or choose engine: docker or podman.',
  })
}

function foreignMachine(artifact: Artifact, { elf }: Inspection, host: Machine): GateError {
  return new GateError({
    stage: 'boot',
    code: 'foreign-machine',
    fault: 'user',
    message: `${artifact.path} is built for ${elf.machine}, which this ${host.elf} machine cannot run.`,
    hint: `Run the gate on a ${elf.machine} runner, or build for ${host.goarch}.`,
  })
}
