import type { Report, ReportArtifact } from '../../src/report/report.js'
import type { CorpusCase, Target } from './corpus-case.js'

/** What the gate says of a program on the target's kernel, its policy (multiplexers, build) left aside. */
export type Answer =
  /** Nothing that the kernel or the run is to blame for. */
  | 'works'
  /** It works here, but a flag-unsupported finding says that the old kernel would do something else. */
  | 'warned'
  /** The kernel is to blame: a syscall-required finding at level error. */
  | 'fails'
  /** It failed, and the gate does not blame the kernel. */
  | 'fails-anyway'
  | 'undecided'

/** `warned` counts a program that works and was warned of; a warned one that fails is right. */
export type Outcome =
  | 'right'
  | 'warned'
  | 'wrong-pass'
  | 'wrong-fail'
  /** It fails there, and the gate says that it fails, but blames something else than the kernel. */
  | 'misattributed'
  | 'undecided'
  /** No truth is known. */
  | 'untold'

export const OUTCOMES = [
  'right',
  'warned',
  'wrong-pass',
  'wrong-fail',
  'misattributed',
  'undecided',
  'untold',
] as const satisfies readonly Outcome[]

export interface Judged {
  readonly name: string
  readonly family: string
  readonly target: Target
  readonly answer: Answer
  readonly outcome: Outcome
  /** The gate's verdict, and its findings that are more than a note: `fail: syscall-required (…)`. */
  readonly said: string
  readonly truth: string
}

const KERNEL_RULES: readonly string[] = ['syscall-required']
const RUN_RULES: readonly string[] = ['boot-failed', 'not-ready', 'exercise-failed', 'hung', 'stop-failed']

/** The answer in a report on one artifact. */
export function answerOf(artifact: ReportArtifact): Answer {
  const errors = artifact.findings.filter(({ level }) => level === 'error')
  if (errors.some(({ rule }) => KERNEL_RULES.includes(rule))) return 'fails'
  if (errors.some(({ rule }) => RUN_RULES.includes(rule))) return 'fails-anyway'
  if (artifact.error || artifact.boot === null) return 'undecided'
  if (artifact.findings.some(({ level }) => level === 'inconclusive')) return 'undecided'
  return artifact.findings.some(({ rule }) => rule === 'flag-unsupported') ? 'warned' : 'works'
}

/** Compares the answer with what is known of the case on that kernel. */
export function outcomeOf(one: CorpusCase, target: Target, answer: Answer): Outcome {
  const { works } = one.truth[target]
  if (works === null) return 'untold'
  if (answer === 'undecided') return 'undecided'
  const passed = answer === 'works' || answer === 'warned'
  if (works) return passed ? (answer === 'works' ? 'right' : 'warned') : 'wrong-fail'
  // A program that fails on every kernel fails for its own reasons: blaming the kernel is wrong as well.
  if (one.worksOnHost === false) {
    return passed ? 'wrong-pass' : answer === 'fails' ? 'misattributed' : 'right'
  }
  if (answer === 'works') return 'wrong-pass'
  return answer === 'fails-anyway' ? 'misattributed' : 'right'
}

/** One case on one target, as the table and the list of disagreements show it. */
export function judgeCase(
  one: CorpusCase,
  target: Target,
  artifact: ReportArtifact | undefined,
  error: Report['error'],
): Judged {
  const answer = artifact ? answerOf(artifact) : 'undecided'
  const { works, reason } = one.truth[target]
  return {
    name: one.name,
    family: one.family,
    target,
    answer,
    outcome: outcomeOf(one, target, answer),
    said: artifact ? saidOf(artifact) : (error?.message ?? 'no report'),
    truth: `${works === null ? 'untold' : works ? 'works' : 'fails'}${reason ? `: ${reason}` : ''}`,
  }
}

function saidOf({ verdict, findings, error }: ReportArtifact): string {
  const loud = findings
    .filter(({ level }) => level !== 'note')
    .map(({ rule, message }) => `${rule} (${message})`)
  return [verdict, ...loud, ...(error ? [error.message] : [])].join('; ')
}

export type Counts = Readonly<Record<Outcome, number>>

export function countOutcomes(judged: readonly Judged[]): Counts {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const { outcome } of judged) counts[outcome]++
  return counts
}

/** Whether something is judged worse than before: less of it right, or more of it wrong. */
export function worsened(before: Counts, now: Counts): boolean {
  const bad = ['wrong-pass', 'wrong-fail', 'misattributed', 'undecided', 'warned'] as const
  return now.right < before.right || bad.some((outcome) => now[outcome] > before[outcome])
}
