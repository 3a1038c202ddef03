import type { ImageCache } from '../cache/image-cache.js'
import {
  askEngine,
  type ContainerClient,
  type ContainerClientName,
  type FoundImage,
  obtainImage,
  openContainerClient,
} from '../container-client.js'
import { GateError } from '../errors.js'
import type { Log } from '../log.js'
import { containerRunArgs } from './container-command.js'
import type { Engine, EngineCommand } from './engine.js'

/**
 * A container engine that answers, with the first of the images that is there, in the cache, or can be pulled.
 * @param images references in order of preference
 * @throws GateError code `no-docker`, `no-podman` or `no-image`
 */
export async function openContainerEngine(
  name: ContainerClientName,
  images: readonly string[],
  imageCache: ImageCache,
  log: Log,
): Promise<Engine> {
  const client = openContainerClient(name)
  const answer = await askEngine(client)
  if ('trouble' in answer) throw noEngine(name, answer.trouble)
  const image = await ensureImage(client, images, imageCache, log)
  return {
    name,
    version: `${name === 'docker' ? 'Docker' : 'Podman'} ${answer.version}`,
    userland: titleOf(image),
    limitsItself: true,
    command: (staging, confinement): EngineCommand => ({
      command: name,
      args: containerRunArgs(image.id, staging, confinement),
      uid: null,
    }),
    remove: async (staging) => {
      await client.run(['rm', '--force', staging.id])
    },
  }
}

function noEngine(name: ContainerClientName, trouble: string): GateError {
  return new GateError({
    stage: 'boot',
    code: `no-${name}`,
    fault: 'user',
    message: `${trouble}.`,
    hint: `Install and start ${name}, or choose engine: sandbox.`,
  })
}

async function ensureImage(
  client: ContainerClient,
  images: readonly string[],
  imageCache: ImageCache,
  log: Log,
): Promise<FoundImage> {
  const image = await obtainImage(client, images, log, {
    load: (reference) => imageCache.load(client.name, reference),
    keep: (reference, id) => imageCache.keep(client.name, reference, id),
  })
  if ('id' in image) return image
  throw new GateError({
    stage: 'boot',
    code: 'no-image',
    fault: 'user',
    message: `${client.name} has no image to boot in. ${image.reasons.join('; ')}.`,
    hint: 'Give the runner access to the registry, load the image before this step, or name another one with image.',
  })
}

/** The reference, with the image's digest unless the reference holds one. */
function titleOf({ reference, id }: FoundImage): string {
  if (reference.includes('@sha256:')) return reference
  return `${reference} (${id.startsWith('sha256:') ? id : `sha256:${id}`})`
}
