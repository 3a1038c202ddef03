import {
  askEngine,
  type ContainerClient,
  type ContainerClientName,
  obtainImage,
  openContainerClient,
} from '../container-client.js'
import { GateError } from '../errors.js'
import type { Log } from '../log.js'

export interface EngineRequest {
  /** The input engine: it decides when it names one of the two. */
  readonly engine: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** @throws GateError (code `no-build-engine`) */
export async function findBuildEngine({ engine, env, signal }: EngineRequest): Promise<ContainerClient> {
  const names: readonly ContainerClientName[] =
    engine === 'docker' || engine === 'podman' ? [engine] : ['docker', 'podman']
  const reasons: string[] = []
  for (const name of names) {
    const client = openContainerClient(name, { env, signal })
    const answer = await askEngine(client)
    if ('version' in answer) return client
    reasons.push(answer.trouble)
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
  client: ContainerClient,
  references: readonly string[],
  log: Log,
): Promise<string> {
  const image = await obtainImage(client, references, log)
  if ('id' in image) return image.id
  throw new GateError({
    stage: 'build',
    code: 'no-build-image',
    fault: 'user',
    message: `${client.name} has no image to build in. ${image.reasons.join('; ')}.`,
    hint: 'Give the runner access to the registry, load the image before this step, or name one with gcc in build-image.',
  })
}
