import * as os from 'node:os'
import * as path from 'node:path'
import { cancellationSignal } from './cancellation.js'
import { type CliRequest, parseArguments, renderHelp } from './cli-arguments.js'
import { GateError, messageOf } from './errors.js'
import { exitCodeOf } from './exit-code.js'
import { writeReport } from './report/publish.js'
import { renderTerminal } from './report/render-terminal.js'
import { reserveStdout } from './reserve-stdout.js'
import { loadRulePage } from './rule-page.js'
import { run } from './run.js'
import { createTerminalLog } from './terminal-log.js'
import { loadVersion } from './version.js'

/** The same gate from a terminal. Progress goes to stderr, the result to stdout. */
async function cli(argv: readonly string[]): Promise<number> {
  const printResult = reserveStdout()
  const request = parseArguments(argv)
  if (request.kind !== 'run') {
    printResult(answerTo(request))
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
  const written = await writeReport(report, reportDirectory, base)
  printResult(
    renderTerminal(report, { colours: process.stdout.isTTY === true && !process.env.NO_COLOR, ...written }),
  )
  return exitCodeOf(report.verdict, report.mode)
}

function answerTo(request: Exclude<CliRequest, { readonly kind: 'run' }>): string {
  switch (request.kind) {
    case 'help':
      return renderHelp()
    case 'version':
      return `${loadVersion()}\n`
    case 'explain':
      return loadRulePage(request.rule)
  }
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
