import type { ImageCache } from '../cache/image-cache.js'
import { GateError } from '../errors.js'
import type { Log } from '../log.js'
import { type CommandResult, lastLine, runCommand } from '../run-command.js'
import { containerRunArgs } from './container-command.js'
import type { Engine, EngineCommand } from './engine.js'

const ANSWER_TIMEOUT_MS = 20_000
const PULL_TIMEOUT_MS = 600_000

export type ContainerEngineName = 'docker' | 'podman'

/**
 * A container engine that answers, with the first of the images that is there, in the cache, or can be pulled.
 * @param images references in order of preference
 * @throws GateError code `no-docker`, `no-podman` or `no-image`
 */
export async function openContainerEngine(
  name: ContainerEngineName,
  images: readonly string[],
  imageCache: ImageCache,
  log: Log,
): Promise<Engine> {
  const version = await engineVersion(name)
  const image = await ensureImage(name, images, imageCache, log)
  return {
    name,
    version: `${name === 'docker' ? 'Docker' : 'Podman'} ${version}`,
    userland: image.title,
    limitsItself: true,
    command: (staging, confinement): EngineCommand => ({
      command: name,
      args: containerRunArgs(image.id, staging, confinement),
      uid: null,
    }),
    remove: async (staging) => {
      await run(name, ['rm', '--force', staging.id], ANSWER_TIMEOUT_MS)
    },
  }
}

async function engineVersion(name: ContainerEngineName): Promise<string> {
  // `podman version` answers without a working runtime, `podman info` does not.
  const args =
    name === 'docker'
      ? ['version', '--format', '{{.Server.Version}}']
      : ['info', '--format', '{{.Version.Version}}']
  const answer = await run(name, args, ANSWER_TIMEOUT_MS)
  if (answer.code === 0) return answer.stdout.trim()
  const message =
    answer.trouble === 'missing'
      ? `${name} is not installed.`
      : `${name} does not answer: ${lastLine(answer)}.`
  throw new GateError({
    stage: 'boot',
    code: `no-${name}`,
    fault: 'user',
    message,
    hint: `Install and start ${name}, or choose engine: sandbox.`,
  })
}

interface Image {
  readonly id: string
  readonly title: string
}

async function ensureImage(
  name: ContainerEngineName,
  images: readonly string[],
  imageCache: ImageCache,
  log: Log,
): Promise<Image> {
  const reasons: string[] = []
  for (const reference of images) {
    const present = await inspectImage(name, reference)
    if (present) return present
    const cached = await imageCache.load(name, reference)
    if (cached !== null) return { id: cached, title: reference }
    const pulled = await log.step(`Pulling ${reference}`, () =>
      run(name, ['pull', '--quiet', reference], PULL_TIMEOUT_MS),
    )
    const image = pulled.code === 0 ? await inspectImage(name, reference) : null
    if (image) {
      imageCache.keep(name, reference, image.id)
      return image
    }
    reasons.push(`${reference}: ${lastLine(pulled)}`)
  }
  throw new GateError({
    stage: 'boot',
    code: 'no-image',
    fault: 'user',
    message: `${name} has no image to boot in. ${reasons.join('; ')}.`,
    hint: 'Give the runner access to the registry, load the image before this step, or name another one with image.',
  })
}

async function inspectImage(name: ContainerEngineName, reference: string): Promise<Image | null> {
  const answer = await run(name, ['image', 'inspect', '--format', '{{.Id}}', reference], ANSWER_TIMEOUT_MS)
  if (answer.code !== 0) return null
  const id = answer.stdout.trim()
  const full = id.startsWith('sha256:') ? id : `sha256:${id}`
  return { id, title: reference.includes('@sha256:') ? reference : `${reference} (${full})` }
}

function run(name: string, args: readonly string[], timeoutMs: number): Promise<CommandResult> {
  return runCommand(name, args, { timeoutMs })
}
