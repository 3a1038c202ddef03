import * as path from 'node:path'

/** One error of the Go compiler. */
export interface CompileError {
  /** Relative to the workspace; absolute when it lies outside of it. */
  readonly file: string
  readonly line: number
  /** Null when the tool names only the line, as for go.mod. */
  readonly column: number | null
  readonly message: string
}

/** GitHub shows at most ten error annotations a step. */
const MAX_ERRORS = 10

/**
 * Reads what `go build`, `go list` and `go vet` print: `# package` headers, then `FILE:LINE[:COLUMN]: message`, whose
 * further lines are indented by a tab. At most ten, in the order of appearance, none twice.
 * @param directory absolute folder in which go ran, to which its paths are relative
 * @param workspace absolute folder
 */
export function parseCompileErrors(
  output: string,
  directory: string,
  workspace: string,
): readonly CompileError[] {
  const errors: CompileError[] = []
  let open = false
  for (const line of output.split('\n')) {
    const error = parseLine(line, directory, workspace)
    const last = errors.at(-1)
    if (error) errors.push(error)
    else if (open && last && line.startsWith('\t')) {
      errors[errors.length - 1] = { ...last, message: `${last.message}\n${line.trim()}`.trim() }
    }
    open = error !== null || (open && line.startsWith('\t'))
  }
  const keys = errors.map(({ file, line, message }) => JSON.stringify([file, line, message]))
  return errors.filter((_, i) => keys.indexOf(keys[i] ?? '') === i).slice(0, MAX_ERRORS)
}

function parseLine(line: string, directory: string, workspace: string): CompileError | null {
  const place = /^(?:vet: )?([^\s#][^:]*\.(?:go|mod|work|s|S|c|cc|cpp|cxx|h|hpp)):(\d+)(?::(\d+))?:\s*(.*)$/
  const [, name, row, column, message = ''] = place.exec(line) ?? []
  if (name === undefined || message === 'too many errors') return null
  const file = path.resolve(directory, name)
  const relative = path.relative(workspace, file)
  const outside = relative.startsWith(`..${path.sep}`)
  return {
    file: outside ? file : relative,
    line: Number(row),
    column: column === undefined ? null : Number(column),
    message,
  }
}
