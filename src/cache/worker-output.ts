/** What @actions/cache printed: workflow commands and plain lines. */
export interface WorkerOutput {
  /** Texts of `::warning::` and `::error::`: how the package tells that something went wrong. */
  readonly troubles: readonly string[]
  /** The plain line that tells most: the last error of Node's, else the last of all; empty when there is none. */
  readonly tellingLine: string
}

/** Reads what the worker printed; `::debug::`, `::add-mask::` and other commands say nothing to people. */
export function parseWorkerOutput(text: string): WorkerOutput {
  const lines = text.split('\n').map((line) => line.trim())
  const troubles = lines.flatMap((line) => {
    const [, message] = /^::(?:warning|error)(?: [^:]*)?::(.*)$/.exec(line) ?? []
    return message === undefined ? [] : [unescapeData(message)]
  })
  const plain = lines.filter((line) => line !== '' && !line.startsWith('::'))
  const errors = plain.filter((line) => /^\w*Error\b/.test(line))
  return { troubles, tellingLine: errors.at(-1) ?? plain.at(-1) ?? '' }
}

/** The escapes of a workflow command's message (docs.github.com, "Workflow commands"). */
function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
