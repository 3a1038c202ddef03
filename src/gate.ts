import * as path from 'node:path'
import type { BootSetting } from './boot/boot-program.js'
import type { CanaryResult } from './boot/canary.js'
import { type OpenEngine, openEngine } from './boot/open-engine.js'
import { runCanary } from './boot/run-canary.js'
import { tryProgram } from './boot/trial.js'
import type { Artifact } from './build/artifact.js'
import { type BuiltProgram, buildArtifacts } from './build/build.js'
import { loadArtifact } from './build/load-artifact.js'
import type { SourceAccount } from './build/source-account.js'
import { withGoCaches } from './cache/go-caches.js'
import { GateError, type Stage, toGateError } from './errors.js'
import type { GateContext } from './gate-context.js'
import { renderInert } from './inert.js'
import type { Options } from './inputs.js'
import { inspectFile } from './inspect/inspect.js'
import type { Inspection } from './inspect/inspection.js'
import { judge } from './judge/judge.js'
import type { KnownCode } from './judge/known-code.js'
import { loadKnownCode } from './judge/load-known-code.js'
import { UNJUDGED, type Verdict } from './judge/verdict.js'
import type { KernelModel } from './kernel/kernel-model.js'
import type { KernelProfile } from './kernel/kernel-profile.js'
import { loadKernelModel } from './kernel/load-kernel-model.js'
import { loadTarget } from './kernel/load-target.js'
import { type Machine, machineOfElf, runsOn } from './kernel/machine.js'
import { checkArchitecture } from './kernel/target.js'
import { applyPolicy } from './policy/apply-policy.js'
import type { Policy } from './policy/policy.js'
import { type PolicyAccount, policyAccount } from './policy/policy-account.js'
import { tryReach } from './reach/try-reach.js'
import { buildReport, type JudgedArtifact } from './report/build-report.js'
import type { Report } from './report/report.js'
import type { Settings } from './settings.js'
import type { GoToolchain } from './setup/go-toolchain.js'
import { prepareGo } from './setup/prepare-go.js'
import { loadVersion } from './version.js'

/** What the mission asks of the build. */
const TAGS = ['netgo', 'osusergo'] as const

/** An engine in which the canary has been run. */
interface ReadyEngine extends OpenEngine {
  readonly canary: CanaryResult
  readonly setting: BootSetting
}

/**
 * The pipeline, one line a stage. Never rejects: whatever ends it early is in the report, whose verdict is then not
 * green. When no engine opens, the files are still inspected and judged by what they say themselves.
 */
export async function runGate(settings: Settings, context: GateContext): Promise<Report> {
  const { options, policy } = settings
  const startedAt = new Date()
  const began = performance.now()
  const state: Mutable = { target: null, go: null, judged: [], error: null }
  try {
    const model = loadKernelModel()
    const known = loadKnownCode()
    const target = await during('inputs', loadTarget(options.target, model))
    state.target = target
    const go = await during('setup', prepareGo(options, context))
    state.go = go
    // Neither needs the other. A build that fails still waits, so that nothing of the engine outlives the run.
    const opening = during('boot', readyEngine(options, target, model, go, context)).catch(
      (error: GateError) => {
        state.error = error
        return null
      },
    )
    const programs = await during('build', produce(options, go, context)).finally(() => opening)
    const engine = await opening
    for (const [i, { artifact, source }] of programs.entries()) {
      const name = `${i + 1}-${artifact.name.replace(/[^\w.-]/g, '_')}.strace`
      const tracePath = path.join(context.reportDirectory, name)
      state.judged.push(
        await judgeArtifact(artifact, { source, engine, target, model, known, tracePath, settings, context }),
      )
    }
  } catch (error) {
    state.error = toGateError(error, 'judge')
  }
  const account = policy && accountFor(policy, state)
  for (const unused of account?.unused ?? []) context.log.info(renderInert(`Policy: ${unused}`))
  return buildReport({
    version: loadVersion(),
    mode: options.mode,
    startedAt,
    durationMs: performance.now() - began,
    directory: context.reportDirectory,
    target: state.target,
    policy: account,
    go: state.go,
    artifacts: state.judged,
    error: state.error,
  })
}

interface Mutable {
  target: KernelProfile | null
  go: GoToolchain | null
  judged: JudgedArtifact[]
  error: GateError | null
}

function accountFor(policy: Policy, { judged, error }: Mutable): PolicyAccount {
  const artifacts = judged.map((each) => ({
    artifact: each.artifact,
    verdict: each.error ? null : each.verdict,
  }))
  return policyAccount(policy, artifacts, error === null)
}

/** What is judged; a prebuilt file has no source. */
interface Program {
  readonly artifact: Artifact
  readonly source: SourceAccount | null
}

async function produce(options: Options, go: GoToolchain, context: GateContext): Promise<readonly Program[]> {
  const build = (): Promise<readonly BuiltProgram[]> => buildArtifacts(options, go, context)
  if (options.artifacts.length === 0) return withGoCaches(options, go, context, build)
  return Promise.all(
    options.artifacts.map(async (file) => ({
      artifact: await loadArtifact(file, null, context.log.warning),
      source: null,
    })),
  )
}

async function readyEngine(
  options: Options,
  target: KernelProfile,
  model: KernelModel,
  go: GoToolchain,
  context: GateContext,
): Promise<ReadyEngine> {
  const open = await openEngine(options, target, go, context)
  const setting: BootSetting = {
    options,
    table: model.syscalls,
    watch: watchFor(target),
    temporaryDirectory: context.temporaryDirectory,
    signal: context.signal,
  }
  const canary = await context.log.step(
    `Check that ${target.title} is enforced in ${open.engine.version}`,
    () => runCanary(open, target, setting),
  )
  return { ...open, setting, canary }
}

function watchFor({ spaces, absentPaths, contents }: KernelProfile): BootSetting['watch'] {
  return {
    spaces: spaces.map(({ space }) => space),
    paths: [...absentPaths.map(({ pattern }) => pattern), ...contents.map((content) => content.path)],
  }
}

interface JudgeRequest {
  readonly source: SourceAccount | null
  readonly engine: ReadyEngine | null
  readonly target: KernelProfile
  readonly model: KernelModel
  readonly known: KnownCode
  readonly tracePath: string
  readonly settings: Settings
  readonly context: GateContext
}

/** Inspect, boot and judge one file. An error of one file does not keep the others from being judged. */
async function judgeArtifact(artifact: Artifact, request: JudgeRequest): Promise<JudgedArtifact> {
  const { source, engine, target, model, known, settings } = request
  const options = settings.optionsFor(artifact)
  try {
    const { inspection, bytes } = await during('inspect', inspectFile(artifact.path))
    const { reach, why } = tryReach(
      { path: artifact.path, bytes, go: inspection.go },
      model.syscalls,
      (message) => request.context.log.warning(message),
    )
    const machine = machineOfElf(inspection.elf.machine)
    const foreign = engine && foreignMachine(artifact, inspection, engine.host)
    const trial = engine && machine && !foreign ? await tryArtifact(artifact, engine, machine, request) : null
    const tried = {
      run: trial?.run ?? null,
      control: trial?.control ?? null,
      canary: engine?.canary ?? null,
      attribution: trial?.attribution ?? null,
      programPath: trial?.programPath ?? '',
    }
    const reached = { reach, noReach: why }
    const verdict = judge({
      artifact,
      inspection,
      source,
      ...reached,
      ...tried,
      profile: target,
      model,
      architecture: machine?.table ?? 'x86_64',
      privileged: options.privileges === 'root',
      expected: { glibc: target.glibc, tags: TAGS, exitCode: options.exitCode, goPolicy: options.goPolicy },
      known,
    })
    const decided = applyPolicy(verdict, settings.policy, artifact)
    return {
      artifact,
      inspection,
      source,
      ...reached,
      ...tried,
      verdict: foreign ? neverGreen(decided) : decided,
      error: foreign,
    }
  } catch (error) {
    return {
      artifact,
      inspection: null,
      source,
      noReach: null,
      run: null,
      control: null,
      canary: engine?.canary ?? null,
      attribution: null,
      programPath: null,
      verdict: UNJUDGED,
      error: toGateError(error, 'boot'),
    }
  }
}

function tryArtifact(
  artifact: Artifact,
  engine: ReadyEngine,
  machine: Machine,
  { target, tracePath, settings, context }: JudgeRequest,
) {
  checkArchitecture(target, machine.table)
  const setting = { ...engine.setting, options: settings.optionsFor(artifact) }
  return context.log.step(
    `Boot ${artifact.name} in ${engine.engine.version}, with and without the surface`,
    () => tryProgram(engine, setting, { program: artifact, machine, target, tracePath, log: context.log }),
  )
}

/** A file that was not run may fail by what it says itself, but not pass. */
function neverGreen(verdict: Verdict): Verdict {
  return verdict.verdict === 'fail' ? verdict : { ...verdict, verdict: 'inconclusive' }
}

/** Null when this machine can run the file. */
function foreignMachine(artifact: Artifact, { elf }: Inspection, host: Machine): GateError | null {
  const { machine } = elf
  if (runsOn(host, machine)) return null
  return new GateError({
    stage: 'boot',
    code: 'foreign-machine',
    fault: 'user',
    message: `${artifact.path} is built for ${machine}, which this ${host.elf} machine cannot run.`,
    hint: `Run the gate on a ${machine} runner, or build for ${host.goarch}.`,
  })
}

function during<T>(stage: Stage, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw toGateError(error, stage)
  })
}
