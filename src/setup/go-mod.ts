/** What a go.mod file asks of the toolchain, in Go's notation without the `go` prefix. */
export interface GoMod {
  /** The `go` line: a toolchain older than this refuses the module. */
  readonly go: string | null
  /** The `toolchain` line, a suggestion; null when missing, `default` or `local`. */
  readonly toolchain: string | null
}

/** Reads the `go` and `toolchain` lines of a go.mod; format: https://go.dev/ref/mod#go-mod-file. */
export function parseGoMod(text: string): GoMod {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\/\/.*$/, '').trim())
  const directive = (pattern: RegExp): string | null =>
    lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined) ?? null
  return {
    go: directive(/^go\s+"?(\d[^\s"]*)"?$/),
    toolchain: directive(/^toolchain\s+"?go(\d[^\s"]*)"?$/),
  }
}
