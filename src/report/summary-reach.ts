import { renderCallGraph } from './call-graph.js'
import { code, details, sentence, table } from './markdown-text.js'
import { offendingCalls } from './offending-calls.js'
import { reachSentences } from './reach-words.js'
import type { ReportArtifact, ReportReach } from './report.js'

/** The picture of who makes the calls that findings speak of; nothing when the code does not tell. */
export function renderPicture(artifact: ReportArtifact): readonly string[] {
  const picture = renderCallGraph(artifact.inspection?.go?.main?.path ?? '', offendingCalls(artifact))
  return picture === null ? [] : ['Who makes these calls, as far as the code tells:', '', picture, '']
}

/** What the machine code can ask of the kernel, and whose code it is. */
export function renderReach(artifact: ReportArtifact, withTable: boolean): readonly string[] {
  const said = reachSentences(artifact)
  return [
    ...(said.length > 0 ? [sentence(said.join(' '), 3_000), ''] : []),
    ...(withTable && artifact.reach && artifact.reach.origins.length > 0
      ? [details('Whose code can make system calls', originTable(artifact.reach)), '']
      : []),
  ]
}

const WHOSE: Readonly<Record<ReportReach['origins'][number]['whose'], string>> = {
  runtime: "Go's runtime",
  std: "Go's standard library",
  main: 'The program itself',
  module: 'Module',
  'x-sys': '<code>golang.org/x/sys</code>',
  unknown: 'Not known whose',
}

function originTable({ origins, cgo }: ReportReach): string {
  return table(
    ['Whose code', 'System calls', 'Places', 'The target lacks'],
    [
      ...origins.map(({ whose, module, syscalls, places, lacking }) => [
        whoseCell(whose, module),
        String(syscalls),
        String(places),
        lacking
          .slice(0, 20)
          .map((name) => code(name))
          .join(' '),
      ]),
      ...(cgo ? [['C code (cgo)', 'not looked at', '', '']] : []),
    ],
  )
}

function whoseCell(whose: keyof typeof WHOSE, module: string | null): string {
  if (whose === 'x-sys')
    return `${WHOSE[whose]}, ${module === null ? 'caller not known' : `called by ${code(module)}`}`
  return module === null ? WHOSE[whose] : `${WHOSE[whose]} ${code(module)}`
}
