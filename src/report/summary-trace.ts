import { code, codes, details, table, text } from './markdown-text.js'
import type { ReportProgram, ReportTrace } from './report.js'
import type { SummaryDetail } from './summary-detail.js'
import { syscallRows } from './syscall-rows.js'
import { plural } from './verdict-words.js'

const MAX_ROWS = 400

export function traceCell(trace: ReportTrace): string {
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

export function renderTrace(trace: ReportTrace, detail: SummaryDetail): readonly string[] {
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
