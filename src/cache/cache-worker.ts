import { statSync } from 'node:fs'
import type { CacheAnswer, CacheRequest } from './cache-message.js'

/**
 * A program of its own, started by askCacheWorker: the only one that loads @actions/cache. It works in its current
 * folder, which is also the root of the archives. What the package prints goes to standard output.
 */

/** Everything in the current folder. Part of what the service finds entries by, so it never changes. */
const PATHS = ['.']

/** Milliseconds; SEGMENT_DOWNLOAD_TIMEOUT_MINS still overrides the second. */
const DOWNLOAD = { timeoutInMs: 30_000, segmentTimeoutInMs: 120_000 }

async function answer(request: CacheRequest): Promise<CacheAnswer> {
  if (request.kind === 'find') return { kind: 'files', files: await findFiles(request.patterns) }
  const cache = await import('@actions/cache')
  if (request.kind === 'save') {
    return { kind: 'saved', saved: (await cache.saveCache([...PATHS], request.key)) !== -1 }
  }
  const options = { ...DOWNLOAD, lookupOnly: true }
  const found = await cache.restoreCache([...PATHS], request.key, [...request.restoreKeys], options)
  if (found === undefined) return { kind: 'restored', key: null }
  await send({ kind: 'found', key: found })
  const restored = await cache.restoreCache([...PATHS], found, [], DOWNLOAD)
  return { kind: 'restored', key: restored ?? null }
}

async function findFiles(patterns: readonly string[]): Promise<readonly string[]> {
  const { create } = await import('@actions/glob')
  const globber = await create(patterns.join('\n'))
  const found = await globber.glob()
  return found.filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)
}

function send(message: CacheAnswer): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}

/** The worker leads a process group, so that tar goes with it when nobody waits any more. */
function endGroup(): void {
  process.kill(-process.pid, 'SIGKILL')
}

process.on('disconnect', endGroup)
process.once('message', (request: CacheRequest) => {
  answer(request)
    .catch((error: unknown): CacheAnswer => ({ kind: 'failed', message: String(error) }))
    .then(send)
    .finally(() => {
      process.off('disconnect', endGroup)
      process.exit(0)
    })
})
