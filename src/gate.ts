import * as path from 'node:path'
import { bootArtifact, type OpenEngine, openEngine } from './boot/open-engine.js'
import type { Artifact } from './build/artifact.js'
import { buildArtifacts } from './build/build.js'
import { loadArtifact } from './build/load-artifact.js'
import { type GateError, type Stage, toGateError } from './errors.js'
import type { GateContext } from './gate-context.js'
import type { Options } from './inputs.js'
import { inspect } from './inspect/inspect.js'
import { judge } from './judge/judge.js'
import { buildReport, type JudgedArtifact } from './report/build-report.js'
import type { Report } from './report/report.js'
import type { GoToolchain } from './setup/go-toolchain.js'
import { prepareGo } from './setup/prepare-go.js'
import { loadVersion } from './version.js'

/** What EL7 gives, and what the mission asks of the build. */
const EXPECTED = { glibc: '2.17', tags: ['netgo', 'osusergo'] } as const

/**
 * The pipeline, one line a stage. Never rejects: whatever ends it early is in the report, whose verdict is then not
 * green. When no engine opens, the files are still inspected and judged by what they say themselves.
 */
export async function runGate(options: Options, context: GateContext): Promise<Report> {
  const startedAt = new Date()
  const began = performance.now()
  const state: { go: GoToolchain | null; judged: JudgedArtifact[]; error: GateError | null } = {
    go: null,
    judged: [],
    error: null,
  }
  try {
    const go = await during('setup', prepareGo(options, context))
    state.go = go
    const artifacts = await during('build', produce(options, go, context))
    const engine = await during('boot', openEngine(options, go, context)).catch((error: GateError) => {
      state.error = error
      return null
    })
    for (const [i, artifact] of artifacts.entries()) {
      const tracePath = path.join(
        context.reportDirectory,
        `${i + 1}-${artifact.name.replace(/[^\w.-]/g, '_')}.strace`,
      )
      state.judged.push(await judgeArtifact(artifact, engine, tracePath, options, context))
    }
  } catch (error) {
    state.error = toGateError(error, 'judge')
  }
  return buildReport({
    version: loadVersion(),
    mode: options.mode,
    startedAt,
    durationMs: performance.now() - began,
    directory: context.reportDirectory,
    go: state.go,
    artifacts: state.judged,
    error: state.error,
  })
}

async function produce(
  options: Options,
  go: GoToolchain,
  context: GateContext,
): Promise<readonly Artifact[]> {
  if (options.artifacts.length === 0) return buildArtifacts(options, go, context)
  return Promise.all(options.artifacts.map((file) => loadArtifact(file)))
}

/** Inspect, boot and judge one file. An error of one file does not keep the others from being judged. */
async function judgeArtifact(
  artifact: Artifact,
  engine: OpenEngine | null,
  tracePath: string,
  options: Options,
  context: GateContext,
): Promise<JudgedArtifact> {
  const unjudged = {
    artifact,
    inspection: null,
    run: null,
    verdict: { verdict: 'inconclusive', findings: [], evidence: [] },
  } as const
  try {
    const inspection = await during('inspect', inspect(artifact.path))
    const booted = engine && (await bootArtifact(engine, artifact, inspection, options, context, tracePath))
    const verdict = judge({
      artifact,
      inspection,
      run: booted?.run ?? null,
      programPath: booted?.programPath ?? '',
      expected: { ...EXPECTED, exitCode: options.exitCode },
    })
    return {
      artifact,
      inspection,
      run: booted?.run ?? null,
      programPath: booted?.programPath ?? null,
      verdict,
      error: null,
    }
  } catch (error) {
    return { ...unjudged, error: toGateError(error, 'boot') }
  }
}

function during<T>(stage: Stage, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw toGateError(error, stage)
  })
}
