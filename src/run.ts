import { toGateError } from './errors.js'
import { runGate } from './gate.js'
import type { GateContext } from './gate-context.js'
import { type Options, parseInputs, type RawInputs } from './inputs.js'
import { buildReport } from './report/build-report.js'
import type { Report } from './report/report.js'
import { makeDirectory, makeTemporaryDirectory, removeDirectory } from './run-directories.js'
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
}

export interface RunOutcome {
  readonly report: Report
  /** Absolute; exists. */
  readonly reportDirectory: string
}

/** Validates the inputs and runs the gate once; wrong inputs make a report too. */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const options = parsedOptions(request)
  if (!options.ok) {
    const reportDirectory = await makeDirectory(request.defaultReportDirectory)
    return { report: errorReport(options.error, reportDirectory), reportDirectory }
  }
  const reportDirectory = await makeDirectory(options.value.reportDirectory || request.defaultReportDirectory)
  const temporaryDirectory = await makeTemporaryDirectory(request.temporaryBase)
  request.onTemporaryDirectory?.(temporaryDirectory)
  try {
    const { log, env, signal } = request
    const report = await runGate(options.value, { log, env, signal, temporaryDirectory, reportDirectory })
    return { report, reportDirectory }
  } finally {
    await removeDirectory(temporaryDirectory)
  }
}

type Parsed = { readonly ok: true; readonly value: Options } | { readonly ok: false; readonly error: unknown }

function parsedOptions({ raw, base }: RunRequest): Parsed {
  try {
    return { ok: true, value: parseInputs(raw, base) }
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
    go: null,
    artifacts: [],
    error: toGateError(error, 'inputs'),
  })
}
