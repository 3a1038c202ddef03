import { renderThread } from '../trace/hang/diagnose.js'
import { code, codeBlock, details, oneLineEach, sentence, table, text } from './markdown-text.js'
import type { ReportArtifact, ReportBoot, ReportHang } from './report.js'
import type { SummaryDetail } from './summary-detail.js'
import { renderTrace, traceCell } from './summary-trace.js'
import { plural } from './verdict-words.js'

const MAX_EXERCISES = 400

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
    ...(boot.hang && detail.evidence ? hangBlock(boot.hang) : []),
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
    ...(boot.hang ? [['Hang', hangCell(boot.hang)]] : []),
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
    quit: 'after SIGQUIT, because it hung',
  }
  const code_ = !exit
    ? 'not seen'
    : exit.kind === 'exited'
      ? `exit code ${exit.code}`
      : `killed by ${text(exit.signal)}${exit.coreDumped ? ' (core dumped)' : ''}`
  if (timedOut) return `${code_}, after run-timeout passed`
  return stop ? `${code_}, ${how[stop.state]}` : code_
}

function hangCell({ sentence: said, kind, clocksource }: ReportHang): string {
  return `${sentence(said)} (${code(kind)}${clocksource === '' ? '' : `, clocksource ${text(clocksource)}`})`
}

function hangBlock({ threads, moreThreads, goroutines }: ReportHang): readonly string[] {
  const count = threads.length + moreThreads
  const lines = [
    ...threads.map(renderThread),
    ...(moreThreads > 0 ? [`and ${plural(moreThreads, 'more thread')}`] : []),
    ...goroutines,
  ]
  return lines.length === 0
    ? []
    : [details(`Where it hung (${plural(count, 'thread')})`, codeBlock(oneLineEach(lines))), '']
}

function exerciseTable(boot: ReportBoot): string {
  const shown = boot.exercises.slice(0, MAX_EXERCISES)
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

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
