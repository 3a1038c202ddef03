import { GateError, type GateErrorFields } from '../errors.js'
import type { CompileError } from './compile-errors.js'

/** A failed `go build` (code `build-failed`), with what can be shown at its place in the source. */
export class BuildError extends GateError {
  readonly compileErrors: readonly CompileError[]

  constructor(fields: GateErrorFields, compileErrors: readonly CompileError[]) {
    super(fields)
    this.compileErrors = compileErrors
  }
}
