/** A line of go.mod or go.work that asks for a Go version. */
export interface GoDemand {
  /** Relative to the workspace; absolute when it lies outside of it. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly directive: 'go' | 'toolchain'
  /** Without the prefix `go`. */
  readonly version: string
}

/**
 * The `go` and `toolchain` lines of a go.mod or go.work; `toolchain default` asks for nothing.
 * Format: https://go.dev/ref/mod#go-mod-file.
 * @param file how it is named in the result
 */
export function parseGoDemands(text: string, file: string): readonly GoDemand[] {
  return text.split(/\r?\n/).flatMap((raw, i): readonly GoDemand[] => {
    const line = raw.replace(/\/\/.*$/, '').trim()
    const [, directive, version] = /^(go|toolchain)\s+"?(?:go)?(\d[^\s"]*)"?$/.exec(line) ?? []
    if (version === undefined) return []
    return [{ file, line: i + 1, directive: directive === 'go' ? 'go' : 'toolchain', version }]
  })
}
