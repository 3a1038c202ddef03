/** A package as its source shows it to `go list`. */
export interface SourcePackage {
  readonly importPath: string
  /** Absolute. */
  readonly directory: string
  /** Of the main module or another one of the workspace; with neither, outside of the standard library. */
  readonly own: boolean
  /** Absolute path of its module's go.mod; empty without one. */
  readonly goMod: string
  /** Names of Go files, without tests. */
  readonly included: readonly string[]
  /** Left out by a build constraint, by their name, or because cgo is off. */
  readonly ignored: readonly string[]
  /** Import paths of all that it needs; only for programs. */
  readonly dependencies: readonly string[]
}

/**
 * For `go list -f`, Go 1.13 to 1.27. No path of Go's has a tab, no name of a file a slash, no import path a blank.
 * `-json` would print ten times as much.
 */
export const SOURCE_FORMAT = [
  '{{.ImportPath}}',
  '{{.Dir}}',
  '{{if .Standard}}std{{else if .Module}}{{if .Module.Main}}own{{end}}{{else}}own{{end}}',
  '{{if .Module}}{{.Module.GoMod}}{{end}}',
  '{{join .GoFiles "/"}}/{{join .CgoFiles "/"}}',
  '{{join .IgnoredGoFiles "/"}}',
  '{{if eq .Name "main"}}{{join .Deps " "}}{{end}}',
].join('\t')

/** Reads what `go list -f SOURCE_FORMAT` prints on stdout. */
export function parseSourceList(text: string): readonly SourcePackage[] {
  return text.split('\n').flatMap((line) => {
    const [importPath, directory, origin, goMod = '', included = '', ignored = '', needed] = line.split('\t')
    if (!importPath || !directory || needed === undefined) return []
    return [
      {
        importPath,
        directory,
        own: origin === 'own',
        goMod,
        included: fileNames(included),
        ignored: fileNames(ignored).filter((name) => !/^[._]|_test\.go$/.test(name)),
        dependencies: needed.split(' ').filter((name) => name !== ''),
      },
    ]
  })
}

function fileNames(joined: string): readonly string[] {
  return joined.split('/').filter((name) => name !== '')
}
