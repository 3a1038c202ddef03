import { copyFile, mkdtemp, readdir, realpath } from 'node:fs/promises'
import * as path from 'node:path'
import { messageOf } from '../errors.js'
import type { Log } from '../log.js'
import { lastLine, runCommand } from '../run-command.js'
import { removeDirectory } from '../run-directories.js'
import { askCacheWorker, type WorkerContext } from './ask-cache-worker.js'
import { IMAGE_FILE } from './image-cache.js'
import { removeTree } from './merge-directory.js'
import type { PendingSave } from './pending-save.js'
import { STAGING_PREFIX } from './run-cache.js'

const IMAGE_TIMEOUT_MS = 300_000

/**
 * Puts all of them into the cache, one after the other, until the service fails. Never rejects: what goes wrong is a
 * warning.
 */
export async function saveCaches(
  saves: readonly PendingSave[],
  context: WorkerContext & { readonly log: Log },
): Promise<void> {
  const { log } = context
  for (const save of saves) {
    try {
      const troubles = await withContent(save, context, async (directory) => {
        const { answer, troubles } = await askCacheWorker({ kind: 'save', key: save.key }, directory, context)
        if (answer?.kind === 'saved' && answer.saved) log.info(`Saved in the cache: ${save.key}`)
        else if (troubles.length === 0) log.info(`Another job has saved, or is saving, ${save.key}`)
        return troubles
      })
      if (troubles.length === 0) continue
      log.warning(`Not saved in the cache: ${save.key}: ${troubles.join('; ')}.`)
      return
    } catch (error) {
      log.warning(`Not saved in the cache: ${save.key}: ${messageOf(error)}.`)
    }
  }
}

/** Calls `work` with a folder that holds just what is to be saved. No troubles when there is nothing in it. */
async function withContent(
  save: PendingSave,
  context: WorkerContext,
  work: (directory: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (save.kind === 'directory') {
    return (await prepareDirectory(save.path)) ? work(await realpath(save.path)) : []
  }
  const directory = await mkdtemp(
    path.join(await realpath(context.temporaryBase), 'legacy-kernel-gate-save-'),
  )
  try {
    if (save.kind === 'file') await copyFile(save.path, path.join(directory, path.basename(save.path)))
    else await writeImage(save, path.join(directory, IMAGE_FILE))
    return await work(directory)
  } finally {
    await removeDirectory(directory)
  }
}

/** @returns whether there is anything in it, beside what a killed restore left, which is removed */
async function prepareDirectory(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => [])
  const left = names.filter((name) => name.startsWith(STAGING_PREFIX))
  for (const name of left) await removeTree(path.join(directory, name))
  return names.length > left.length
}

async function writeImage({ engine, image }: PendingSave & { kind: 'image' }, file: string): Promise<void> {
  const saved = await runCommand(engine, ['save', '--output', file, image], { timeoutMs: IMAGE_TIMEOUT_MS })
  if (saved.code !== 0) throw new Error(`${engine} save ${image}: ${lastLine(saved)}`)
}
