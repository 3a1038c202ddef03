import type { EvidenceKind, VerdictName } from '../judge/verdict.js'
import type {
  Report,
  ReportArtifact,
  ReportBoot,
  ReportError,
  ReportFinding,
  ReportPlace,
  ReportTarget,
} from './report.js'
import { enforcementSentence, survivedCount, targetTitle } from './surface-words.js'

/** Formats a name or an id for the place where the sentence will stand. */
export type Quote = (raw: string) => string

export const VERDICT_WORD: Readonly<Record<VerdictName, string>> = {
  pass: 'PASS',
  warn: 'WARN',
  fail: 'FAIL',
  inconclusive: 'INCONCLUSIVE',
}

/** What each kind of evidence means, to stand in a list. */
export const EVIDENCE_WORDS: Readonly<Record<EvidenceKind, string>> = {
  static: 'the file was read',
  boot: 'it ran under strace',
  userland: "in the target's own userland",
  surface: 'what the target kernel lacks was refused',
  kernel: 'on a real old kernel',
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

/** The one line that a busy reviewer reads: which binary, and whether it runs on the target. */
export function verdictSentence(artifact: ReportArtifact, target: ReportTarget | null, quote: Quote): string {
  const name = quote(artifact.name)
  const title = targetTitle(target)
  switch (artifact.verdict) {
    case 'pass':
      return `${name} ${doing(artifact)}${underSurface(artifact, title)}${byPolicy(artifact)}.`
    case 'warn':
      return `${name} ${doing(artifact)}; for ${title} there ${warnings(artifact, quote)}${byPolicy(artifact)}.`
    case 'fail':
      return `${name} is not fit for ${title}${because(artifact, 'error', quote)}.`
    case 'inconclusive':
      return `whether ${name} runs on ${title} could not be judged${because(artifact, 'inconclusive', quote)}.`
  }
}

/** Without those that the policy ignores. */
export function countedFindings({ findings }: ReportArtifact): readonly ReportFinding[] {
  return findings.filter(({ ignored }) => ignored === null)
}

/** What the policy made of a finding: to stand behind its rule's id. Empty when it made nothing of it. */
export function policyRemark({ defaultLevel }: ReportFinding): string {
  return defaultLevel === null ? '' : ` (by policy; by itself ${defaultLevel})`
}

/** `Ignored until the end of 2027-01-31 (UTC): reason` */
export function ignoredSentence({ reason, expires }: NonNullable<ReportFinding['ignored']>): string {
  return expires === null ? reason : `Ignored until the end of ${expires} (UTC): ${reason}`
}

/** Which policy it was, and what of it was not used. */
export function policySentence({ path, digest, unused }: NonNullable<Report['policy']>): string {
  const rest = unused.length > 0 ? ` ${unused.join(' ')}` : ''
  return `Policy: ${path} (${digest.slice(0, 19)}…).${rest}`
}

/** The line above several artifacts, or above none. */
export function overallSentence(report: Report): string {
  const { artifacts, error } = report
  if (artifacts.length === 0) {
    return error ? `nothing was judged: the ${error.stage} stage stopped.` : 'nothing was judged.'
  }
  const counted = (['fail', 'inconclusive', 'warn', 'pass'] as const)
    .map((verdict) => ({
      verdict,
      count: artifacts.filter((artifact) => artifact.verdict === verdict).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${COUNTED[verdict]}`)
  const stopped = error ? `; the ${error.stage} stage stopped before the end` : ''
  return `${plural(artifacts.length, 'binary', 'binaries')} for ${targetTitle(report.target)}: ${counted.join(', ')}${stopped}.`
}

const COUNTED: Readonly<Record<VerdictName, string>> = {
  fail: 'not fit',
  inconclusive: 'could not be judged',
  warn: 'passed with warnings',
  pass: 'passed',
}

/** What the evidence does not show; empty when a real old kernel ran the artifact. */
export function limitSentences(artifact: ReportArtifact, target: ReportTarget | null): readonly string[] {
  const { boot, evidence, surface } = artifact
  if (!evidence.includes('boot') || !boot) {
    return ['The program was not seen running: what it does when it runs is not part of this verdict.']
  }
  if (evidence.includes('kernel')) return []
  return [
    ...(surface ? [enforcementSentence(surface, target)] : []),
    kernelLimit(boot, evidence),
    ...(evidence.includes('userland') ? [] : [USERLAND_LIMIT]),
  ]
}

const USERLAND_LIMIT =
  "Its userland was not the target's, so loader, libraries and files of the target were not tried."

function kernelLimit({ place }: ReportBoot, evidence: ReportArtifact['evidence']): string {
  const kernel = `The kernel that ran it was ${place.kernel} of the host`
  return evidence.includes('surface')
    ? `${kernel}: how the target's own kernel does what it does have was not tried.`
    : `${kernel}: what the program does without newer calls was not, or not surely, seen.`
}

/** `the file was read, it was run under strace, …` */
export function evidenceSentence(artifact: ReportArtifact): string {
  const words = artifact.evidence.map((kind) => EVIDENCE_WORDS[kind])
  return words.length > 0 ? `Decided on: ${words.join(', ')}.` : 'There was no evidence to decide on.'
}

export const AUDIT_SENTENCE =
  'Audit mode: broken rules do not fail the step; a run that cannot be judged does.'

/** As compilers print it: `cmd/server/main.go:12:5`. */
export function placeName({ file, line, column }: ReportPlace): string {
  return column === null ? `${file}:${line}` : `${file}:${line}:${column}`
}

/** Who has to act on an error. */
export function faultSentence(error: ReportError): string {
  switch (error.fault) {
    case 'user':
      return 'The cause is an input, the source code or the set-up of the machine.'
    case 'artifact':
      return 'The cause is the file that was to be judged.'
    case 'gate':
      return 'The cause is legacy-kernel-gate or something that it depends on, not your code.'
  }
}

function underSurface(artifact: ReportArtifact, title: string): string {
  if (!artifact.evidence.includes('surface')) return `; nothing was seen that the rules for ${title} refuse`
  const survived = survivedCount(artifact)
  return ` under the kernel surface of ${title}${survived > 0 ? `, without ${plural(survived, 'newer thing')} that it tried` : ''}`
}

function doing({ boot, evidence }: ReportArtifact): string {
  if (!boot || !evidence.includes('boot')) return 'was read, not run'
  const passed = boot.exercises.filter((exercise) => exercise.ok).length
  const start = boot.ready?.state === 'ready' ? 'booted' : 'was started, not seen ready'
  if (boot.exercises.length === 0) return `${start} (nothing more was asked of it)`
  const all = passed === boot.exercises.length
  return `${start} and did ${all ? 'what was asked' : `${passed} of ${boot.exercises.length} things that were asked`}`
}

/** A pass that the policy made must say so. */
function byPolicy({ findings }: ReportArtifact): string {
  const ignored = findings.filter((finding) => finding.ignored !== null).length
  const lowered = findings.filter(
    ({ level, defaultLevel, ignored }) =>
      ignored === null &&
      ((defaultLevel === 'error' && level !== 'error') || (defaultLevel === 'warning' && level === 'note')),
  ).length
  return [
    ...(ignored > 0 ? [`; the policy ignores ${plural(ignored, 'finding')}`] : []),
    ...(lowered > 0 ? [`; the policy lowers ${plural(lowered, 'finding')}`] : []),
  ].join('')
}

function warnings(artifact: ReportArtifact, quote: Quote): string {
  const found = countedFindings(artifact).filter((finding) => finding.level === 'warning')
  const ids = rules(found, quote)
  return `${found.length === 1 ? 'is 1 warning' : `are ${found.length} warnings`}${ids && `: ${ids}`}`
}

function because(artifact: ReportArtifact, level: ReportFinding['level'], quote: Quote): string {
  if (artifact.verdict === 'inconclusive' && artifact.error)
    return `: the ${artifact.error.stage} stage stopped`
  const ids = rules(
    countedFindings(artifact).filter((finding) => finding.level === level),
    quote,
  )
  return ids && `: ${ids}`
}

/** Distinct rule ids, the first four by name. */
function rules(findings: readonly ReportFinding[], quote: Quote): string {
  const ids = [...new Set(findings.map((finding) => finding.rule))]
  const named = ids.slice(0, 4).map(quote)
  return [...named, ...(ids.length > 4 ? [`${ids.length - 4} more`] : [])].join(', ')
}
