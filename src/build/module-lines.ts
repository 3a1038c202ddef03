/** A line of go.mod that requires a module. */
export interface ModuleLine {
  /** Relative to the workspace; absolute when it lies outside of it. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** Its path, without a version. */
  readonly module: string
}

/**
 * The `require` lines of a go.mod, alone or in a block. Format: https://go.dev/ref/mod#go-mod-file-require.
 * @param file how it is named in the result
 */
export function parseModuleLines(text: string, file: string): readonly ModuleLine[] {
  let inBlock = false
  return text.split(/\r?\n/).flatMap((raw, i): readonly ModuleLine[] => {
    const line = raw.replace(/\/\/.*$/, '').trim()
    if (/^require\s*\($/.test(line)) inBlock = true
    else if (line === ')') inBlock = false
    const [, keyword, module] = /^(require\s+)?"?([^\s"()]+)"?\s+"?v\d[^\s"]*"?$/.exec(line) ?? []
    return module !== undefined && (keyword !== undefined || inBlock) ? [{ file, line: i + 1, module }] : []
  })
}
