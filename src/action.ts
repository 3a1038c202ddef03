import * as os from 'node:os'
import * as path from 'node:path'
import * as core from '@actions/core'
import { createActionsLog } from './actions-log.js'
import { tokensOf } from './build/private-hosts.js'
import { bundledCacheWorker, CACHE_LIMITS } from './cache/ask-cache-worker.js'
import { decideCacheUse } from './cache/cache-use.js'
import { renderPendingSaves } from './cache/pending-save.js'
import { openRunCache } from './cache/run-cache.js'
import { cancellationSignal } from './cancellation.js'
import { exitCodeOf } from './exit-code.js'
import type { RawInputs } from './inputs.js'
import { publishToActions } from './report/publish.js'
import { run } from './run.js'
import type { GoToolchain } from './setup/go-toolchain.js'
import { forLaterSteps } from './setup/later-steps.js'

/** The action's main step: one run of the gate, everything published, and only then the exit code. */
export async function runAction(raw: RawInputs): Promise<void> {
  const temporaryBase = process.env.RUNNER_TEMP || os.tmpdir()
  if (raw.token) core.setSecret(raw.token)
  for (const token of tokensOf(raw['private-token'] ?? '')) core.setSecret(token)
  const log = createActionsLog()
  const signal = cancellationSignal()
  let cacheHit = false
  const { report, reportDirectory } = await run({
    raw,
    base: process.env.GITHUB_WORKSPACE || process.cwd(),
    temporaryBase,
    defaultReportDirectory: path.join(
      temporaryBase,
      `legacy-kernel-report-${Date.now().toString(36)}-${process.pid}`,
    ),
    log,
    env: process.env,
    signal,
    onGo: offerGo,
    onTemporaryDirectory: (directory) => core.saveState('temporary-directory', directory),
    openCache: (choice) =>
      openRunCache(decideCacheUse(choice, process.env), {
        worker: bundledCacheWorker(),
        env: process.env,
        signal,
        limits: CACHE_LIMITS,
        temporaryBase,
        log,
        onSaves: (saves) => core.saveState('cache-saves', renderPendingSaves(saves)),
        onHit: (hit) => {
          cacheHit = hit
        },
      }),
  })
  core.setOutput('cache-hit', String(cacheHit))
  await publishToActions(report, reportDirectory)
  process.exitCode = exitCodeOf(report.verdict, report.mode)
}

/** Puts the Go of this step on the PATH of the steps after it, as actions/setup-go does. */
async function offerGo(go: GoToolchain): Promise<void> {
  const { paths, goroot } = await forLaterSteps(go, process.env)
  for (const folder of paths) core.addPath(folder)
  if (goroot !== null) core.exportVariable('GOROOT', goroot)
}
