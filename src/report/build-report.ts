import { posix } from 'node:path'
import type { BootRun } from '../boot/boot-run.js'
import type { CanaryResult } from '../boot/canary.js'
import type { Artifact } from '../build/artifact.js'
import { BuildError } from '../build/build-error.js'
import type { SourceAccount } from '../build/source-account.js'
import type { GateError } from '../errors.js'
import type { Inspection } from '../inspect/inspection.js'
import type { Finding } from '../judge/finding.js'
import type { Verdict } from '../judge/verdict.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import type { PolicyAccount } from '../policy/policy-account.js'
import { PolicyError } from '../policy/policy-error.js'
import type { NoReach } from '../reach/reach.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import type { Attribution } from '../surface/attribution.js'
import type { TraceSummary } from '../trace/trace-summary.js'
import { reachFields } from './build-reach.js'
import { surfaceFields } from './build-surface.js'
import type {
  Report,
  ReportArtifact,
  ReportBoot,
  ReportError,
  ReportFinding,
  ReportTarget,
  ReportTrace,
} from './report.js'
import { tail } from './visible-text.js'
import { worstVerdict } from './worst-verdict.js'

/** What the pipeline knows of one artifact when it ends. */
export interface JudgedArtifact {
  readonly artifact: Artifact
  /** Null when the file could not be read. */
  readonly inspection: Inspection | null
  /** What its source says of the build; absent or null for a prebuilt file. */
  readonly source?: SourceAccount | null
  /** Why the verdict has no reach; null when it has one, or when the file could not be read. */
  readonly noReach: NoReach | null
  /** Null when it was not run. */
  readonly run: BootRun | null
  readonly control: BootRun | null
  readonly canary: CanaryResult | null
  readonly attribution: Attribution | null
  /** Path under which it ran inside the engine, as in Facts; without it, the first program of the trace is taken. */
  readonly programPath?: string | null
  readonly verdict: Verdict
  /** What kept this artifact from being judged. */
  readonly error: GateError | null
}

/** Everything that the report is made of. */
export interface ReportInput {
  /** Of this tool. */
  readonly version: string
  readonly mode: 'enforce' | 'audit'
  readonly startedAt: Date
  readonly durationMs: number
  /** Folder of the report, absolute: traces are named relative to it. */
  readonly directory: string
  /** Null when it could not be loaded. */
  readonly target: KernelProfile | null
  /** Null: there is none. */
  readonly policy: PolicyAccount | null
  readonly go: GoToolchain | null
  readonly artifacts: readonly JudgedArtifact[]
  /** What ended the pipeline early. */
  readonly error: GateError | null
}

const TAIL_CHARACTERS = 4_000
const MAX_PLACES = 100
const MAX_SUBJECTS = 100

export function buildReport(input: ReportInput): Report {
  const { artifacts, error } = input
  return {
    schemaVersion: 1,
    tool: { name: 'legacy-kernel-gate', version: input.version },
    startedAt: input.startedAt.toISOString(),
    durationMs: Math.round(input.durationMs),
    target: input.target && targetFields(input.target),
    mode: input.mode,
    policy: input.policy,
    // An error is never green, whatever the other artifacts did.
    verdict: worstVerdict([
      ...artifacts.map((judged) => judged.verdict.verdict),
      ...(error || artifacts.some((judged) => judged.error) ? (['inconclusive'] as const) : []),
    ]),
    error: error && errorFields(error),
    go: input.go && { version: input.go.version, source: input.go.source },
    artifacts: artifacts.map((judged) => artifactFields(judged, input.directory)),
  }
}

function targetFields({ id, title, release, glibc }: KernelProfile): ReportTarget {
  return { id, title, release, glibc }
}

function errorFields(error: GateError): ReportError {
  const { stage, code, fault, message, hint } = error
  return { stage, code, fault, message, hint, places: placesOf(error) }
}

/** Where the compiler complained, or what is wrong in the policy file. */
function placesOf(error: GateError): ReportError['places'] {
  const places =
    error instanceof BuildError ? error.compileErrors : error instanceof PolicyError ? error.problems : []
  return places
    .slice(0, MAX_PLACES)
    .map(({ file, line, column, message }) => ({ file, line, column, message }))
}

function artifactFields(judged: JudgedArtifact, directory: string): ReportArtifact {
  const { artifact, inspection, run, verdict, error } = judged
  return {
    name: artifact.name,
    path: artifact.path,
    package: artifact.package,
    digest: artifact.digest,
    size: artifact.size,
    inspection,
    build: judged.source ?? null,
    verdict: verdict.verdict,
    findings: verdict.findings.map(findingFields),
    evidence: verdict.evidence,
    error: error && errorFields(error),
    boot: run && bootFields(run, judged.programPath ?? null, directory),
    surface: surfaceFields(judged),
    needs: verdict.needs,
    reach: reachFields(verdict.reach),
    noReach: judged.noReach,
  }
}

function findingFields(finding: Finding): ReportFinding {
  const { rule, level, defaultLevel = null, ignored = null, message, fix, evidence } = finding
  return {
    rule,
    level,
    defaultLevel,
    ignored,
    message,
    fix,
    evidence,
    subjects: (finding.subjects ?? []).slice(0, MAX_SUBJECTS),
    help: `docs/rules/${rule}.md`,
  }
}

function bootFields(run: BootRun, programPath: string | null, directory: string): ReportBoot {
  const { result } = run
  const problems = [...run.problems, ...(result ? [result.startError, ...result.problems] : [])]
  return {
    place: run.place,
    ready: result && result.ready,
    exercises: result?.exercises ?? [],
    stop: result && result.stop,
    exit: result && result.exit,
    timedOut: result?.timedOut ?? false,
    hang: run.hang,
    strays: result?.strays ?? 0,
    durationMs: Math.round(run.durationMs),
    problems: [...new Set(problems.filter((problem) => problem !== ''))],
    stdout: tail(run.stdout, TAIL_CHARACTERS),
    stderr: tail(run.stderr, TAIL_CHARACTERS),
    trace: run.trace && traceFields(run.trace, programPath, posix.relative(directory, run.tracePath)),
  }
}

function traceFields(trace: TraceSummary, programPath: string | null, path: string): ReportTrace {
  const own = programPath ?? trace.programs[0]?.path
  return {
    path,
    bytes: trace.bytes,
    lines: trace.lines,
    calls: trace.calls,
    unreadable: trace.unreadable,
    programs: trace.programs.map((program) => ({
      path: program.path,
      isArtifact: program.path === own,
      processes: program.processes,
      syscalls: program.syscalls.map(({ name, count, succeeded, errors }) => ({
        name,
        count,
        succeeded,
        errors: byKey(errors),
      })),
    })),
    listeners: trace.listeners.length,
    signals: byKey(trace.signals),
  }
}

function byKey(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1)))
}
