import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
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
  group: () => undefined,
}

export interface TestRun {
  readonly report: Report
  /** The first artifact; fails the test when there is none. */
  readonly only: ReportArtifact
  /** `rule level` of every finding of the first artifact. */
  readonly findings: readonly string[]
}

/** One whole run of the gate; its folders are removed again, and nothing of it may be left. */
export async function runGateFor(raw: RawInputs): Promise<TestRun> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-test-'))
  try {
    const { report } = await run({
      raw,
      base: ROOT,
      temporaryBase: os.tmpdir(),
      defaultReportDirectory: path.join(directory, 'report'),
      log: SILENT,
      env: process.env,
      signal: new AbortController().signal,
    })
    const only = report.artifacts[0]
    if (!only || report.error) throw new Error(`${report.error?.message} ${report.error?.hint}`)
    return { report, only, findings: only.findings.map(({ rule, level }) => `${rule} ${level}`) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Folders of the gate's own that are still in the temporary folder. */
export function leftovers(): readonly string[] {
  return readdirSync(os.tmpdir()).filter(
    (name) => name.startsWith('legacy-kernel-gate-') && !name.includes('dist'),
  )
}
