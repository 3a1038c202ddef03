import * as path from 'node:path'

/** One error of the Go compiler, with the file relative to the folder that was asked for. */
export interface CompileError {
  readonly file: string
  readonly line: number
  readonly column: number | null
  readonly message: string
}

/**
 * Reads what `go build` prints: `# package` headers, then `file.go:LINE[:COLUMN]: message` with further lines of the
 * same message indented by a tab.
 * @param directory absolute folder in which go build ran
 * @param root absolute folder that the given paths shall be relative to
 */
export function parseCompileErrors(output: string, directory: string, root: string): readonly CompileError[] {
  const errors: CompileError[] = []
  for (const line of output.split('\n')) {
    const match = /^(?:vet: )?([^\s:][^:]*\.(?:go|s|c|h|mod)):(\d+)(?::(\d+))?: (.*)$/.exec(line)
    const last = errors.at(-1)
    if (match) {
      const [, file = '', row, column, message = ''] = match
      const relative = path.relative(root, path.resolve(directory, file))
      errors.push({
        file: relative,
        line: Number(row),
        column: column === undefined ? null : Number(column),
        message,
      })
    } else if (last && line.startsWith('\t')) {
      errors[errors.length - 1] = { ...last, message: `${last.message} ${line.trim()}` }
    }
  }
  return errors
}
