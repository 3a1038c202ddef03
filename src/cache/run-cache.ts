import { mkdir, mkdtemp } from 'node:fs/promises'
import * as path from 'node:path'
import { messageOf } from '../errors.js'
import type { Log } from '../log.js'
import { askCacheWorker, type WorkerContext, type WorkerResult } from './ask-cache-worker.js'
import type { CacheUse } from './cache-use.js'
import { removeTree } from './merge-directory.js'
import type { PendingSave } from './pending-save.js'

/** `exact`: the entry with this very key; `partial`: one of restoreKeys; `none`: nothing was restored. */
export type Restored = 'exact' | 'partial' | 'none'

export interface RestoreRequest {
  /** For the log: what is in it. */
  readonly title: string
  readonly key: string
  readonly restoreKeys: readonly string[]
  /** Absolute, made if needed: on its file system the entry is unpacked, in a folder of its own that is removed again. */
  readonly beside: string
  /** Given the folder with all that was in the entry. What it throws means that nothing was restored. */
  take(directory: string): Promise<void>
}

/** The cache of one run, as its stages see it. Nothing here rejects: trouble with a cache is a warning, no more. */
export interface RunCache {
  /** False: nothing will be restored, so no key needs to be made. */
  readonly restores: boolean
  restore(request: RestoreRequest): Promise<Restored>
  /** Files that match patterns; null when they could not be looked up. */
  findFiles(patterns: readonly string[], directory: string): Promise<readonly string[] | null>
  /** To be saved when the run is over. */
  saveLater(save: PendingSave): void
  /** Whether Go's caches were there under exactly this run's keys. */
  tellHit(hit: boolean): void
}

/** For runs without a cache service: loads, asks and writes nothing. */
export const NO_CACHE: RunCache = {
  restores: false,
  restore: async () => 'none',
  findFiles: async () => null,
  saveLater: () => undefined,
  tellHit: () => undefined,
}

/** Folders with this name in a cached one are ours: a restore that was killed. */
export const STAGING_PREFIX = 'legacy-kernel-gate-restore-'

export interface RunCacheContext extends WorkerContext {
  readonly log: Log
  /** Told all saves so far, each time there is one more. */
  onSaves(saves: readonly PendingSave[]): void
  onHit(hit: boolean): void
}

/** The cache of a run in a job that has a cache service. */
export function openRunCache(use: CacheUse, context: RunCacheContext): RunCache {
  const { log } = context
  if (use.reason !== null) (use.warns ? log.warning : log.info)(use.reason)
  if (!use.restores) return NO_CACHE
  const saves: PendingSave[] = []
  // A service that once did not answer is not asked again: it would cost the same time for every entry.
  let broken = false
  const ask = async (title: string, work: () => Promise<WorkerResult>): Promise<WorkerResult['answer']> => {
    if (broken) return null
    const { answer, troubles } = await work()
    if (troubles.length > 0 && !broken) {
      broken = true
      log.warning(`The cache is not used for ${title} and what follows: ${troubles.join('; ')}.`)
    }
    return answer
  }

  return {
    restores: true,
    async restore({ title, key, restoreKeys, beside, take }) {
      try {
        return await inStaging(beside, async (staging) => {
          const request = { kind: 'restore', key, restoreKeys } as const
          const answer = await ask(title, () => askCacheWorker(request, staging, context))
          if (answer?.kind !== 'restored' || answer.key === null) return 'none'
          await take(staging)
          log.info(`Restored ${title} from the cache: ${answer.key}`)
          return answer.key === key ? 'exact' : 'partial'
        })
      } catch (error) {
        log.warning(`The cache is not used for ${title}: ${messageOf(error)}.`)
        return 'none'
      }
    },
    async findFiles(patterns, directory) {
      const { answer, troubles } = await askCacheWorker({ kind: 'find', patterns }, directory, context)
      if (answer?.kind === 'files') return answer.files
      log.warning(`Input cache-dependency-path could not be looked up: ${troubles.join('; ')}.`)
      return null
    },
    saveLater(save) {
      if (!use.saves) return
      saves.push(save)
      context.onSaves(saves)
    },
    tellHit: context.onHit,
  }
}

async function inStaging<T>(beside: string, work: (staging: string) => Promise<T>): Promise<T> {
  await mkdir(beside, { recursive: true })
  const staging = await mkdtemp(path.join(beside, STAGING_PREFIX))
  try {
    return await work(staging)
  } finally {
    await removeTree(staging)
  }
}
