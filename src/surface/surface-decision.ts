import type { KernelProfile } from '../kernel/kernel-profile.js'
import { type Architecture, namesByNumber, type Syscall } from '../kernel/syscall-table.js'
import { ALLOW, type CallRule, callRules, type Decision } from './call-rules.js'
import { holdsFor } from './register-test.js'

/** ENOSYS, what every Linux answers to a number that it does not know; programs fall back on nothing else. */
export const ENOSYS = 38
export const UNKNOWN_CALL: Decision = { kind: 'errno', errno: ENOSYS }

/** Every call of one architecture that the kernel has; a number that is not here answers ENOSYS. */
export type SurfaceDecisions = ReadonlyMap<number, CallDecision>

export interface CallDecision {
  readonly name: string
  /** The first that applies decides; without one the call is allowed. */
  readonly rules: readonly CallRule[]
}

/** What each rendering renders: the profile as decisions about call numbers and register arguments. */
export function surfaceDecisions(
  profile: KernelProfile,
  table: readonly Syscall[],
  architecture: Architecture,
): SurfaceDecisions {
  const offered = profile.syscalls[architecture]
  const calls = [...namesByNumber(table, architecture)].filter(([, name]) => offered.has(name))
  return new Map(
    calls.map(([number, name]) => [number, { name, rules: callRules(profile, architecture, name) }]),
  )
}

/** `words`: the low 32 bits of the six arguments, unsigned. */
export function decide(decisions: SurfaceDecisions, number: number, words: readonly number[]): Decision {
  const call = decisions.get(number)
  if (!call) return UNKNOWN_CALL
  return call.rules.find(({ tests }) => tests.every((test) => holdsFor(test, words)))?.decision ?? ALLOW
}
