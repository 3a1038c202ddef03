/** A package as `go list` shows it. */
export interface ListedPackage {
  /** The package clause: `main` for programs. */
  readonly name: string
  readonly importPath: string
  /** Absolute. */
  readonly directory: string
}

/** For `go list -f`: no import path or package name holds a tab. */
export const LIST_FORMAT = '{{.Name}}\t{{.ImportPath}}\t{{.Dir}}'

/** Reads what `go list -f LIST_FORMAT` prints on stdout. */
export function parseGoList(text: string): readonly ListedPackage[] {
  return text.split('\n').flatMap((line) => {
    const [name, importPath, directory] = line.split('\t')
    return name && importPath && directory !== undefined ? [{ name, importPath, directory }] : []
  })
}

/**
 * What each `go list` is asked for: every pattern of its own, so that an error says which, but all named files
 * together, because they are one package.
 */
export function groupPatterns(patterns: readonly string[]): readonly (readonly string[])[] {
  const files = patterns.filter((pattern) => pattern.endsWith('.go'))
  const others = patterns.filter((pattern) => !pattern.endsWith('.go')).map((pattern) => [pattern])
  return files.length === 0 ? others : [files, ...others]
}
