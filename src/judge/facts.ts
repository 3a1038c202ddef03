import type { BootRun } from '../boot/boot-run.js'
import type { CanaryResult } from '../boot/canary.js'
import type { Artifact } from '../build/artifact.js'
import type { GoPolicy } from '../build/go-policy.js'
import type { SourceAccount } from '../build/source-account.js'
import type { Inspection } from '../inspect/inspection.js'
import type { KernelModel } from '../kernel/kernel-model.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import type { Architecture } from '../kernel/syscall-table.js'
import type { NoReach, Reach } from '../reach/reach.js'
import type { Attribution } from '../surface/attribution.js'
import type { ProgramTrace, SyscallUse } from '../trace/trace-summary.js'
import type { KnownCode } from './known-code.js'

/** What the judge knows of one artifact. Rules read this and nothing else. */
export interface Facts {
  readonly artifact: Artifact
  readonly inspection: Inspection
  /** What its source says of the build; null for a prebuilt file. */
  readonly source: SourceAccount | null
  /** What its machine code can ask of the kernel; null for the reason in `noReach`. */
  readonly reach: Reach | null
  readonly noReach: NoReach | null
  /** The run that is judged, under the target's surface. Null when it could not be run at all. */
  readonly run: BootRun | null
  /** The same boot without enforcement, on the host's kernel as it is; null when none was made. */
  readonly control: BootRun | null
  /** What the canary saw in this engine; null when none was run. */
  readonly canary: CanaryResult | null
  /** Made only when the control run did its job and the judged one did not. */
  readonly attribution: Attribution | null
  readonly profile: KernelProfile
  /** Of the artifact: which of the profile's syscall sets counts. */
  readonly architecture: Architecture
  /** When what came to the kernel, and the other kernels that there are. */
  readonly model: KernelModel
  /** The artifact ran as root inside the engine (input privileges: root). */
  readonly privileged: boolean
  /** Path under which the artifact ran inside the engine. */
  readonly programPath: string
  readonly expected: Expected
  /** Of Go itself and of modules. */
  readonly known: KnownCode
}

/** What the user expects of the artifact, and what the target gives it. */
export interface Expected {
  readonly exitCode: number
  /** Highest glibc symbol version of the target, for example `2.17`. */
  readonly glibc: string
  readonly tags: readonly string[]
  /** Null: every Go is allowed. */
  readonly goPolicy: GoPolicy | null
}

/** What the artifact's own executable did; null when the trace does not show it. */
export function ownProgram(facts: Facts): ProgramTrace | null {
  return programOf(facts.run, facts.programPath)
}

export function programOf(run: BootRun | null, path: string): ProgramTrace | null {
  return run?.trace?.programs.find((program) => program.path === path) ?? null
}

/** Programs that the artifact started. */
export function childPrograms(facts: Facts): readonly ProgramTrace[] {
  return facts.run?.trace?.programs.filter((program) => program.path !== facts.programPath) ?? []
}

/** Does something that listens make this a service? */
export function isService(facts: Facts): boolean {
  return facts.run?.trace?.listeners.some((listener) => listener.program === facts.programPath) ?? false
}

export function usesOf(program: ProgramTrace | null, names: readonly string[]): readonly SyscallUse[] {
  return program?.syscalls.filter((use) => names.includes(use.name)) ?? []
}

/** `io_uring_setup: 2 calls, refused 2 times with ENOSYS` */
export function renderUse(use: SyscallUse): string {
  const errors = Object.entries(use.errors).map(([errno, count]) => `${errno} ${count}×`)
  return `${use.name}: ${use.count} call${use.count === 1 ? '' : 's'}${errors.length > 0 ? `, ${errors.join(', ')}` : ''}`
}

/** Last lines of what the artifact printed, stderr first, for evidence. */
export function outputTail(facts: Facts, lines = 5): string[] {
  const text = facts.run?.stderr.trim() || facts.run?.stdout.trim() || ''
  return text === ''
    ? []
    : text
        .split('\n')
        .slice(-lines)
        .map((line) => line.slice(0, 300))
}
