/** A Go installation that can be run. */
export interface GoToolchain {
  /** Without the `go` prefix: `1.26.8`, `1.27rc1`. */
  readonly version: string
  /** Absolute path of `bin/go`. */
  readonly go: string
  readonly goroot: string
  readonly source: 'tool-cache' | 'path' | 'download'
}
