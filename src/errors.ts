/** The stage of the gate in which an error arose; see docs/adr/0001-one-way-pipeline.md. */
export type Stage = 'inputs' | 'setup' | 'build' | 'inspect' | 'boot' | 'judge' | 'report'

/**
 * Who has to act: `user` (an input, the source code or the machine's set-up), `artifact` (the file that is
 * judged), `gate` (a fault of this project or of something that it depends on).
 */
export type Fault = 'user' | 'artifact' | 'gate'

export interface GateErrorFields {
  readonly stage: Stage
  /** Kebab-case, stable, for scripts: `no-strace`, `bad-input`, … */
  readonly code: string
  readonly fault: Fault
  /** One sentence: what is wrong, and where. */
  readonly message: string
  /** One sentence: what to do about it. */
  readonly hint: string
  readonly cause?: unknown
}

/** The only error type that stages throw on purpose. Anything else that reaches the top is a fault of ours. */
export class GateError extends Error {
  readonly stage: Stage
  readonly code: string
  readonly fault: Fault
  readonly hint: string

  constructor(fields: GateErrorFields) {
    super(fields.message, { cause: fields.cause })
    this.name = 'GateError'
    this.stage = fields.stage
    this.code = fields.code
    this.fault = fields.fault
    this.hint = fields.hint
  }
}

/**
 * The text of anything thrown, without a stack. Looks at the shape only: an error of Node's own need not be an
 * instance of this realm's Error.
 */
export function messageOf(error: unknown): string {
  return textField(error, 'message') ?? String(error)
}

/** Makes a cancellation, and as a fault of ours whatever else is no GateError yet, one of the given stage. */
export function toGateError(error: unknown, stage: Stage): GateError {
  if (error instanceof GateError) return error
  // What an aborted signal throws (see cancellation.ts), itself or through Node's own functions.
  if (textField(error, 'name') === 'AbortError') return cancelledError(error, stage)
  return new GateError({
    stage,
    code: 'internal',
    fault: 'gate',
    message: `Unexpected error in stage ${stage}: ${messageOf(error)}.`,
    hint: 'Please report this with the log of the step.',
    cause: error,
  })
}

function cancelledError(cause: unknown, stage: Stage): GateError {
  return new GateError({
    stage,
    code: 'cancelled',
    fault: 'user',
    message: `The run was cancelled in stage ${stage}.`,
    hint: 'Run it again, and let it come to its end.',
    cause,
  })
}

function textField(error: unknown, name: 'message' | 'name'): string | undefined {
  const value = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  return typeof value === 'string' ? value : undefined
}
