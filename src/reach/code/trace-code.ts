import { type Flow, leaves, type Machine, type Program, readProgram } from './code-flow.js'
import type { MachineState, TakenAddresses } from './machine-state.js'
import type { TracedCall, TracedCode, TraceOptions } from './scanned-function.js'
import { asKnown } from './traced-value.js'

/** Far more than a `switch` has cases. */
const MOST_TABLE_ENTRIES = 4096
/** Bounds on work that well-formed code does not reach. A function beyond them knows no number. */
const MOST_ROUNDS = 64
const MOST_VISITS = 50
const POINTER = 8

/**
 * {@link TraceCode} for one machine: follows values over all ways through the function until nothing changes, joining
 * them where ways meet. Code that no direct jump reaches begins with nothing known.
 */
export function traceCode(machine: Machine, taken: TakenAddresses, options: TraceOptions): TracedCode {
  const program = readProgram(machine)
  const wanted = options.wanted ?? (() => true)
  const places = program.flows.filter(
    (flow) => flow.kind === 'trap' || (leaves(flow, machine.length) && wanted(flow.target)),
  )
  const whole = program.stoppedAt === machine.length
  const tracer = new Tracer(machine, program, taken, options)
  const states = whole && places.length > 0 ? tracer.statesAt(places) : null
  const stateAt = (flow: Flow): MachineState => states?.get(flow.at) ?? machine.nothing()
  return {
    calls: places
      .filter(({ kind }) => kind !== 'trap')
      .map((flow) => tracedCall(machine, flow, stateAt(flow))),
    traps: places
      .filter(({ kind }) => kind === 'trap')
      .map((flow) => ({
        at: flow.at,
        kind: flow.trap ?? 'syscall',
        number: asKnown(stateAt(flow).get(machine.numberRegister)),
      })),
    stoppedAt: program.stoppedAt,
  }
}

function tracedCall(machine: Machine, flow: Flow, state: MachineState): TracedCall {
  const jumps = flow.kind === 'branch' || flow.kind === 'jump'
  const slots = state.argumentSlots(jumps ? machine.argumentsAtJump : machine.argumentsAtCall)
  return {
    at: flow.at,
    target: flow.target,
    internal: machine.argumentRegisters.map((register) => asKnown(state.get(register))),
    stack: slots.map(asKnown),
  }
}

/** The next instruction is not reached by this one. */
function endsWay({ kind }: Flow): boolean {
  return kind === 'jump' || kind === 'table' || kind === 'stop' || kind === 'restart'
}

class Tracer {
  readonly #machine: Machine
  readonly #program: Program
  readonly #taken: TakenAddresses
  readonly #pointerAt: (place: number) => number | null
  readonly #argumentBytes: (target: number) => number | null
  /** By instruction: ways meet before it. */
  readonly #meets: Uint8Array
  /** The joined state before each instruction where ways meet, by its index. */
  #states = new Map<number, MachineState>()
  #queue: number[] = []
  /** A jump goes to where nobody can follow. */
  #lost = false
  #changed = false

  constructor(machine: Machine, program: Program, taken: TakenAddresses, options: TraceOptions) {
    this.#machine = machine
    this.#program = program
    this.#taken = taken
    this.#pointerAt = options.pointerAt ?? (() => null)
    this.#argumentBytes = options.argumentBytes ?? (() => null)
    this.#meets = new Uint8Array(program.flows.length)
  }

  /** The states before these instructions, by place; null when the function cannot be followed. */
  statesAt(places: readonly Flow[]): ReadonlyMap<number, MachineState> | null {
    this.#markMeets()
    for (let round = 0; !this.#lost; round++) {
      if (round === MOST_ROUNDS) return null
      const before = this.#taken.version
      this.#changed = false
      if (!this.#solve()) return null
      if (!this.#changed && this.#taken.version === before) return this.#collect(places)
    }
    return null
  }

  /** Bytes from the stack pointer on that a call may write to. */
  #writtenBy({ kind, target }: Flow): number | null {
    const bytes = kind === 'call' ? this.#argumentBytes(target) : null
    return bytes === null ? null : this.#machine.argumentsAtCall + bytes
  }

  #markMeets(): void {
    const { flows } = this.#program
    this.#mark(0)
    flows.forEach((flow, i) => {
      if (flow.target >= 0 && flow.target < this.#machine.length) this.#mark(flow.target)
      // What follows a restart is part of it, unless a jump goes there.
      if (endsWay(flow) && flow.kind !== 'restart' && i + 1 < flows.length) this.#meets[i + 1] = 1
    })
  }

  #mark(place: number): void {
    const index = this.#program.indexes[place] ?? -1
    if (index < 0) this.#lost = true
    else if (this.#meets[index] === 0) {
      this.#meets[index] = 1
      this.#changed = true
    }
  }

  /** One round to a fixed point; false when it takes too long. */
  #solve(): boolean {
    this.#states = new Map()
    this.#reach(0, this.#machine.entry())
    let left = MOST_VISITS * (this.#meets.reduce((sum, mark) => sum + mark, 0) + 1)
    for (let next = 0; ; ) {
      for (let index = this.#queue.pop(); index !== undefined; index = this.#queue.pop()) {
        if (this.#lost || left-- === 0) return false
        const state = this.#states.get(index)
        if (state !== undefined) this.#walk(index, state.copy(), null)
      }
      while (next < this.#meets.length && (this.#meets[next] === 0 || this.#states.has(next))) next++
      if (next >= this.#meets.length) return true
      this.#reach(next, this.#machine.nothing())
    }
  }

  #collect(places: readonly Flow[]): ReadonlyMap<number, MachineState> {
    const found = new Map<number, MachineState | null>(places.map(({ at }) => [at, null]))
    for (const [index, state] of this.#states) this.#walk(index, state.copy(), found)
    return new Map([...found].flatMap(([at, state]) => (state === null ? [] : [[at, state]])))
  }

  /** From one meeting of ways to the next. With `found`, only notes the states before its places. */
  #walk(from: number, state: MachineState, found: Map<number, MachineState | null> | null): void {
    const { flows } = this.#program
    for (let index = from; index < flows.length; index++) {
      const flow = flows[index]
      if (flow === undefined) return
      if (index > from && this.#meets[index] !== 0) {
        if (found === null) this.#reach(index, state)
        return
      }
      if (found?.has(flow.at)) found.set(flow.at, state.copy())
      if (found === null) this.#follow(flow, state)
      if (endsWay(flow)) return
      if (flow.kind === 'call' || flow.kind === 'indirect-call') state.afterCall(this.#writtenBy(flow))
      else this.#machine.run(flow.at, state)
    }
  }

  /** To where an instruction goes, besides on. */
  #follow(flow: Flow, state: MachineState): void {
    const within = flow.target >= 0 && flow.target < this.#machine.length
    if (flow.kind === 'table') this.#followTable(flow, state)
    else if (!within) return
    else if (flow.kind === 'branch' || flow.kind === 'jump') {
      // JRCXZ and LOOP count a register down.
      const after = state.copy()
      this.#machine.run(flow.at, after)
      this.#reachPlace(flow.target, after)
    } else if (flow.kind === 'call' && flow.target !== 0)
      this.#reachPlace(flow.target, this.#machine.nothing())
  }

  /** Entries up to the first that is not in this function: too many only add ways. */
  #followTable(flow: Flow, state: MachineState): void {
    const table = this.#machine.tableOf(flow.at, state)
    let entries = 0
    for (; table !== null && entries < MOST_TABLE_ENTRIES; entries++) {
      const target = this.#pointerAt(table + entries * POINTER)
      if (target === null || target < 0 || target >= this.#machine.length) break
      this.#mark(target)
      this.#reachPlace(target, state)
    }
    if (entries === 0) this.#lost = true
  }

  #reachPlace(place: number, state: MachineState): void {
    const index = this.#program.indexes[place] ?? -1
    if (index < 0) this.#lost = true
    else this.#reach(index, state)
  }

  #reach(index: number, state: MachineState): void {
    const known = this.#states.get(index)
    if (known === undefined) this.#states.set(index, state.copy())
    else if (!known.merge(state)) return
    this.#queue.push(index)
  }
}
