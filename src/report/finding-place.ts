import type { ReportArtifact, ReportFinding } from './report.js'

export interface FindingPlace {
  /** Relative to the workspace; absolute outside of it. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number | null
}

/**
 * Where a reader looks first: the line that the finding names, the go.mod line of the module to blame, the go.mod that
 * the program is built from, and for a prebuilt file the file itself.
 */
export function findingPlace(finding: ReportFinding, artifact: ReportArtifact): FindingPlace {
  return (
    namedPlace(finding, artifact) ??
    modulePlace(finding, artifact) ??
    goModPlace(artifact) ?? { file: artifact.path, line: 1, column: null }
  )
}

function namedPlace(finding: ReportFinding, { build }: ReportArtifact): FindingPlace | null {
  const lines = [
    ...(build?.constraints.wrong ?? []),
    ...(build?.demands ?? []).map((demand) => ({ ...demand, column: null })),
  ]
  const named = lines.find(({ file, line }) => hasPlace(finding.message, `${file}:${line}`))
  return named ? { file: named.file, line: named.line, column: named.column } : null
}

/** Line 1 is not named by `go.mod:12`, nor go.mod by `other/go.mod:1`. */
function hasPlace(message: string, place: string): boolean {
  const at = ` ${message}`.indexOf(` ${place}`)
  return at >= 0 && !/^\d/.test(message.slice(at + place.length))
}

function modulePlace(finding: ReportFinding, artifact: ReportArtifact): FindingPlace | null {
  const lines = artifact.build?.modules ?? []
  for (const module of modulesOf(finding, artifact)) {
    const found = lines.find((line) => line.module === module)
    if (found) return { file: found.file, line: found.line, column: null }
  }
  return null
}

/** Paths of modules that the finding names, then of those whose code makes a call that it names. */
function modulesOf(finding: ReportFinding, { reach }: ReportArtifact): readonly string[] {
  const names = new Set(finding.subjects.flat())
  const callers = (reach?.syscalls ?? [])
    .filter(({ name }) => names.has(name) || names.has(`syscall:${name}`))
    .flatMap(({ places }) => places)
    .flatMap(({ by, module }) => [by ?? '', module ?? ''])
  return [...names, ...callers].map((name) => name.replace(/@.*$/s, ''))
}

function goModPlace({ build }: ReportArtifact): FindingPlace | null {
  const lines = [...(build?.demands ?? []), ...(build?.modules ?? [])]
  const goMod = lines.find(({ file }) => file === 'go.mod' || file.endsWith('/go.mod'))
  return goMod ? { file: goMod.file, line: 1, column: null } : null
}
