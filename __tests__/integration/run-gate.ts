import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RawInputs } from '../../src/inputs.js'
import type { Log } from '../../src/log.js'
import type { Report, ReportArtifact } from '../../src/report/report.js'
import { run } from '../../src/run.js'

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))

export const SILENT: Log = {
  step: (_, work) => work(),
  info: () => undefined,
  warning: () => undefined,
  group: (_, work) => work(() => undefined),
}

export interface TestRun {
  readonly report: Report
  /** The first artifact; fails the test when there is none. */
  readonly only: ReportArtifact
  /** `rule level` of every finding of the first artifact. */
  readonly findings: readonly string[]
}

/** What runs of the gate left in their temporary folders. */
const left: string[] = []

/** One whole run of the gate, in folders of its own that are removed again. */
export async function runGateFor(raw: RawInputs): Promise<TestRun> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-test-'))
  const temporaryBase = path.join(directory, 'temp')
  mkdirSync(temporaryBase)
  // As RUNNER_TEMP is: the engines' unprivileged user passes through it.
  chmodSync(directory, 0o755)
  try {
    const { report } = await run({
      raw,
      base: ROOT,
      temporaryBase,
      defaultReportDirectory: path.join(directory, 'report'),
      log: SILENT,
      env: process.env,
      signal: new AbortController().signal,
    })
    const only = report.artifacts[0]
    if (!only || report.error) throw new Error(`${report.error?.message} ${report.error?.hint}`)
    return { report, only, findings: only.findings.map(({ rule, level }) => `${rule} ${level}`) }
  } finally {
    left.push(...readdirSync(temporaryBase))
    rmSync(directory, { recursive: true, force: true })
  }
}

/** What the runs of this test file have left behind. Of this file only: others may run beside it. */
export function leftovers(): readonly string[] {
  return left
}
