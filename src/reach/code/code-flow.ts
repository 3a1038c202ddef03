import type { MachineState } from './machine-state.js'
import type { TrapKind } from './scanned-function.js'

/** Where one instruction may go to. */
export interface Flow {
  readonly at: number
  readonly end: number
  /**
   * `branch` goes to the target or on, `jump` to the target, `table` to one of many that data tells, `stop` nowhere in
   * this function. `call` has a target, `indirect-call` has none. `restart` is a call that begins the function anew.
   */
  readonly kind:
    | 'plain'
    | 'branch'
    | 'jump'
    | 'table'
    | 'stop'
    | 'call'
    | 'indirect-call'
    | 'restart'
    | 'trap'
  /** -1 when there is none. */
  readonly target: number
  readonly trap: TrapKind | null
  /** Does nothing, or nothing but load a register from the stack. */
  readonly reload: boolean
}

/** What the tracer must know of an architecture. */
export interface Machine {
  readonly length: number
  /** What the instruction at `at` does to the flow; null when it is not understood. */
  readonly flow: (at: number) => Flow | null
  /** What it does to registers and stack; not asked for calls and direct jumps. */
  readonly run: (at: number, state: MachineState) => void
  /** The state at the function's entry. */
  readonly entry: () => MachineState
  /** The state of which nothing is known. */
  readonly nothing: () => MachineState
  /** Place of the table of pointers that the `table` instruction at `at` goes by; null when not known. */
  readonly tableOf: (at: number, state: MachineState) => number | null
  readonly argumentRegisters: readonly number[]
  /** Bytes from the stack pointer to ABI0's first argument, at a call and at a jump to another function. */
  readonly argumentsAtCall: number
  readonly argumentsAtJump: number
  /** The register of a system call's number. */
  readonly numberRegister: number
}

/** The instructions of a function in a row. */
export interface Program {
  readonly flows: readonly Flow[]
  /** By place: the index of the instruction that begins there; -1 when none does. */
  readonly indexes: Int32Array
  readonly stoppedAt: number
}

/** More parameters than are ever reloaded after growing the stack. */
const MOST_RELOADS = 40

/** Reads up to the first instruction that is not understood. */
export function readProgram(machine: Machine): Program {
  const flows: Flow[] = []
  const indexes = new Int32Array(machine.length).fill(-1)
  let at = 0
  while (at < machine.length) {
    const flow = machine.flow(at)
    if (flow === null) break
    indexes[at] = flows.length
    flows.push(flow)
    at = flow.end
  }
  return { flows: flows.map((flow, i) => asRestart(flows, flow, i)), indexes, stoppedAt: at }
}

/** A direct call, or a jump out of the function. */
export function leaves(flow: Flow, length: number): boolean {
  if (flow.kind === 'call' || flow.kind === 'restart') return true
  return (flow.kind === 'branch' || flow.kind === 'jump') && (flow.target < 0 || flow.target >= length)
}

/**
 * Growing the stack: a call, the parameters reloaded, a jump to the function's first byte (stacksplit in
 * cmd/internal/obj/x86 and arm64). The function begins anew as it was called, so nothing flows on from that call.
 */
function asRestart(flows: readonly Flow[], flow: Flow, index: number): Flow {
  if (flow.kind !== 'call') return flow
  const next = flows.slice(index + 1, index + 1 + MOST_RELOADS).find(({ reload }) => !reload)
  return next?.kind === 'jump' && next.target === 0 ? { ...flow, kind: 'restart' } : flow
}
