import { createHash } from 'node:crypto'
import type { ReportArtifact, ReportFinding } from './report.js'

/**
 * What tells a finding from the others of its rule in later runs, too: the things that it speaks of by their first
 * names, never a count, an address or a folder of the machine. Sorted; empty when it speaks of the file as such.
 */
export function subjectOf(finding: ReportFinding, artifact: ReportArtifact): readonly string[] {
  const named =
    finding.subjects.length > 0
      ? finding.subjects.flatMap(([first]) => (first === undefined ? [] : [first]))
      : namedIn(finding.message, artifact)
  return [...new Set(named.map((name) => name.replace(/^\/.*\//s, '')))].sort()
}

/** Things of the report that a message names: exercises, lines of go.mod, libraries. */
function namedIn(message: string, { boot, build, inspection }: ReportArtifact): readonly string[] {
  const things = [
    ...(boot?.exercises ?? []).map(({ line }) => [line, line]),
    ...(build?.demands ?? []).map(({ file, line, directive }) => [`${file}:${line}`, `${file} ${directive}`]),
    ...(inspection?.elf.verneed ?? []).map(({ library }) => [library, library]),
  ] as const
  return things.filter(([text]) => text && message.includes(text)).map(([, name]) => name ?? '')
}

/**
 * Gives each finding its fingerprint: 32 hexadecimal digits of rule, artifact and subject, and which of those alike it
 * is. The form is that of github/codeql-action, `hash:count`.
 */
export function createFingerprints(): (finding: ReportFinding, artifact: ReportArtifact) => string {
  const seen = new Map<string, number>()
  return (finding, artifact) => {
    const identity = JSON.stringify([finding.rule, artifact.name, subjectOf(finding, artifact)])
    const count = (seen.get(identity) ?? 0) + 1
    seen.set(identity, count)
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${count}`
  }
}
