import { Amd64Decoder, MAP_0F, MAP_ONE_BYTE } from './amd64-decoder.js'
import { runAmd64 } from './amd64-effects.js'
import {
  AX,
  BX,
  CX,
  DI,
  isIndexed,
  isRegister,
  lowField,
  memory,
  readRm,
  regField,
  SI,
  SP,
} from './amd64-operands.js'
import { branchTarget } from './amd64-scan.js'
import type { Flow, Machine } from './code-flow.js'
import { MachineState, TakenAddresses } from './machine-state.js'
import type { TracedCode, TraceOptions, TrapKind } from './scanned-function.js'
import { traceCode } from './trace-code.js'
import { type TracedValue, UNKNOWN } from './traced-value.js'

/** Go's ABIInternal (src/cmd/compile/abi-internal.md). */
const ARGUMENT_REGISTERS = [AX, BX, CX, DI, SI, 8, 9, 10, 11]
const REGISTERS = 16
/** ABI0: the return address, then the parameters. */
const FIRST_PARAMETER = 8
/** An indexed load this many instructions before a jump through a register makes it one through a table. */
const TABLE_WINDOW = 4

/** {@link TraceCode} of amd64. */
export function traceAmd64(code: Uint8Array, _start: bigint, options: TraceOptions = {}): TracedCode {
  const taken = new TakenAddresses()
  return traceCode(amd64Machine(code, taken), taken, options)
}

function amd64Machine(code: Uint8Array, taken: TakenAddresses): Machine {
  const decoder = new Amd64Decoder(code)
  const stackCheck = stackCheckOf(decoder)
  let sinceIndexed = TABLE_WINDOW
  return {
    length: code.length,
    argumentRegisters: ARGUMENT_REGISTERS,
    argumentsAtCall: 0,
    argumentsAtJump: FIRST_PARAMETER,
    numberRegister: AX,
    flow: (at) => {
      if (!decoder.decode(at)) return null
      const flow = flowOf(decoder, at, sinceIndexed < TABLE_WINDOW)
      sinceIndexed = isIndexed(decoder) ? 0 : sinceIndexed + 1
      return flow
    },
    run: (at, state) => {
      if (!decoder.decode(at)) state.forgetAll()
      else if (at < stackCheck.end) state.set(stackCheck.register, UNKNOWN)
      else runAmd64(decoder, state)
    },
    entry: () => {
      const registers = Array<TracedValue>(REGISTERS).fill(UNKNOWN)
      ARGUMENT_REGISTERS.forEach((register, index) => {
        registers[register] = { kind: 'parameter', abi: 'internal', index }
      })
      registers[SP] = { kind: 'frame', offset: 0 }
      return new MachineState(registers, taken, SP, FIRST_PARAMETER, new Map())
    },
    nothing: () =>
      new MachineState(Array<TracedValue>(REGISTERS).fill(UNKNOWN), taken, SP, FIRST_PARAMETER, null),
    tableOf: (at, state) => {
      if (!decoder.decode(at)) return null
      if (isRegister(decoder)) {
        const value = readRm(decoder, state, 8)
        return value.kind === 'entry' ? value.table : null
      }
      const { address } = memory(decoder, state)
      return address.kind === 'address' ? address.place : null
    },
  }
}

/**
 * A function with a large frame begins by working out where its frame will end: `LEAQ -n(SP), R` or `MOVQ SP, R; SUBQ $n,
 * R; JCS`, then `CMPQ R, 16(R14)` (stacksplit in cmd/internal/obj/x86). That address is compared and dropped, so it is
 * not one that the function takes. The check is all before `end`; 0 when there is none.
 */
function stackCheckOf(decoder: Amd64Decoder): { readonly register: number; readonly end: number } {
  const none = { register: AX, end: 0 }
  const next = (map: number, opcode: number): boolean =>
    decoder.decode(decoder.end) && decoder.map === map && decoder.opcode === opcode
  decoder.end = 0
  let register = AX
  if (next(MAP_ONE_BYTE, 0x8d) && isStackOperand(decoder)) {
    register = regField(decoder)
  } else {
    decoder.end = 0
    if (!next(MAP_ONE_BYTE, 0x89) || !isRegister(decoder) || regField(decoder) !== SP) return none
    register = lowField(decoder, decoder.modrm)
    if (!next(MAP_ONE_BYTE, 0x81)) return none
    const branchAt = decoder.end
    if (!next(MAP_ONE_BYTE, 0x72)) {
      decoder.end = branchAt
      if (!next(MAP_0F, 0x82)) return none
    }
  }
  const compares = next(MAP_ONE_BYTE, 0x3b) && regField(decoder) === register && register !== SP
  return compares ? { register, end: decoder.end } : none
}

/** The operand in memory is relative to RSP alone. */
function isStackOperand(decoder: Amd64Decoder): boolean {
  const { modrm, code, modrmAt } = decoder
  return modrm >= 0 && !isRegister(decoder) && (modrm & 7) === 4 && code[modrmAt + 1] === 0x24
}

function flowOf(decoder: Amd64Decoder, at: number, afterIndexed: boolean): Flow {
  const plain = { at, end: decoder.end, target: -1, trap: null, reload: isReload(decoder) }
  const { map, opcode } = decoder
  const trap = trapOf(decoder)
  if (trap !== null) return { ...plain, kind: 'trap', trap }
  if (map === MAP_0F) {
    if ((opcode & 0xf0) === 0x80) return { ...plain, kind: 'branch', target: branchTarget(decoder) }
    // SYSRET, UD2 and SYSEXIT.
    return { ...plain, kind: opcode === 0x07 || opcode === 0x0b || opcode === 0x35 ? 'stop' : 'plain' }
  }
  if (map !== MAP_ONE_BYTE) return { ...plain, kind: 'plain' }
  if (opcode === 0xe8) return { ...plain, kind: 'call', target: branchTarget(decoder) }
  if (opcode === 0xe9 || opcode === 0xeb) return { ...plain, kind: 'jump', target: branchTarget(decoder) }
  const xbegin = opcode === 0xc7 && decoder.modrm === 0xf8
  if ((opcode & 0xf0) === 0x70 || (opcode & 0xfc) === 0xe0 || xbegin) {
    return { ...plain, kind: 'branch', target: branchTarget(decoder) }
  }
  // RET, far RET and IRET.
  if ([0xc2, 0xc3, 0xca, 0xcb, 0xcf].includes(opcode)) return { ...plain, kind: 'stop' }
  return { ...plain, kind: opcode === 0xff ? indirectFlow(decoder, afterIndexed) : 'plain' }
}

/** CALL and JMP through a register or memory. Go jumps within a function that way only with a table (ssagen, BlockAMD64JUMPTABLE). */
function indirectFlow(decoder: Amd64Decoder, afterIndexed: boolean): Flow['kind'] {
  const n = regField(decoder) & 7
  if (n === 2 || n === 3) return 'indirect-call'
  if (n === 5) return 'stop'
  if (n !== 4) return 'plain'
  return isIndexed(decoder) || (isRegister(decoder) && afterIndexed) ? 'table' : 'stop'
}

function trapOf(decoder: Amd64Decoder): TrapKind | null {
  const { map, opcode } = decoder
  if (map === MAP_0F) return opcode === 0x05 ? 'syscall' : opcode === 0x34 ? 'sysenter' : null
  return map === MAP_ONE_BYTE && opcode === 0xcd && decoder.code[decoder.immediateAt] === 0x80
    ? 'int80'
    : null
}

/** Loads with RSP as base: MOV, MOVZX, MOVSX, MOVUPS and the like; NOP. */
function isReload(decoder: Amd64Decoder): boolean {
  const { map, opcode } = decoder
  if (map === MAP_ONE_BYTE && opcode === 0x90) return true
  if (map === MAP_0F && opcode === 0x1f) return true
  const loads = map === MAP_ONE_BYTE ? ONE_BYTE_LOADS : map === MAP_0F ? TWO_BYTE_LOADS : []
  return isStackOperand(decoder) && loads.includes(opcode) && regField(decoder) !== SP
}

const ONE_BYTE_LOADS: readonly number[] = [0x63, 0x8a, 0x8b]
const TWO_BYTE_LOADS: readonly number[] = [0x10, 0x28, 0x6f, 0xb6, 0xb7, 0xbe, 0xbf]
