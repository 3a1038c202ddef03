import { GateError, type GateErrorFields } from '../errors.js'

/** A place in a policy file, and what is wrong there. */
export interface PolicyProblem {
  /** As in Policy.path. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** One sentence. */
  readonly message: string
}

/** Code `bad-policy` or `ignore-expired`; what is wrong can be shown at its place in the file. */
export class PolicyError extends GateError {
  readonly problems: readonly PolicyProblem[]

  constructor(
    fields: Pick<GateErrorFields, 'code' | 'hint' | 'cause'>,
    problems: readonly [PolicyProblem, ...PolicyProblem[]],
  ) {
    const [first, ...others] = problems
    const more = others.length > 0 ? ` (and ${others.length} more in this file)` : ''
    super({ stage: 'inputs', fault: 'user', message: `${renderProblem(first)}${more}`, ...fields })
    this.problems = problems
  }
}

function renderProblem({ file, line, column, message }: PolicyProblem): string {
  return `${file}:${line}:${column}: ${message}`
}
