import type { KernelProfile, OfferedSpace } from '../kernel/kernel-profile.js'
import type { OptionSpace } from '../kernel/option-space.js'
import type { Architecture } from '../kernel/syscall-table.js'
import { PATH_CALLS, UNAME_CALLS } from './asked-calls.js'
import { noneOf, oneOf, type RegisterTest, WORD_MASK } from './register-test.js'
import { isEmpty, type Refusals, refusalsOf } from './space-rules.js'

/**
 * What is answered to a call: it goes on; it fails; or the agent is asked (SECCOMP_RET_USER_NOTIF), because the answer
 * lies in memory.
 */
export type Decision =
  | { readonly kind: 'allow' }
  | { readonly kind: 'errno'; readonly errno: number }
  | { readonly kind: 'ask' }

/** Applies when every test holds. */
export interface CallRule {
  readonly tests: readonly RegisterTest[]
  readonly decision: Decision
}

export const ALLOW: Decision = { kind: 'allow' }
export const ASK: Decision = { kind: 'ask' }

/**
 * The rules of one call that the kernel has, the first that applies decides; without one the call is allowed. Refusals
 * come before questions, in the order of the profile's spaces. A rule without tests ends the list. Nothing is asked about
 * the structs of i386 programs, whose layout is another one.
 */
export function callRules(
  profile: KernelProfile,
  architecture: Architecture,
  name: string,
): readonly CallRule[] {
  const spaces = takesStruct(architecture, name)
    ? []
    : profile.spaces.filter(({ space }) => space.syscalls.includes(name))
  const questions = architecture === 'i386' ? [] : spaces.flatMap(memoryQuestions)
  const rules = [...spaces.flatMap(refusalRules), ...questions]
  if (isAskedAlways(profile, name)) rules.push({ tests: [], decision: ASK })
  const last = rules.findIndex((rule) => rule.tests.length === 0)
  return last < 0 ? rules : rules.slice(0, last + 1)
}

/** i386's first mmap(2) has its arguments in memory; programs use mmap2(2). */
export function takesStruct(architecture: Architecture, name: string): boolean {
  return architecture === 'i386' && name === 'mmap'
}

function isAskedAlways(profile: KernelProfile, name: string): boolean {
  const paths = profile.absentPaths.length + profile.contents.length > 0
  return UNAME_CALLS.includes(name) || (paths && PATH_CALLS.includes(name))
}

function refusalRules(offered: OfferedSpace): CallRule[] {
  const { source, mask, kind } = offered.space
  if (source.kind !== 'argument') return []
  const refusals = refusalsOf(offered)
  const rules =
    kind === 'value' ? valueRules(source.arg, mask, refusals) : bitRules(source.arg, mask, refusals)
  return rules.map(({ tests, decision }) => ({ tests: [...conditions(offered.space), ...tests], decision }))
}

/** Nothing in memory is worth a question when the kernel refuses nothing there. */
function memoryQuestions(offered: OfferedSpace): CallRule[] {
  const asked = offered.space.source.kind !== 'argument' && !isEmpty(refusalsOf(offered))
  return asked ? [{ tests: conditions(offered.space), decision: ASK }] : []
}

function conditions(space: OptionSpace): RegisterTest[] {
  return space.when.map(({ arg, values }) => oneOf(arg, WORD_MASK, values))
}

/** One rule for each errno; the values are distinct, so that their order does not matter. */
function valueRules(arg: number, mask: number, { refused, unlisted }: Refusals): CallRule[] {
  const errnos = [...new Set(refused.map(({ errno }) => errno))].filter((errno) => errno !== unlisted?.errno)
  const valuesOf = (errno: number) => refused.filter((one) => one.errno === errno).map(({ value }) => value)
  const rules = errnos.map((errno) => refusal([oneOf(arg, mask, valuesOf(errno))], errno))
  if (unlisted) {
    const same = valuesOf(unlisted.errno)
    const others = unlisted.known.filter((value) => !same.includes(value))
    rules.push(refusal([noneOf(arg, mask, others)], unlisted.errno))
  }
  return rules
}

/** In the order of the options: where several bits are refused at once, the first one's errno is returned. */
function bitRules(arg: number, mask: number, { refused, unlisted }: Refusals): CallRule[] {
  const rules: { test: RegisterTest; errno: number }[] = []
  for (const { value, errno } of refused) {
    const last = rules.at(-1)
    // An option of several bits (O_TMPFILE has O_DIRECTORY's) is asked for only when all of them are set.
    if (!isSingleBit(value)) rules.push({ test: oneOf(arg, value, [value]), errno })
    else if (last?.errno !== errno || last.test.holds === 'in')
      rules.push({ test: anyBit(arg, value), errno })
    else rules[rules.length - 1] = { test: anyBit(arg, last.test.mask | value), errno }
  }
  const known = unlisted?.known.reduce((bits, value) => bits | value, 0) ?? mask
  if (unlisted && (mask & ~known) !== 0) {
    rules.push({ test: anyBit(arg, mask & ~known), errno: unlisted.errno })
  }
  return rules.map(({ test, errno }) => refusal([test], errno))
}

function anyBit(arg: number, bits: number): RegisterTest {
  return noneOf(arg, bits >>> 0, [0])
}

function isSingleBit(value: number): boolean {
  return (value & (value - 1)) === 0
}

function refusal(tests: readonly RegisterTest[], errno: number): CallRule {
  return { tests, decision: { kind: 'errno', errno } }
}
