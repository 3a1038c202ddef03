import * as fs from 'node:fs/promises'
import * as path from 'node:path'
import * as core from '@actions/core'
import { messageOf } from '../errors.js'
import { renderInert } from '../inert.js'
import type { RuleId } from '../judge/rule-ids.js'
import { loadRulePage } from '../rule-page.js'
import { type Annotation, renderAnnotations } from './annotations.js'
import { renderOutputs } from './outputs.js'
import { renderBadge } from './render-badge.js'
import { renderJunit } from './render-junit.js'
import { renderSarif } from './render-sarif.js'
import { renderSummary } from './render-summary.js'
import type { Report } from './report.js'
import { renderReportJson } from './report-json.js'
import { visibleLine } from './visible-text.js'

/** What was written, and what could not be: one sentence each. Nothing here throws. */
export interface WrittenReport {
  /** Absolute; null when it could not be written. */
  readonly reportPath: string | null
  readonly summaryPath: string | null
  readonly sarifPath: string | null
  readonly junitPath: string | null
  readonly badgePath: string | null
  readonly warnings: readonly string[]
}

/**
 * Writes report.json and its other forms into `directory` (made if needed), each whether or not the others succeed.
 * @param base folder that the sources are named relative to, where there is no GITHUB_WORKSPACE
 */
export async function writeReport(
  report: Report,
  directory: string,
  base = process.cwd(),
): Promise<WrittenReport> {
  const folder = path.resolve(directory)
  const warnings: string[] = []
  await attempt(warnings, `The report's folder ${folder} could not be made`, () =>
    fs.mkdir(folder, { recursive: true }),
  )
  const write = async (name: string, render: () => string): Promise<string | null> => {
    const file = path.join(folder, name)
    const written = await attempt(warnings, `${name} could not be written to ${folder}`, () =>
      replaceFile(file, render()),
    )
    return written ? file : null
  }
  const reportPath = await write('report.json', () => {
    const { text, problem } = renderReportJson(report)
    if (problem) warnings.push(`The report does not match its schema: ${problem}`)
    return text
  })
  const summaryPath = await write('summary.md', () => renderSummary(report, { directory }))
  const sarifPath = await write('report.sarif', () =>
    renderSarif(report, {
      workspace: path.resolve(process.env.GITHUB_WORKSPACE || base),
      docsUrl: docsUrlOf(process.env),
      pageOf: pagesWith(warnings),
    }),
  )
  const junitPath = await write('report.junit.xml', () => renderJunit(report))
  const badgePath = await write('badge.json', () => renderBadge(report))
  return { reportPath, summaryPath, sarifPath, junitPath, badgePath, warnings }
}

/**
 * Writes the report, then tells GitHub: outputs, annotations, job summary; each whether or not the others succeed.
 * What goes wrong is logged as a warning. Without GITHUB_STEP_SUMMARY (an old or a local runner) the summary is only
 * the file summary.md.
 */
export async function publishToActions(report: Report, directory: string): Promise<WrittenReport> {
  const written = await writeReport(report, directory)
  const warnings = [...written.warnings]
  await attempt(warnings, 'The outputs could not be set', () => {
    const outputs = renderOutputs(report, path.resolve(directory), {
      report: written.reportPath ?? '',
      sarif: written.sarifPath ?? '',
      junit: written.junitPath ?? '',
      badge: written.badgePath ?? '',
    })
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
  })
  await attempt(warnings, 'The annotations could not be made', () => {
    for (const annotation of renderAnnotations(report)) annotate(annotation)
  })
  if (process.env.GITHUB_STEP_SUMMARY) {
    await attempt(warnings, 'The job summary could not be written', () =>
      core.summary.addRaw(renderSummary(report, { directory, docsUrl: docsUrlOf(process.env) })).write(),
    )
  }
  for (const warning of warnings) {
    core.warning(renderInert(visibleLine(warning, 1_000)), { title: 'legacy-kernel-gate: report' })
  }
  return { ...written, warnings }
}

/** Where this very version of the action has its pages; null when the runner does not say, or says something odd. */
export function docsUrlOf(env: NodeJS.ProcessEnv): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env
  const url = `${server}/${repository}/blob/${ref}`
  return server && repository && ref && /^https:\/\/[\w.-]+(:\d+)?(\/[\w.-]+)+$/.test(url) ? url : null
}

/** Pages that cannot be read are one warning together: SARIF does without their help. */
function pagesWith(warnings: string[]): (rule: RuleId) => string | null {
  let told = false
  return (rule) => {
    try {
      return loadRulePage(rule)
    } catch (error) {
      if (!told) warnings.push(`report.sarif is without the pages of the rules: ${messageOf(error)}.`)
      told = true
      return null
    }
  }
}

function annotate({ level, title, message, file, line, column }: Annotation): void {
  const say = { error: core.error, warning: core.warning, notice: core.notice }[level]
  say(message, {
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  })
}

/** A new file in the old one's place: never a half one, and a link that stands there is replaced, not followed. */
async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await fs.rm(temporary, { force: true })
    await fs.writeFile(temporary, text, { flag: 'wx' })
    await fs.rename(temporary, file)
  } catch (error) {
    await fs.rm(temporary, { force: true })
    throw error
  }
}

async function attempt(warnings: string[], what: string, work: () => unknown): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    warnings.push(`${what}: ${messageOf(error)}.`)
    return false
  }
}
