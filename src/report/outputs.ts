import { posix } from 'node:path'
import type { Report } from './report.js'
import { countedFindings } from './verdict-words.js'

/** Names as in action.yml. */
export type Outputs = Readonly<
  Record<
    | 'verdict'
    | 'report'
    | 'sarif'
    | 'junit'
    | 'badge'
    | 'trace'
    | 'artifact'
    | 'artifact-digest'
    | 'go-version'
    | 'findings'
    | 'min-glibc'
    | 'min-kernel'
    | 'min-el'
    | 'evidence',
    string
  >
>

/** Bytes; a job's outputs may have 1 MiB together (docs.github.com, "Passing information between jobs"). */
const MAX_FINDINGS_BYTES = 100_000

/**
 * The action's outputs. A list has one line for each artifact, in the report's order, empty where nothing is known,
 * so that lists can be read side by side.
 * @param files absolute path of each form of the report; empty when it could not be written
 */
export function renderOutputs(
  report: Report,
  directory: string,
  files: Pick<Outputs, 'report' | 'sarif' | 'junit' | 'badge'>,
): Outputs {
  const { artifacts } = report
  return {
    verdict: report.verdict,
    ...files,
    trace: lines(artifacts.map(({ boot }) => (boot?.trace ? posix.join(directory, boot.trace.path) : ''))),
    artifact: lines(artifacts.map(({ path }) => path)),
    'artifact-digest': lines(artifacts.map(({ digest }) => digest)),
    'go-version': goVersions(report),
    findings: findingsJson(report),
    'min-glibc': lines(
      artifacts.map(({ inspection }) => (inspection ? (inspection.minGlibc ?? 'none') : '')),
    ),
    'min-kernel': lines(artifacts.map(({ needs }) => needs?.kernel ?? '')),
    'min-el': lines(artifacts.map(({ needs }) => (needs ? (needs.el ?? 'none') : ''))),
    evidence: lines(artifacts.map(({ evidence }) => evidence.join(','))),
  }
}

/** Distinct, because one Go built them all unless they are prebuilt; without the `go` prefix. */
function goVersions({ go, artifacts }: Report): string {
  const versions = artifacts.map((artifact) =>
    artifact.package !== null && go
      ? go.version
      : (artifact.inspection?.go?.version.replace(/^go/, '') ?? ''),
  )
  const known = versions.filter((version) => version !== '')
  return lines([...new Set(artifacts.length > 0 ? known : go ? [go.version] : [])])
}

function lines(items: readonly string[]): string {
  // A line end inside an item would move every following one to a wrong artifact.
  return items.map((item) => item.replace(/[\r\n]/g, '?')).join('\n')
}

/** Compact, without the ignored, the gravest first; as many as fit. */
function findingsJson({ artifacts }: Report): string {
  const all = artifacts.flatMap((artifact) =>
    countedFindings(artifact).map(({ rule, level }) => ({ rule, level, artifact: artifact.name })),
  )
  const sorted = (['error', 'inconclusive', 'warning', 'note'] as const).flatMap((level) =>
    all.filter((finding) => finding.level === level),
  )
  const kept: string[] = []
  let bytes = 2
  for (const finding of sorted) {
    const json = JSON.stringify(finding)
    bytes += Buffer.byteLength(json) + 1
    if (bytes > MAX_FINDINGS_BYTES) break
    kept.push(json)
  }
  return `[${kept.join(',')}]`
}
