import { type Arm64Instruction, ofPrologue, runArm64, SP, stackSum } from './arm64-effects.js'
import { Literals } from './arm64-scan.js'
import {
  branchOffset,
  isBranch,
  isConditional,
  isIndirect,
  isLoadLiteral,
  isSvc,
  links,
  literalSize,
  readWord,
} from './arm64-words.js'
import type { Flow, Machine } from './code-flow.js'
import { MachineState, TakenAddresses } from './machine-state.js'
import type { TracedCode, TraceOptions } from './scanned-function.js'
import { traceCode } from './trace-code.js'
import { type TracedValue, UNKNOWN } from './traced-value.js'

/** Go's ABIInternal (src/cmd/compile/abi-internal.md): R0 to R15. */
const ARGUMENT_REGISTERS = Array.from({ length: 16 }, (_, i) => i)
const REGISTERS = 32
/** ABI0: the caller's own link register lies below its arguments. */
const FIRST_PARAMETER = 8
const NUMBER_REGISTER = 8
const WORD = 4
/** A load by register, or a sum, this many instructions before BR makes it a jump through a table. */
const TABLE_WINDOW = 4

/** {@link TraceCode} of arm64. */
export function traceArm64(code: Uint8Array, start: bigint, options: TraceOptions = {}): TracedCode {
  const taken = new TakenAddresses()
  return traceCode(arm64Machine(code, Number(start & 0xfffn), taken), taken, options)
}

function arm64Machine(code: Uint8Array, low: number, taken: TakenAddresses): Machine {
  const literals = literalsOf(code)
  const check = stackCheckEnd(code)
  const state = (value: TracedValue, slots: Map<number, TracedValue> | null): MachineState =>
    new MachineState(Array<TracedValue>(REGISTERS).fill(value), taken, SP, FIRST_PARAMETER, slots)
  const instruction = (at: number): Arm64Instruction => ({ word: readWord(code, at), at, low })
  return {
    length: code.length,
    argumentRegisters: ARGUMENT_REGISTERS,
    argumentsAtCall: FIRST_PARAMETER,
    argumentsAtJump: FIRST_PARAMETER,
    numberRegister: NUMBER_REGISTER,
    flow: (at) => (at + WORD > code.length ? null : flowOf(code, at, literals)),
    run: (at, now) => {
      const word = readWord(code, at)
      const prologue = ofPrologue(word, readWord(code, at + 2 * WORD))
      // The value of what the prologue works out counts, but nobody else gets the address.
      if (prologue !== null) now.registers[prologue] = stackSum(word, now)
      else if (at < check) now.set(word & 31, UNKNOWN)
      else runArm64(instruction(at), now)
    },
    entry: () => {
      const entry = state(UNKNOWN, new Map())
      for (const index of ARGUMENT_REGISTERS)
        entry.registers[index] = { kind: 'parameter', abi: 'internal', index }
      entry.registers[SP] = { kind: 'frame', offset: 0 }
      return entry
    },
    nothing: () => state(UNKNOWN, null),
    tableOf: (at, now) => {
      const value = now.get((readWord(code, at) >>> 5) & 31)
      return value.kind === 'entry' ? value.table : null
    },
  }
}

function literalsOf(code: Uint8Array): Literals {
  const literals = new Literals()
  for (let at = 0; at + WORD <= code.length; at += WORD) {
    const word = readWord(code, at)
    if (!literals.has(at) && isLoadLiteral(word)) literals.add(at + branchOffset(word), literalSize(word))
  }
  return literals
}

/**
 * The end of a stack check for a large frame: SUB or SUBS $n, RSP, R16 or R17 (and B.LO), then CMP, within the first
 * words of a function (stacksplit in cmd/internal/obj/arm64). 0 when there is none. What it writes there is dropped.
 */
function stackCheckEnd(code: Uint8Array): number {
  for (let at = 0; at < 6 * WORD && at + WORD <= code.length; at += WORD) {
    const word = readWord(code, at)
    const target = word & 31
    if ((word & 0xdf8003e0) >>> 0 === 0xd10003e0 && (target === 16 || target === 17)) {
      const next = readWord(code, at + WORD)
      const compares = isCompare(next) || (isConditional(next) && isCompare(readWord(code, at + 2 * WORD)))
      return compares ? at + WORD : 0
    }
    // MOV and LDR of the words before write R16, R17 or R27.
    if (target !== 16 && target !== 17 && target !== 27) return 0
  }
  return 0
}

/** CMP of two registers. */
function isCompare(word: number): boolean {
  return (word & 0xff20001f) >>> 0 === 0xeb00001f
}

function flowOf(code: Uint8Array, at: number, literals: Literals): Flow {
  const word = readWord(code, at)
  const plain = { at, end: at + WORD, target: -1, trap: null, reload: isReload(word) }
  // Data is never run; nor is UDF come back from.
  if (literals.has(at) || word < 0x10000) return { ...plain, kind: 'stop', reload: false }
  if (isBranch(word))
    return { ...plain, kind: links(word) ? 'call' : 'jump', target: at + branchOffset(word) }
  if (isConditional(word)) return { ...plain, kind: 'branch', target: at + branchOffset(word) }
  if (isSvc(word)) return { ...plain, kind: 'trap', trap: 'svc' }
  if (!isIndirect(word)) return { ...plain, kind: 'plain' }
  const operation = (word >>> 21) & 15
  // BLR and BLRAA; RET, ERET and DRPS; BR and BRAA.
  if ((operation & 7) === 1) return { ...plain, kind: 'indirect-call' }
  if ((operation & 7) !== 0) return { ...plain, kind: 'stop' }
  return { ...plain, kind: jumpsByTable(code, at, (word >>> 5) & 31) ? 'table' : 'stop' }
}

/** Go loads the target right before the jump (ssagen, BlockARM64JUMPTABLE); C adds to it. */
function jumpsByTable(code: Uint8Array, branch: number, register: number): boolean {
  for (let at = branch - WORD; at >= 0 && at >= branch - TABLE_WINDOW * WORD; at -= WORD) {
    const word = readWord(code, at)
    const loads = (word & 0x3b200c00) === 0x38200800
    const adds = (word & 0x1f000000) === 0x0b000000
    if ((word & 31) === register && (loads || adds)) return true
  }
  return false
}

/** LDR and LDP with the stack pointer as base, which they leave; NOP. */
function isReload(word: number): boolean {
  if (word === 0xd503201f) return true
  if (((word >>> 5) & 31) !== SP) return false
  const one = (word & 0x3b000000) === 0x39000000 || (word & 0x3b200c00) === 0x38000000
  if (one) return ((word >>> 22) & 3) !== 0
  return (word & 0x3bc00000) === 0x29400000
}
