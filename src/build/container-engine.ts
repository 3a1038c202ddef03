import { GateError } from '../errors.js'
import type { Log } from '../log.js'
import { type CommandResult, lastLine, runCommand } from '../run-command.js'

const ANSWER_TIMEOUT_MS = 20_000
const PULL_TIMEOUT_MS = 600_000

/** A container engine that answers. */
export interface BuildEngine {
  readonly name: 'docker' | 'podman'
  /** Runs the engine's command. @param timeoutMs 20 s when not given */
  run(args: readonly string[], timeoutMs?: number): Promise<CommandResult>
}

export interface EngineRequest {
  /** The input engine: it decides when it names one of the two. */
  readonly engine: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** @throws GateError (code `no-build-engine`) */
export async function findBuildEngine({ engine, env, signal }: EngineRequest): Promise<BuildEngine> {
  const reasons: string[] = []
  for (const name of ['docker', 'podman'] as const) {
    if (engine === 'docker' || engine === 'podman') if (engine !== name) continue
    const run: BuildEngine['run'] = async (args, timeoutMs = ANSWER_TIMEOUT_MS) => {
      const result = await runCommand(name, args, { env, signal, timeoutMs })
      signal.throwIfAborted()
      return result
    }
    // `podman version` answers without a working runtime, `podman info` does not.
    const answer = await run(name === 'docker' ? ['version', '--format', '{{.Server.Version}}'] : ['info'])
    if (answer.code === 0) return { name, run }
    reasons.push(
      answer.trouble === 'missing'
        ? `${name} is not installed`
        : `${name} does not answer: ${lastLine(answer)}`,
    )
  }
  throw new GateError({
    stage: 'build',
    code: 'no-build-engine',
    fault: 'user',
    message: `cgo: container needs Docker or Podman: ${reasons.join('; ')}.`,
    hint: 'Start one of them, or build without cgo (cgo: off).',
  })
}

/**
 * The id of the first of the images that is there or can be pulled.
 * @throws GateError (code `no-build-image`)
 */
export async function ensureBuildImage(
  engine: BuildEngine,
  references: readonly string[],
  log: Log,
): Promise<string> {
  const reasons: string[] = []
  for (const reference of references) {
    const present = await imageId(engine, reference)
    if (present !== null) return present
    const pulled = await log.step(`Pulling ${reference}`, () =>
      engine.run(['pull', '--quiet', reference], PULL_TIMEOUT_MS),
    )
    const id = pulled.code === 0 ? await imageId(engine, reference) : null
    if (id !== null) return id
    reasons.push(`${reference}: ${lastLine(pulled)}`)
  }
  throw new GateError({
    stage: 'build',
    code: 'no-build-image',
    fault: 'user',
    message: `${engine.name} has no image to build in. ${reasons.join('; ')}.`,
    hint: 'Give the runner access to the registry, load the image before this step, or name one with gcc in build-image.',
  })
}

/** Null when the image is not there. */
export async function imageId(engine: BuildEngine, reference: string): Promise<string | null> {
  const answer = await engine.run(['image', 'inspect', '--format', '{{.Id}}', reference])
  return answer.code === 0 ? answer.stdout.trim() : null
}
