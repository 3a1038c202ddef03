import * as os from 'node:os'
import * as path from 'node:path'
import * as core from '@actions/core'
import { createActionsLog } from './actions-log.js'
import { cancellationSignal } from './cancellation.js'
import { messageOf } from './errors.js'
import { exitCodeOf } from './exit-code.js'
import { INPUTS } from './input-table.js'
import type { RawInputs } from './inputs.js'
import { publishToActions } from './report/publish.js'
import { run } from './run.js'

/** The action's main step: inputs, one run of the gate, everything published, and only then the exit code. */
async function main(): Promise<void> {
  const temporaryBase = process.env.RUNNER_TEMP || os.tmpdir()
  const raw: RawInputs = Object.fromEntries(INPUTS.map(({ name }) => [name, core.getInput(name)]))
  const { report, reportDirectory } = await run({
    raw,
    base: process.env.GITHUB_WORKSPACE || process.cwd(),
    temporaryBase,
    defaultReportDirectory: path.join(
      temporaryBase,
      `legacy-kernel-report-${Date.now().toString(36)}-${process.pid}`,
    ),
    log: createActionsLog(),
    env: process.env,
    signal: cancellationSignal(),
    onTemporaryDirectory: (directory) => core.saveState('temporary-directory', directory),
  })
  await publishToActions(report, reportDirectory)
  process.exitCode = exitCodeOf(report.verdict, report.mode)
}

main().catch((error: unknown) => {
  core.setFailed(`Unexpected error: ${messageOf(error)}. Please report this with the log of the step.`)
  process.exitCode = 2
})
