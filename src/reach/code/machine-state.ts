import { join, plus, sameValue, type TracedValue, UNKNOWN } from './traced-value.js'

/** How many argument slots of ABI0 are told of a call. */
export const ARGUMENT_SLOTS = 9
const SLOT = 8

/**
 * Where the stack can change behind the code that is read: a function that takes the address of a slot may hand it to
 * anybody. An object lies above its address, and does not reach over the return address, so the lowest address taken
 * on either side tells. It is gathered over the whole function, whatever the order of its instructions.
 */
export class TakenAddresses {
  /** Slots of the function's own frame from here on are unknown. */
  own = 0
  /** Slots of the caller's argument area from here on are unknown. */
  callers = Number.POSITIVE_INFINITY

  /** Grows with every change. */
  version = 0

  take(value: TracedValue): void {
    if (value.kind !== 'frame') return
    if (value.offset < 0) this.#lower(value.offset, this.callers)
    else this.#lower(this.own, value.offset)
  }

  /** An address in the frame to which the code adds what is not known. */
  takeIndexed(value: TracedValue): void {
    if (value.kind === 'frame') this.#lower(Number.NEGATIVE_INFINITY, value.offset < 0 ? this.callers : 0)
  }

  #lower(own: number, callers: number): void {
    if (own >= this.own && callers >= this.callers) return
    this.own = Math.min(this.own, own)
    this.callers = Math.min(this.callers, callers)
    this.version++
  }

  has(offset: number): boolean {
    return offset < 0 ? offset + SLOT > this.own : offset + SLOT > this.callers
  }
}

/** The registers and the stack at one place of a function. Offsets count from the stack pointer at the entry. */
export class MachineState {
  readonly registers: TracedValue[]
  readonly taken: TakenAddresses
  /** Number of the stack pointer among the registers. */
  readonly stackPointer: number
  /** Of ABI0's first parameter, at the entry. */
  readonly firstParameter: number
  /** What was stored, by offset. Null when nothing of the stack is known any more. */
  #slots: Map<number, TracedValue> | null

  constructor(
    registers: TracedValue[],
    taken: TakenAddresses,
    stackPointer: number,
    firstParameter: number,
    slots: Map<number, TracedValue> | null,
  ) {
    this.registers = registers
    this.taken = taken
    this.stackPointer = stackPointer
    this.firstParameter = firstParameter
    this.#slots = slots
  }

  copy(): MachineState {
    const slots = this.#slots === null ? null : new Map(this.#slots)
    return new MachineState([...this.registers], this.taken, this.stackPointer, this.firstParameter, slots)
  }

  get(register: number): TracedValue {
    return this.registers[register] ?? UNKNOWN
  }

  /** A stack pointer that is lost stays lost: what was stored meanwhile could be anywhere. */
  set(register: number, value: TracedValue): void {
    if (register !== this.stackPointer) {
      this.taken.take(value)
      this.registers[register] = value
      return
    }
    const kept = value.kind === 'frame' && this.get(register).kind === 'frame'
    this.registers[register] = kept ? value : UNKNOWN
    if (!kept) this.#slots = null
  }

  /** The 8 bytes at an address of the stack; unknown for any other address. */
  load(address: TracedValue): TracedValue {
    if (address.kind !== 'frame' || this.#slots === null || this.taken.has(address.offset)) return UNKNOWN
    return this.#slots.get(address.offset) ?? this.#untouched(address.offset)
  }

  /** A store of 8 bytes. Through a pointer that is not known it changes only slots whose address was taken. */
  store(address: TracedValue, value: TracedValue): void {
    this.taken.take(value)
    this.spoil(address, SLOT)
    if (address.kind === 'frame' && this.#slots !== null) this.#slots.set(address.offset, value)
  }

  /** `size` bytes from an address on hold what is not known. */
  spoil(address: TracedValue, size: number): void {
    if (address.kind !== 'frame' || this.#slots === null) return
    const first = address.offset - SLOT + 1
    const last = address.offset + size - 1
    for (const offset of this.#slots.keys()) {
      if (offset >= first && offset <= last) this.#slots.set(offset, UNKNOWN)
    }
    for (let i = 0; i < ARGUMENT_SLOTS; i++) {
      const offset = this.firstParameter + i * SLOT
      if (offset >= first && offset <= last) this.#slots.set(offset, UNKNOWN)
    }
  }

  forgetStack(): void {
    this.#slots = null
  }

  /** After what is not understood. */
  forgetAll(): void {
    this.forgetRegisters()
    this.set(this.stackPointer, UNKNOWN)
  }

  forgetRegisters(): void {
    for (let i = 0; i < this.registers.length; i++) {
      if (i !== this.stackPointer) this.registers[i] = UNKNOWN
    }
  }

  /**
   * After a call: Go's functions keep no register. The callee may write to its arguments and results, and spill its register
   * arguments next to them: `writable` bytes, that begin at the bottom of this frame; null when that is not known. The
   * caller's argument area is above the frame.
   */
  afterCall(writable: number | null): void {
    this.forgetRegisters()
    const stack = this.get(this.stackPointer)
    // Assembly without a frame: the caller's arguments are where the callee's are.
    if (stack.kind !== 'frame' || (writable === null && stack.offset >= 0)) this.forgetStack()
    if (this.#slots === null || stack.kind !== 'frame') return
    const end = writable === null ? 0 : stack.offset + writable
    for (const offset of this.#slots.keys()) if (offset < end && offset < 0) this.#slots.delete(offset)
    if (end > 0) this.spoil(stack, end - stack.offset)
  }

  /** ABI0's argument slots, the first `offset` bytes above the stack pointer. */
  argumentSlots(offset: number): readonly TracedValue[] {
    const stack = this.get(this.stackPointer)
    return Array.from({ length: ARGUMENT_SLOTS }, (_, i) => this.load(plus(stack, offset + i * SLOT)))
  }

  /** Takes in another state at the same place; true when that changed this one. */
  merge(other: MachineState): boolean {
    let changed = false
    this.registers.forEach((value, i) => {
      const joined = join(value, other.get(i))
      if (sameValue(joined, value)) return
      changed = true
      this.set(i, joined)
    })
    return this.#mergeSlots(other) || changed
  }

  #mergeSlots(other: MachineState): boolean {
    if (this.#slots === null) return false
    if (other.#slots === null) {
      this.#slots = null
      return true
    }
    let changed = false
    for (const offset of new Set([...this.#slots.keys(), ...other.#slots.keys()])) {
      const mine = this.#slots.get(offset) ?? this.#untouched(offset)
      const joined = join(mine, other.#slots.get(offset) ?? this.#untouched(offset))
      if (sameValue(joined, mine)) continue
      changed = true
      this.#slots.set(offset, joined)
    }
    return changed
  }

  /** A slot that this function did not store to: the caller's argument, or nothing. */
  #untouched(offset: number): TracedValue {
    const index = (offset - this.firstParameter) / SLOT
    if (index < 0 || index >= ARGUMENT_SLOTS || !Number.isInteger(index)) return UNKNOWN
    return { kind: 'parameter', abi: 'stack', index }
  }
}
