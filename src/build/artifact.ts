/** An executable file to be judged. */
export interface Artifact {
  /** Base name, for people. */
  readonly name: string
  /** Absolute path on the host. */
  readonly path: string
  /** The Go package that it was built from; null for a prebuilt file. */
  readonly package: string | null
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string
  /** Bytes. */
  readonly size: number
}
