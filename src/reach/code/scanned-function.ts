/**
 * What the machine code of one function says. All places are numbers: bytes from the function's first byte, so one
 * before the function is negative. They are exact for any start address.
 */

/**
 * A number as far as the code of one function tells. Never guessed: what is not proven is unknown.
 * - `constants`: one of these, 1 to 8 of them, ascending, all different; signed 64-bit values, as far as a double holds them.
 * - `parameter`: the function's own parameter handed on unchanged. `internal`: the index-th integer register of ABIInternal
 *   (amd64: AX BX CX DI SI R8 R9 R10 R11; arm64: R0 to R15). `stack`: the index-th 8-byte slot of the caller's argument
 *   area, ABI0's parameters (amd64: 8(SP) at entry is slot 0; arm64: 8(RSP) at entry).
 */
export type Known =
  | { readonly kind: 'constants'; readonly values: readonly number[] }
  | { readonly kind: 'parameter'; readonly abi: Abi; readonly index: number }
  | { readonly kind: 'unknown' }

/** Go's two calling conventions: ABIInternal (registers, Go 1.17 on) and ABI0 (stack). */
export type Abi = 'internal' | 'stack'

/** The instruction: SYSCALL, INT 0x80 (i386 numbers), SYSENTER (i386 numbers), SVC #0. */
export type TrapKind = 'syscall' | 'int80' | 'sysenter' | 'svc'

/** Gets what the fast pass finds, in address order. */
export interface CodeSink {
  /** A direct call to anywhere, or a direct jump (also a conditional one) out of the function. */
  call(at: number, target: number): void
  /** The code takes this address (amd64: LEA relative to RIP; arm64: ADRP and ADD, ADR). */
  reference(at: number, target: number): void
  /** The code reads or writes memory at this address, for example a variable that holds a function. */
  access(at: number, target: number): void
  trap(at: number, kind: TrapKind): void
}

/**
 * The fast pass over one function: no data flow, no object an instruction, any bytes, never throws.
 * @param start virtual address of `code[0]`; only its low 12 bits matter (pages of arm64).
 * @returns where decoding ended: `code.length` when all was understood, else the place of the first instruction that
 *   was not. Behind it nothing was looked at.
 */
export type ScanCode = (code: Uint8Array, start: bigint, sink: CodeSink) => number

/** A direct call, or a direct jump out of the function, with what is known of its arguments. */
export interface TracedCall {
  readonly at: number
  readonly target: number
  /** By ABIInternal: integer registers in the order of {@link Known}. A parameter `{abi, index}` of the callee is `call[abi][index]` here. */
  readonly internal: readonly Known[]
  /** By ABI0: the callee's slots 0 to 8. */
  readonly stack: readonly Known[]
}

export interface TracedTrap {
  readonly at: number
  readonly kind: TrapKind
  /** The call's number (amd64: AX; arm64: R8). */
  readonly number: Known
}

export interface TracedCode {
  /** Those that were wanted, in address order. */
  readonly calls: readonly TracedCall[]
  /** All, in address order. */
  readonly traps: readonly TracedTrap[]
  /** As {@link ScanCode} returns it. When less than `code.length`, every number is unknown. */
  readonly stoppedAt: number
}

export interface TraceOptions {
  /** Which call targets are wanted. Default: all. */
  readonly wanted?: (target: number) => boolean
  /**
   * The pointer in read-only data at this place, as a place; null when there is none. With it the jump tables of `switch`
   * statements are followed; without it, a function that has one knows no number.
   */
  readonly pointerAt?: (place: number) => number | null
  /**
   * How many bytes of arguments, results and spill space the function at this place may write to in its caller's frame;
   * null when that is not known. Without it, nothing that is kept in the frame is known after a call.
   */
  readonly argumentBytes?: (target: number) => number | null
}

/** The slow pass over one function: the same calls and traps as {@link ScanCode}, with numbers followed through its code. */
export type TraceCode = (code: Uint8Array, start: bigint, options?: TraceOptions) => TracedCode
