import * as os from 'node:os'
import * as path from 'node:path'
import * as core from '@actions/core'
import { createActionsLog } from './actions-log.js'
import { bundledCacheWorker, CACHE_LIMITS } from './cache/ask-cache-worker.js'
import { parsePendingSaves } from './cache/pending-save.js'
import { saveCaches } from './cache/save-caches.js'
import { cancellationSignal } from './cancellation.js'
import { openContainerClient, removeContainers } from './container-client.js'
import { CONTAINER_LABEL } from './container-label.js'
import { messageOf } from './errors.js'
import { removeDirectory } from './run-directories.js'

/**
 * The action's post step: removes what an interrupted main step left (a normal run leaves nothing), and saves caches,
 * whatever the verdict was.
 */
async function post(): Promise<void> {
  await cleanUp().catch((error: unknown) => core.warning(`Nothing could be cleaned up: ${messageOf(error)}.`))
  await save().catch((error: unknown) => core.warning(`Nothing was saved in the cache: ${messageOf(error)}.`))
}

async function cleanUp(): Promise<void> {
  const directory = core.getState('temporary-directory')
  if (directory === '') return
  for (const name of ['docker', 'podman'] as const) {
    const { found, removed } = await removeContainers(
      openContainerClient(name),
      CONTAINER_LABEL,
      path.basename(directory),
    )
    if (found > 0)
      core.info(`Removed ${found} container(s) of an interrupted run${removed ? '' : ', not all of them'}.`)
  }
  await removeDirectory(directory)
}

async function save(): Promise<void> {
  await saveCaches(parsePendingSaves(core.getState('cache-saves')), {
    worker: bundledCacheWorker(),
    env: process.env,
    signal: cancellationSignal(),
    limits: CACHE_LIMITS,
    temporaryBase: process.env.RUNNER_TEMP || os.tmpdir(),
    log: createActionsLog(),
  })
}

void post()
