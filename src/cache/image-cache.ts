import * as path from 'node:path'
import type { ContainerClientName } from '../container-client.js'
import { lastLine, runCommand } from '../run-command.js'
import { imageKey } from './cache-key.js'
import type { RunCache } from './run-cache.js'

/** The file in an entry that `docker save` or `podman save` has written. */
export const IMAGE_FILE = 'image.tar'

const LOAD_TIMEOUT_MS = 300_000

/** A registry's digest to what engines call the very same image. */
export type ImageIds = ReadonlyMap<string, readonly string[]>

/**
 * CentOS 7.9.2009 on Docker Hub: digest of the index to those of its amd64 configuration (the ID in Docker's own store
 * and in Podman), manifest and index (the ID in containerd's store), as public build logs show them. An image under
 * such an ID is that image: engines check layers and configuration against it when they load one.
 */
export const IMAGE_IDS: ImageIds = new Map([
  [
    'sha256:be65f488b7764ad3638f236b7b515b3678369a5124c47b8d32916d6487418ea4',
    [
      'sha256:eeb6ee3f44bd0b5103bb561b4c16bcb82328cfe5809ab675bb17ab3a16c517c9',
      'sha256:dead07b4d8ed7e29e98de0f4504d87e8880d4347859d839686a31da35a3b532f',
      'sha256:be65f488b7764ad3638f236b7b515b3678369a5124c47b8d32916d6487418ea4',
    ],
  ],
])

/** An image's place in the cache. */
export interface ImageCache {
  /** The image's ID in the engine, once the cache's copy is loaded; null when it is not to be had. Never rejects. */
  load(engine: ContainerClientName, reference: string): Promise<string | null>
  /** Has the image saved after the run when it is one that `load` could tell. */
  keep(engine: ContainerClientName, reference: string, id: string): void
}

/**
 * Images in the cache, only those whose content the engine's ID proves: whoever can write the cache can put no other
 * one in its place.
 * @param temporaryDirectory where an image is unpacked, 200 MB
 */
export function openImageCache(
  cache: RunCache,
  temporaryDirectory: string,
  known: ImageIds = IMAGE_IDS,
): ImageCache {
  const idsOf = (reference: string): readonly string[] => known.get(digestOf(reference) ?? '') ?? []
  return {
    async load(engine, reference) {
      const ids = idsOf(reference)
      if (ids.length === 0 || !cache.restores) return null
      let found: string | null = null
      await cache.restore({
        title: `the image ${reference}`,
        key: imageKey(engine, digestOf(reference) ?? ''),
        restoreKeys: [],
        beside: temporaryDirectory,
        take: async (directory) => {
          await loadImage(engine, path.join(directory, IMAGE_FILE))
          found = await firstPresent(engine, ids)
          if (found === null) throw new Error('it holds another image')
        },
      })
      return found
    },
    keep(engine, reference, id) {
      const full = id.startsWith('sha256:') ? id : `sha256:${id}`
      if (!idsOf(reference).includes(full)) return
      cache.saveLater({
        kind: 'image',
        key: imageKey(engine, digestOf(reference) ?? ''),
        engine,
        image: full,
      })
    },
  }
}

function digestOf(reference: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1]
}

async function loadImage(engine: ContainerClientName, file: string): Promise<void> {
  const loaded = await runCommand(engine, ['load', '--input', file], { timeoutMs: LOAD_TIMEOUT_MS })
  if (loaded.code !== 0) throw new Error(`${engine} load: ${lastLine(loaded)}`)
}

async function firstPresent(engine: ContainerClientName, ids: readonly string[]): Promise<string | null> {
  for (const id of ids) {
    const inspected = await runCommand(engine, ['image', 'inspect', id], { timeoutMs: LOAD_TIMEOUT_MS })
    if (inspected.code === 0) return id
  }
  return null
}
