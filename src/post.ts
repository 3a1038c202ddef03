import * as os from 'node:os'
import * as path from 'node:path'
import * as core from '@actions/core'
import { createActionsLog } from './actions-log.js'
import { CONTAINER_LABEL } from './boot/container-command.js'
import { bundledCacheWorker, CACHE_LIMITS } from './cache/ask-cache-worker.js'
import { parsePendingSaves } from './cache/pending-save.js'
import { saveCaches } from './cache/save-caches.js'
import { cancellationSignal } from './cancellation.js'
import { messageOf } from './errors.js'
import { runCommand } from './run-command.js'
import { removeDirectory } from './run-directories.js'

const TIMEOUT_MS = 20_000

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
  for (const engine of ['docker', 'podman']) await removeContainers(engine, path.basename(directory))
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

async function removeContainers(engine: string, runId: string): Promise<void> {
  const filter = `label=${CONTAINER_LABEL}=${runId}`
  const listed = await runCommand(engine, ['ps', '--all', '--quiet', '--filter', filter], {
    timeoutMs: TIMEOUT_MS,
  })
  const ids = listed.code === 0 ? listed.stdout.split('\n').filter((id) => id !== '') : []
  if (ids.length === 0) return
  const removed = await runCommand(engine, ['rm', '--force', ...ids], { timeoutMs: TIMEOUT_MS })
  core.info(
    `Removed ${ids.length} container(s) of an interrupted run${removed.code === 0 ? '' : ', not all of them'}.`,
  )
}

void post()
