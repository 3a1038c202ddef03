import { code, codeBlock, details, sentence, table, text } from './markdown-text.js'
import type {
  Report,
  ReportArtifact,
  ReportBoot,
  ReportFinding,
  ReportProgram,
  ReportTrace,
} from './report.js'
import { syscallRows } from './syscall-rows.js'
import { plural } from './verdict-words.js'

/** How much of a report a summary shows. What is left out is in report.json. */
export interface SummaryDetail {
  readonly childCalls: boolean
  readonly ownCalls: boolean
  readonly output: boolean
  readonly evidence: boolean
  readonly tables: boolean
  /** Of each artifact. */
  readonly findings: number
  readonly artifacts: number
}

const MAX_ROWS = 400
const LEVEL_WORD = { error: 'Error', inconclusive: 'Inconclusive', warning: 'Warning', note: 'Note' } as const

export function renderFindings(
  findings: readonly ReportFinding[],
  detail: SummaryDetail,
  docsUrl: string | null,
): readonly string[] {
  const shown = findings.slice(0, detail.findings)
  const left = findings.length - shown.length
  return [
    ...shown.flatMap((finding) => renderFinding(finding, detail.evidence, docsUrl)),
    ...(left > 0 ? [`… and ${plural(left, 'more finding')}, see the full report.`, ''] : []),
  ]
}

function renderFinding(
  finding: ReportFinding,
  withEvidence: boolean,
  docsUrl: string | null,
): readonly string[] {
  const lines = finding.evidence.slice(0, 20)
  return [
    `**${LEVEL_WORD[finding.level]}** ${code(finding.rule)}: ${sentence(finding.message)}`,
    '',
    `${finding.fix ? `**Fix:** ${sentence(finding.fix)} ` : ''}More: ${link(finding.help, docsUrl)}.`,
    '',
    ...(withEvidence && lines.length > 0
      ? [details(`Evidence (${plural(lines.length, 'line')})`, codeBlock(oneLineEach(lines))), '']
      : []),
  ]
}

function link(page: string, docsUrl: string | null): string {
  return docsUrl === null ? code(page) : `<a href="${docsUrl}/${page}">${code(page)}</a>`
}

function oneLineEach(lines: readonly string[]): string {
  return lines.map((line) => line.slice(0, 2_000).replace(/\r?\n/g, ' ')).join('\n')
}

export function renderArtifactTable(artifact: ReportArtifact, target: Report['target']): string {
  const { inspection } = artifact
  return table(
    ['The file', ''],
    [
      ['Path', `${code(artifact.path)} (${plural(artifact.size, 'byte')})`],
      ...(artifact.package === null ? [] : [['Built from', code(artifact.package)]]),
      ['Digest', code(artifact.digest)],
      ...(inspection ? inspectionRows(inspection, target) : [['Contents', 'could not be read']]),
    ],
  )
}

function inspectionRows(
  { elf, go, static: isStatic, minGlibc }: NonNullable<ReportArtifact['inspection']>,
  target: Report['target'],
): string[][] {
  const linking = isStatic
    ? 'static: no library of the target is needed'
    : `dynamic: loader ${elf.interpreter === null ? 'none' : code(elf.interpreter)}, needs ${codes(elf.needed) || 'no library'}`
  return [
    ['Go', go ? goCell(go) : 'no Go build information in the file'],
    ['Linked', linking],
    [
      'Lowest glibc',
      minGlibc === null
        ? 'none is needed'
        : `${code(minGlibc)}${target?.glibc ? ` (the target has ${text(target.glibc)})` : ''}`,
    ],
    ...(elf.abiTag ? [['Oldest kernel it accepts', code(elf.abiTag.kernel)]] : []),
  ]
}

function goCell(go: NonNullable<NonNullable<ReportArtifact['inspection']>['go']>): string {
  const settings = ['CGO_ENABLED', '-tags', 'GOARCH', 'GOAMD64']
    .filter((name) => go.settings[name] !== undefined)
    .map((name) => code(`${name}=${go.settings[name]}`))
  return [code(go.version), ...settings].join(' ')
}

function codes(names: readonly string[]): string {
  const more = names.length > 20 ? ` and ${names.length - 20} more` : ''
  return `${names
    .slice(0, 20)
    .map((name) => code(name))
    .join(' ')}${more}`
}

export function renderBoot(
  boot: ReportBoot,
  artifact: ReportArtifact,
  detail: SummaryDetail,
): readonly string[] {
  return [
    table(['The boot', ''], bootRows(boot, artifact)),
    '',
    ...(boot.exercises.length > 0 ? [exerciseTable(boot), ''] : []),
    ...boot.problems.slice(0, 20).map((problem) => `- Not to be relied on: ${sentence(problem)}`),
    ...(boot.problems.length > 0 ? [''] : []),
    ...(detail.output
      ? [...outputBlock('standard error', boot.stderr), ...outputBlock('standard output', boot.stdout)]
      : []),
    ...(boot.trace ? renderTrace(boot.trace, detail) : []),
  ]
}

function bootRows(boot: ReportBoot, { evidence }: ReportArtifact): string[][] {
  const { place, trace } = boot
  return [
    ['Engine', `${place.engine} (${text(place.engineVersion)})`],
    ['Userland', `${sentence(place.userland)}${place.targetUserland ? '' : ' (not that of the target)'}`],
    ['Kernel', kernelCell(place.kernel, evidence)],
    ['strace', text(place.strace)],
    ['Ready', readyCell(boot)],
    ['End', endCell(boot)],
    ...(boot.strays > 0 ? [['Left behind', `${plural(boot.strays, 'process', 'processes')}, killed`]] : []),
    ...(trace ? [['Trace', traceCell(trace)]] : [['Trace', 'none']]),
  ]
}

function kernelCell(kernel: string, evidence: ReportArtifact['evidence']): string {
  if (evidence.includes('kernel')) return `${code(kernel)}, a real old kernel`
  const calls = evidence.includes('surface')
    ? 'what the target kernel lacks was refused'
    : '**its newer calls stayed available, or not surely refused**'
  return `${code(kernel)} of the host: ${calls}`
}

function readyCell({ ready }: ReportBoot): string {
  if (!ready) return 'not known'
  const by = ready.by && `: ${text(ready.by)}`
  if (ready.state === 'ready') return `after ${seconds(ready.afterMs)}${by}`
  const word = ready.state === 'timeout' ? 'was not seen within' : 'was not seen; it ended after'
  return `${word} ${seconds(ready.afterMs)}${by}`
}

function endCell({ stop, exit, timedOut }: ReportBoot): string {
  const how = {
    exited: 'by itself',
    stopped: 'after SIGTERM',
    killed: 'after SIGKILL, because SIGTERM did not end it',
  }
  const code_ = !exit
    ? 'not seen'
    : exit.kind === 'exited'
      ? `exit code ${exit.code}`
      : `killed by ${text(exit.signal)}${exit.coreDumped ? ' (core dumped)' : ''}`
  if (timedOut) return `${code_}, after run-timeout passed`
  return stop ? `${code_}, ${how[stop.state]}` : code_
}

function traceCell(trace: ReportTrace): string {
  const signals = Object.entries(trace.signals)
    .slice(0, 20)
    .map(([name, count]) => `${text(name)} ${count}×`)
  return [
    `${code(trace.path)}: ${plural(trace.calls, 'call')} in ${plural(trace.lines, 'line')}`,
    ...(trace.unreadable > 0 ? [`${plural(trace.unreadable, 'line')} of no known form`] : []),
    plural(trace.listeners, 'listener'),
    ...(signals.length > 0 ? [`signals ${signals.join(', ')}`] : []),
  ].join('; ')
}

function exerciseTable(boot: ReportBoot): string {
  const shown = boot.exercises.slice(0, MAX_ROWS)
  const more = boot.exercises.length - shown.length
  return table(
    ['What was asked', 'Done', 'Answer', 'Time'],
    [
      ...shown.map(({ line, ok, detail, ms }) => [
        code(line),
        ok ? 'yes' : '**no**',
        text(detail, 300),
        seconds(ms),
      ]),
      ...(more > 0 ? [[`and ${more} more`, '', '', '']] : []),
    ],
  )
}

function outputBlock(title: string, output: string): readonly string[] {
  if (output.trim() === '') return []
  return [details(`Its ${title} (the end of it)`, codeBlock(output.trimEnd(), 200)), '']
}

function renderTrace(trace: ReportTrace, detail: SummaryDetail): readonly string[] {
  const own = trace.programs.filter((program) => program.isArtifact)
  const children = trace.programs.filter((program) => !program.isArtifact)
  return [
    ...(detail.ownCalls
      ? own.flatMap((program) => [details(callsTitle('System calls of', program), calls(program)), ''])
      : []),
    ...(children.length > 0
      ? [
          `It started ${plural(children.length, 'other program')}: ${codes(children.map((child) => child.path))}.`,
          '',
        ]
      : []),
    ...(detail.childCalls
      ? children
          .slice(0, 50)
          .flatMap((program) => [
            details(callsTitle('System calls of the child', program), calls(program)),
            '',
          ])
      : []),
  ]
}

function callsTitle(words: string, { path, syscalls }: ReportProgram): string {
  return `${words} ${code(path)} (${syscalls.length} different)`
}

function calls(program: ReportProgram): string {
  const rows = syscallRows(program.syscalls)
  const shown = rows.slice(0, MAX_ROWS)
  return table(
    ['Call', 'Count', 'Multiplexer', 'Refused', 'Other errors'],
    [
      ...shown.map(({ name, count, family, refused, errors }) => [
        code(name),
        String(count),
        family,
        refused > 0 ? `**refused** (ENOSYS ${refused}×)` : '',
        text(errors, 300),
      ]),
      ...(rows.length > shown.length ? [[`and ${rows.length - shown.length} more`, '', '', '', '']] : []),
    ],
  )
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
