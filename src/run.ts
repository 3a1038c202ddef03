import { NO_CACHE, type RunCache } from './cache/run-cache.js'
import { toGateError } from './errors.js'
import { runGate } from './gate.js'
import type { GateContext } from './gate-context.js'
import { renderInert } from './inert.js'
import { type Options, parseInputs, type RawInputs } from './inputs.js'
import { buildReport } from './report/build-report.js'
import type { Report } from './report/report.js'
import { makeDirectory, makeTemporaryDirectory, removeDirectory } from './run-directories.js'
import { loadSettings } from './settings.js'
import { loadVersion } from './version.js'

/** What main.ts and cli.ts give a run. */
export interface RunRequest {
  readonly raw: RawInputs
  /** Relative paths in inputs are resolved against it. */
  readonly base: string
  readonly temporaryBase: string
  /** Used when the report-directory input is empty. */
  readonly defaultReportDirectory: string
  readonly log: GateContext['log']
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  /** Told the temporary folder before anything is put into it. */
  onTemporaryDirectory?(directory: string): void
  /** See GateContext. */
  onGo?: GateContext['onGo']
  /** The cache that the input `cache` means here; without it there is none. */
  openCache?(choice: Options['cache']): RunCache
}

export interface RunOutcome {
  readonly report: Report
  /** Absolute; exists. */
  readonly reportDirectory: string
}

/** Validates inputs and policy file and runs the gate once; wrong ones make a report too. */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const { raw, base, log, env, signal } = request
  const inputs = await attempt(() => parseInputs(raw, base))
  const chosen = inputs.ok ? inputs.value.reportDirectory : ''
  const reportDirectory = await makeDirectory(chosen || request.defaultReportDirectory)
  const settings = inputs.ok ? await attempt(() => loadSettings(inputs.value, raw, base)) : inputs
  if (!settings.ok) return { report: errorReport(settings.error, reportDirectory), reportDirectory }
  if (settings.value.policy) log.info(renderInert(`Policy: ${settings.value.policy.path}`))

  const temporaryDirectory = await makeTemporaryDirectory(request.temporaryBase)
  request.onTemporaryDirectory?.(temporaryDirectory)
  try {
    const cache = request.openCache?.(settings.value.options.cache) ?? NO_CACHE
    const { onGo } = request
    const context = { log, env, cache, signal, temporaryDirectory, reportDirectory, ...(onGo && { onGo }) }
    const report = await runGate(settings.value, context)
    return { report, reportDirectory }
  } finally {
    await removeDirectory(temporaryDirectory)
  }
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }

async function attempt<T>(work: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, error }
  }
}

function errorReport(error: unknown, directory: string): Report {
  return buildReport({
    version: loadVersion(),
    mode: 'enforce',
    startedAt: new Date(),
    durationMs: 0,
    directory,
    target: null,
    policy: null,
    go: null,
    artifacts: [],
    error: toGateError(error, 'inputs'),
  })
}
