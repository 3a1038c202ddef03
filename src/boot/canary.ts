import type { KernelProfile } from '../kernel/kernel-profile.js'
import type { BootRun } from './boot-run.js'

/** What the canary program (`agent -canary`) is asked to try, as JSON in its first argument. */
export interface CanaryPlan {
  readonly calls: readonly CanaryCall[]
  readonly paths: readonly string[]
}

/** A raw syscall; what it would do must be harmless where it is not refused. */
export interface CanaryCall {
  readonly number: number
  readonly args: readonly number[]
}

/** What it prints, as one line of JSON on its standard output; an errno of 0 means that the call went through. */
export interface CanaryAnswer {
  readonly release: string
  readonly version: string
  readonly calls: readonly { readonly number: number; readonly errno: number }[]
  readonly paths: readonly { readonly path: string; readonly errno: number }[]
}

/** The surface was seen to hold in this engine, or why not. */
export interface CanaryResult {
  readonly held: boolean
  /** One sentence each; empty when it held. */
  readonly misses: readonly string[]
  /** What was tried, for the report: `openat2: ENOSYS`. */
  readonly tried: readonly string[]
}

/** What the gate expects of the canary. */
export interface CanaryExpectation {
  readonly plan: CanaryPlan
  /** Name and errno number expected of each call of the plan, in its order. */
  readonly calls: readonly { readonly name: string; readonly errno: number }[]
  readonly uname: { readonly release: string; readonly version: string }
}

const NOWHERE = 0xffff_ffff
/**
 * Calls of different age with arguments that do nothing where they are not refused: a bad descriptor, a null pointer,
 * flags that no kernel knows.
 */
const CANDIDATES: readonly { readonly name: string; readonly args: readonly number[] }[] = [
  { name: 'statx', args: [NOWHERE, 0, 0, 0, 0] },
  { name: 'openat2', args: [NOWHERE, 0, 0, 0] },
  { name: 'io_uring_setup', args: [0, 0] },
  { name: 'pidfd_open', args: [0, NOWHERE] },
  { name: 'futex_waitv', args: [0, 0, NOWHERE, 0, 0] },
  { name: 'cachestat', args: [NOWHERE, 0, 0, NOWHERE] },
  { name: 'mseal', args: [0, 0, NOWHERE] },
  { name: 'rseq_slice_yield', args: [] },
  // Options of old calls: a socket of protocol 262 (MPTCP), PR_SET_VMA, FUTEX_LOCK_PI2, TCP_ULP of no descriptor.
  { name: 'socket', args: [2, 1, 262] },
  { name: 'prctl', args: [0x5356_4d41, NOWHERE] },
  { name: 'futex', args: [0, 13] },
  // And one that every kernel has: the filter must not refuse what it should let through.
  { name: 'getppid', args: [] },
]
/** Linux has no path below it; the agent's supervisor alone says ENOENT for the first. */
const CANDIDATE_PATHS = ['/proc/thread-self/comm', '/proc/self/smaps_rollup']

/**
 * Plans the canary for a target.
 * @param decide errno number with which the target refuses a call; 0 when it lets it through
 */
export function expectCanary(
  profile: KernelProfile,
  numberOf: (name: string) => number | null,
  decide: (number: number, args: readonly number[]) => number,
): CanaryExpectation {
  const planned = CANDIDATES.flatMap(({ name, args }) => {
    const number = numberOf(name)
    if (number === null) return []
    const errno = decide(number, args)
    return errno !== 0 || name === 'getppid' ? [{ name, errno, call: { number, args } }] : []
  })
  return {
    plan: {
      calls: planned.map(({ call }) => call),
      paths: CANDIDATE_PATHS.filter((path) => isAbsent(profile, path)),
    },
    calls: planned.map(({ name, errno }) => ({ name, errno })),
    uname: { release: profile.release, version: profile.version },
  }
}

function isAbsent(profile: KernelProfile, path: string): boolean {
  const first = path.split('/').slice(0, 3).join('/')
  return profile.absentPaths.some(
    ({ pattern }) => pattern === `${first}/**` || pattern === path.replace('/self/', '/*/'),
  )
}

/**
 * Compares what the canary saw with what the target would have said, and its trace with what it did.
 * @param run the canary's boot under enforcement
 * @param programPath where the canary was inside the engine
 */
export function checkCanary(expected: CanaryExpectation, run: BootRun, programPath: string): CanaryResult {
  const tried = expected.calls
    .filter(({ errno }) => errno !== 0)
    .map(({ name, errno }) => `${name}: errno ${errno}`)
  const answer = parseAnswer(run.stdout)
  if (!answer || run.problems.length > 0) {
    const why = run.problems[0] ?? (run.result?.startError || 'It printed no answer.')
    return { held: false, misses: [`The canary did not run to its end: ${why}`], tried }
  }
  const supervised = run.result?.surface?.supervised ?? false
  const misses = [
    ...callMisses(expected, answer),
    ...(supervised ? supervisedMisses(expected, answer) : []),
    ...traceMisses(expected, run, programPath),
  ]
  return { held: misses.length === 0, misses, tried }
}

function callMisses(expected: CanaryExpectation, answer: CanaryAnswer): string[] {
  return expected.calls.flatMap(({ name, errno }, i) => {
    const seen = answer.calls[i]?.errno
    if (seen === errno) return []
    return [`${name} was answered with errno ${seen ?? 'none'}; the target says ${errno}.`]
  })
}

function supervisedMisses({ uname, plan }: CanaryExpectation, answer: CanaryAnswer): string[] {
  const same = answer.release === uname.release && answer.version === uname.version
  const visible = plan.paths.filter((path) => answer.paths.find((seen) => seen.path === path)?.errno !== 2)
  return [
    ...(same ? [] : [`uname said ${answer.release}, not ${uname.release}.`]),
    ...visible.map((path) => `${path} was there, which the target does not have.`),
  ]
}

function traceMisses(expected: CanaryExpectation, run: BootRun, programPath: string): string[] {
  const program = run.trace?.programs.find(({ path }) => path === programPath)
  const unseen = expected.calls.filter(({ name, errno }) => {
    const use = program?.syscalls.find((seen) => seen.name === name)
    return !use || (errno !== 0 && Object.keys(use.errors).length === 0)
  })
  return unseen.map(({ name }) => `${name} is not in the trace of the canary as it should be.`)
}

function parseAnswer(stdout: string): CanaryAnswer | null {
  try {
    return JSON.parse(stdout) as CanaryAnswer
  } catch {
    return null
  }
}
