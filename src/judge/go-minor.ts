/**
 * 26 of `go1.26.8`, `go1.26rc1`, `go1.22.12 X:rangefunc`, `go1.27.3-X:nodwarf5` and `devel go1.26-5d1a2b3c …`, the forms that build information
 * has (runtime.Version; cmd/dist makes a development version's). Null when no release is named.
 */
export function goMinor(version: string): number | null {
  const digits = /^(?:devel )?go1\.(\d+)/.exec(version)?.[1]
  return digits === undefined ? null : Number(digits)
}
