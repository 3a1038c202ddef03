import type { ImageCache } from '../cache/image-cache.js'
import { GateError, messageOf } from '../errors.js'
import type { ENGINE_CHOICES } from '../input-table.js'
import type { Log } from '../log.js'
import { openContainerEngine } from './container.js'
import type { Engine, Privileges } from './engine.js'
import { openSandbox } from './sandbox.js'

/**
 * Opens the engine that was asked for; `auto` takes the first that works, in the order docker, podman, sandbox, and
 * logs why the ones before it do not.
 * @throws GateError code `no-engine`, or the one engine's own error when it was asked for by name
 */
export async function selectEngine(
  choice: (typeof ENGINE_CHOICES)[number],
  images: readonly string[],
  privileges: Privileges,
  imageCache: ImageCache,
  log: Log,
): Promise<Engine> {
  if (choice === 'sandbox') return openSandbox(privileges)
  if (choice !== 'auto') return openContainerEngine(choice, images, imageCache, log)
  const reasons: string[] = []
  for (const open of [
    () => openContainerEngine('docker', images, imageCache, log),
    () => openContainerEngine('podman', images, imageCache, log),
    () => openSandbox(privileges),
  ]) {
    try {
      const engine = await open()
      if (reasons.length > 0) log.info(`Engine ${engine.name} is used: ${reasons.join(' ')}`)
      return engine
    } catch (error) {
      reasons.push(messageOf(error))
    }
  }
  throw new GateError({
    stage: 'boot',
    code: 'no-engine',
    fault: 'user',
    message: `No engine works here. ${reasons.join(' ')}`,
    hint: 'Start Docker or Podman, or install bubblewrap (apt-get install bubblewrap).',
  })
}
