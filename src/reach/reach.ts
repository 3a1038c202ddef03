/**
 * What the machine code of a Go program can ask of the kernel, read from the file alone: every call of a syscall entry
 * point that the linker kept. What no path of the program reaches was left out by the linker, mostly; what is in here
 * may still never run.
 */
export interface Reach {
  /** One per place, in address order. */
  readonly calls: readonly ReachedCall[]
  /** Places whose number cannot be read: worked out at run time, or in code that is not understood. */
  readonly unknown: readonly CallPlace[]
  /** Go functions of the file's function table. */
  readonly functions: number
  /** C code is in the file (cgo): its calls are not in here. */
  readonly cgo: boolean
}

/** A place with a syscall number that is known. */
export interface ReachedCall {
  readonly place: CallPlace
  /** As the architecture counts. */
  readonly number: number
  /** As strace prints it; null when the table has no such number. */
  readonly syscall: string | null
}

/** A function that calls a syscall entry point, or holds the instruction itself. */
export interface CallPlace {
  /** For example `golang.org/x/sys/unix.Openat2`; of an inlined one, the inlined function. */
  readonly function: string
  /** Import path, for example `golang.org/x/sys/unix`. */
  readonly package: string
  readonly origin: Origin
  /** `path@version` of the module, as replaced; null for the standard library and what belongs to no known module. */
  readonly module: string | null
  /** Virtual address of the call or instruction. */
  readonly address: bigint
  /**
   * Functions from one of the main module (or, when none is found, from the nearest to it that is) down to `function`, by calls and
   * references of functions. Calls through interfaces are not followed, so it may be just the function.
   */
  readonly path: readonly string[]
}

/** Whose code: Go's runtime, its standard library, the main module, a module that it depends on, or not known. */
export type Origin = 'runtime' | 'std' | 'main' | 'dependency' | 'unknown'

/** Why there is no Reach. */
export type NoReach = 'not-go' | 'no-function-table' | 'unknown-machine' | 'unknown-format'
