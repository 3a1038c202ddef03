import { renderInert } from '../inert.js'
import type { Report, ReportError, ReportFinding, ReportPlace } from './report.js'
import { countedFindings } from './verdict-words.js'
import { visibleLine } from './visible-text.js'

export type AnnotationLevel = 'error' | 'warning' | 'notice'

/** A remark that GitHub shows on the run, and at the line when there is one. */
export interface Annotation {
  readonly level: AnnotationLevel
  readonly title: string
  readonly message: string
  /** As the compiler named it, relative to the repository. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
  readonly column?: number
}

/** GitHub shows ten of each level a step (docs.github.com, workflow commands; actions/toolkit problem-matchers.md). */
const LIMIT = 10
const LEVELS = ['error', 'warning', 'notice'] as const
const MAX_MESSAGE = 2_000
const MAX_TITLE = 200

const LEVEL_OF: Readonly<Record<ReportFinding['level'], AnnotationLevel>> = {
  error: 'error',
  inconclusive: 'error',
  warning: 'warning',
  note: 'notice',
}

/**
 * What stopped the gate with the places that the compiler named, then the findings. At most ten of a level; the tenth
 * says how many more there are. In audit mode a broken rule is a warning, because it does not fail the step.
 */
export function renderAnnotations(report: Report): readonly Annotation[] {
  const all = [
    ...(report.error ? errorAnnotations(report.error, '') : []),
    ...report.artifacts.flatMap((artifact) => [
      ...(artifact.error ? errorAnnotations(artifact.error, artifact.name) : []),
      ...countedFindings(artifact).map((finding) => findingAnnotation(finding, artifact.name, report.mode)),
    ]),
  ]
  return LEVELS.flatMap((level) => fold(all.filter((annotation) => annotation.level === level)))
}

function errorAnnotations(error: ReportError, artifact: string): readonly Annotation[] {
  return [errorAnnotation(error, artifact), ...error.places.map((place) => placeAnnotation(place, error))]
}

function placeAnnotation({ file, line, column, message }: ReportPlace, { stage }: ReportError): Annotation {
  return {
    level: 'error',
    title: stage === 'build' ? 'Does not compile' : 'legacy-kernel-gate: policy file',
    message: inert(message),
    file,
    line,
    ...(column === null ? {} : { column }),
  }
}

function errorAnnotation(error: ReportError, artifact: string): Annotation {
  return {
    level: 'error',
    title: titleOf(`stopped in stage ${error.stage}`, artifact),
    message: `${inert(error.message)}\n${inert(error.hint)}`,
  }
}

function findingAnnotation(finding: ReportFinding, artifact: string, mode: Report['mode']): Annotation {
  const level = LEVEL_OF[finding.level]
  return {
    level: mode === 'audit' && finding.level === 'error' ? 'warning' : level,
    title: titleOf(finding.rule, artifact),
    message: finding.fix ? `${inert(finding.message)}\nFix: ${inert(finding.fix)}` : inert(finding.message),
  }
}

function titleOf(what: string, artifact: string): string {
  const of = artifact && ` (${inert(artifact, MAX_TITLE)})`
  return `legacy-kernel-gate: ${what}${of}`
}

function fold(annotations: readonly Annotation[]): readonly Annotation[] {
  const last = annotations[LIMIT - 1]
  if (annotations.length <= LIMIT || !last) return annotations
  const more = annotations.length - LIMIT
  return [
    ...annotations.slice(0, LIMIT - 1),
    { ...last, message: `${last.message}\n… and ${more} more: see the job summary.` },
  ]
}

function inert(text: string, max = MAX_MESSAGE): string {
  return renderInert(visibleLine(text, max))
}
