import * as os from 'node:os'
import * as path from 'node:path'
import { cancellationSignal } from './cancellation.js'
import { parseArguments, renderHelp } from './cli-arguments.js'
import { GateError, messageOf } from './errors.js'
import { exitCodeOf } from './exit-code.js'
import { writeReport } from './report/publish.js'
import { renderTerminal } from './report/render-terminal.js'
import { reserveStdout } from './reserve-stdout.js'
import { run } from './run.js'
import { createTerminalLog } from './terminal-log.js'
import { loadVersion } from './version.js'

/** The same gate from a terminal. Progress goes to stderr, the result to stdout. */
async function cli(argv: readonly string[]): Promise<number> {
  const printResult = reserveStdout()
  const request = parseArguments(argv)
  if (request.kind !== 'run') {
    printResult(request.kind === 'help' ? renderHelp() : `${loadVersion()}\n`)
    return 0
  }
  // npm runs scripts in the project's folder; INIT_CWD is where the user is.
  const base = process.env.INIT_CWD || process.cwd()
  const { report, reportDirectory } = await run({
    raw: request.raw,
    base,
    temporaryBase: os.tmpdir(),
    defaultReportDirectory: path.join(base, 'legacy-kernel-report'),
    log: createTerminalLog({ stream: process.stderr, interactive: process.stderr.isTTY === true }),
    env: process.env,
    signal: cancellationSignal(),
  })
  const written = await writeReport(report, reportDirectory)
  printResult(
    renderTerminal(report, { colours: process.stdout.isTTY === true && !process.env.NO_COLOR, ...written }),
  )
  return exitCodeOf(report.verdict, report.mode)
}

cli(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const hint = error instanceof GateError ? error.hint : 'Please report this.'
    process.stderr.write(`${messageOf(error)} ${hint}\n`)
    process.exitCode = 2
  },
)
