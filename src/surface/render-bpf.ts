import { GateError } from '../errors.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import type { Architecture, Syscall } from '../kernel/syscall-table.js'
import { BpfAssembler, type Label } from './bpf-assembler.js'
import { ALLOW, type CallRule, type Decision } from './call-rules.js'
import { ARCHITECTURES_OF_HOST } from './host-architectures.js'
import { type RegisterTest, WORD_MASK } from './register-test.js'
import {
  type CallDecision,
  type SurfaceDecisions,
  surfaceDecisions,
  UNKNOWN_CALL,
} from './surface-decision.js'

/** seccomp_data.arch (linux/audit.h). */
export const AUDIT_ARCH: Readonly<Record<Architecture, number>> = {
  x86_64: 0xc000_003e,
  arm64: 0xc000_00b7,
  i386: 0x4000_0003,
}

/** Return values (linux/seccomp.h). */
export const SECCOMP_RET = { errno: 0x0005_0000, userNotification: 0x7fc0_0000, allow: 0x7fff_0000 } as const

/** Offsets in struct seccomp_data; an argument is 64 bits, its low half first on little-endian machines. */
const OFFSET = { number: 0, arch: 4, arguments: 16 } as const
const ARGUMENT_BYTES = 8

/** BPF_MAXINSNS */
const MOST_INSTRUCTIONS = 4096
const INSTRUCTION_BYTES = 8

/** What a busy Go server calls all the time: tested before the search, so that it costs them two or three comparisons. */
const HOT_CALLS: readonly string[] = ['futex', 'epoll_pwait', 'read', 'write', 'nanosleep']

/**
 * The kernel surface as a seccomp filter: an array of struct sock_filter, little endian. Numbers and argument words are
 * found by binary search.
 *
 * Only the low 32 bits of an argument are compared: options are `int` or `unsigned int` in the kernel, which does not
 * look at the upper half either, and what stands there is left to the caller (often a sign extension).
 *
 * Calls of x32 programs (numbers from 0x40000000) and of architectures that the host does not run answer ENOSYS, as on a
 * kernel built without them. Options behind i386's socketcall(2) and ipc(2) lie in memory and are not looked at.
 * @throws GateError `filter-too-large` when the profile does not fit into 4096 instructions
 */
export function renderBpf(profile: KernelProfile, table: readonly Syscall[], host: Architecture): Uint8Array {
  const program = new BpfAssembler()
  program.load(OFFSET.arch)
  for (const architecture of ARCHITECTURES_OF_HOST[host]) {
    const [matches, next] = [Symbol(architecture), Symbol(`not ${architecture}`)]
    program.ifEqual(AUDIT_ARCH[architecture], matches, next)
    program.place(matches)
    emitArchitecture(program, surfaceDecisions(profile, table, architecture))
    program.place(next)
  }
  program.return(returnValue(UNKNOWN_CALL))
  const bytes = program.assemble()
  const instructions = bytes.length / INSTRUCTION_BYTES
  if (instructions <= MOST_INSTRUCTIONS) return bytes
  throw new GateError({
    stage: 'boot',
    code: 'filter-too-large',
    fault: 'gate',
    message: `The seccomp filter for target ${profile.id} has ${instructions} instructions, and Linux takes ${MOST_INSTRUCTIONS}.`,
    hint: 'Use a target with fewer option spaces, and report this with the profile.',
  })
}

/** Ends in a return on every path, so that what follows is reached by jumps only. */
function emitArchitecture(program: BpfAssembler, decisions: SurfaceDecisions): void {
  const exits = new Exits(program)
  const blocks = new Map<Label, CallDecision>()
  const target = (call: CallDecision): Label => {
    const [first] = call.rules
    if (!first) return exits.of(ALLOW)
    if (first.tests.length === 0) return exits.of(first.decision)
    const label = Symbol(call.name)
    blocks.set(label, call)
    return label
  }
  const calls = [...decisions].map(([number, call]) => ({ number, name: call.name, label: target(call) }))
  program.load(OFFSET.number)
  for (const { number, label } of calls.filter(({ name }) => HOT_CALLS.includes(name))) {
    const next = Symbol('not hot')
    program.ifEqual(number, label, next)
    program.place(next)
  }
  const numbers = new Map(calls.map(({ number, label }) => [number, label]))
  emitSearch(program, rangesOf(numbers, exits.of(UNKNOWN_CALL)))
  for (const [label, call] of blocks) {
    program.place(label)
    emitRules(program, call.rules, exits)
  }
  exits.emit()
}

function emitRules(program: BpfAssembler, rules: readonly CallRule[], exits: Exits): void {
  for (const { tests, decision } of rules) {
    const next = Symbol('next rule')
    tests.forEach((test, i) => {
      const holds = i === tests.length - 1 ? exits.of(decision) : Symbol('next test')
      emitTest(program, test, holds, next)
      if (i < tests.length - 1) program.place(holds)
    })
    if (tests.length === 0) program.jump(exits.of(decision))
    program.place(next)
  }
  program.jump(exits.of(ALLOW))
}

function emitTest(program: BpfAssembler, test: RegisterTest, holds: Label, fails: Label): void {
  const [inside, outside] = test.holds === 'in' ? [holds, fails] : [fails, holds]
  program.load(OFFSET.arguments + test.arg * ARGUMENT_BYTES)
  if (test.mask !== WORD_MASK) program.and(test.mask)
  const [value, ...more] = test.values
  if (value !== undefined && more.length === 0) program.ifEqual(value, inside, outside)
  else emitSearch(program, rangesOf(new Map(test.values.map((one) => [one, inside])), outside))
}

/** From this value on, up to the next range. */
interface Range {
  readonly from: number
  readonly target: Label
}

/** All 32-bit values in ascending ranges: the given ones to their targets, the rest to `otherwise`. */
function rangesOf(targets: ReadonlyMap<number, Label>, otherwise: Label): readonly Range[] {
  const ranges: Range[] = []
  const add = (from: number, target: Label) => {
    if (ranges.at(-1)?.from === from) ranges.pop()
    if (ranges.at(-1)?.target !== target) ranges.push({ from, target })
  }
  add(0, otherwise)
  for (const [value, target] of [...targets].sort(([a], [b]) => a - b)) {
    add(value, target)
    if (value < WORD_MASK) add(value + 1, otherwise)
  }
  return ranges
}

/** Halves the ranges until one is left; `ranges` is not empty. */
function emitSearch(program: BpfAssembler, ranges: readonly Range[]): void {
  const middle = ranges.length >> 1
  const high = ranges[middle]
  if (!high) return
  if (middle === 0) {
    program.jump(high.target)
    return
  }
  const halves = [ranges.slice(0, middle), ranges.slice(middle)].map((half) => {
    const [only, ...more] = half
    return {
      half,
      isLeaf: more.length === 0,
      entry: only && more.length === 0 ? only.target : Symbol('half'),
    }
  })
  const [low, top] = halves
  if (low && top) program.ifAtLeast(high.from, top.entry, low.entry)
  for (const { half, isLeaf, entry } of halves) {
    if (isLeaf) continue
    program.place(entry)
    emitSearch(program, half)
  }
}

/** The returns of one architecture, each emitted once, behind all that jumps to it. */
class Exits {
  readonly #labels = new Map<number, Label>()
  constructor(private readonly program: BpfAssembler) {}

  of(decision: Decision): Label {
    const value = returnValue(decision)
    const label = this.#labels.get(value) ?? Symbol(`return 0x${value.toString(16)}`)
    this.#labels.set(value, label)
    return label
  }

  emit(): void {
    for (const [value, label] of this.#labels) {
      this.program.place(label)
      this.program.return(value)
    }
  }
}

function returnValue(decision: Decision): number {
  if (decision.kind === 'allow') return SECCOMP_RET.allow
  return decision.kind === 'ask' ? SECCOMP_RET.userNotification : SECCOMP_RET.errno | decision.errno
}
