import * as semver from 'semver'
import { parseGoVersion } from '../setup/go-version.js'
import type { GoDemand } from './go-demands.js'

/** Which Go versions are allowed. `range` is a semantic range (node-semver); `text` is as the user wrote it. */
export type GoPolicy =
  | { readonly kind: 'range'; readonly text: string; readonly range: string }
  /** Exactly the version that go.mod names: its `toolchain` line, else its `go` line. */
  | { readonly kind: 'pinned' }

/**
 * Reads the input go-policy: empty, `pinned`, or a range of Go versions, with or without the prefix `go`; `1.26` means
 * every 1.26.x, and pre-releases are written as Go does (`1.27rc1`).
 * @returns null when it is empty
 * @throws RangeError when it is none of these
 */
export function parseGoPolicy(text: string): GoPolicy | null {
  const policy = text.trim()
  if (policy === '') return null
  if (policy === 'pinned') return { kind: 'pinned' }
  const semantic = policy
    .replace(/\bgo(?=\d)/g, '')
    .replace(
      /(\d+\.\d+)(\.\d+)?(beta|rc)(\d+)/g,
      (_, minor, patch = '.0', label, serial) => `${minor}${patch}-${label}.${serial}`,
    )
  const range = semver.validRange(semantic)
  if (range === null) throw new RangeError(`"${policy}" is no range of versions such as <1.24 || ~1.26`)
  return { kind: 'range', text: policy, range }
}

/** Something that the policy does not allow. */
export interface GoBreach {
  /**
   * The line that asks for it, or with `pinned` the line that the file's Go differs from; null: the Go that built the
   * file, or no line pins it.
   */
  readonly demand: GoDemand | null
  /** As Go writes it, without the prefix. */
  readonly version: string
}

/**
 * What of a file breaks the policy. The Go that built it must be allowed. So must the one that a `toolchain` line
 * names: it is what builds the module elsewhere. A `go` line names only the oldest: some allowed version must be as
 * new.
 * @param built as the file's build information says: `go1.26.8`, also with what a vendor appends
 * @param demands the lines of the modules that it was built from; none for a prebuilt file
 */
export function goBreaches(
  policy: GoPolicy,
  built: string,
  demands: readonly GoDemand[],
): readonly GoBreach[] {
  const version = parseGoVersion(built)
  const breach: GoBreach = { demand: null, version: built.replace(/^go/, '') }
  if (policy.kind === 'pinned') {
    const pins = pinsOf(demands)
    if (pins.length === 0) return [breach]
    const other = pins.find((pin) => version === null || parseGoVersion(pin.version) !== version)
    return other ? [{ ...breach, demand: other }] : []
  }
  const allowed = (text: string): boolean => {
    const semantic = parseGoVersion(text)
    return semantic !== null && semver.satisfies(semantic, policy.range)
  }
  return [
    ...(allowed(built) ? [] : [breach]),
    ...demands
      .filter((demand) =>
        demand.directive === 'toolchain' ? !allowed(demand.version) : !reaches(policy.range, demand.version),
      )
      .map((demand) => ({ demand, version: demand.version })),
  ]
}

/** Is a version at or above `minimum` in the range? */
function reaches(range: string, minimum: string): boolean {
  const semantic = parseGoVersion(minimum)
  return semantic === null || semver.intersects(range, `>=${semantic}`)
}

/** One line a file: the `toolchain` line goes before the `go` line. In a workspace go.work alone decides. */
function pinsOf(demands: readonly GoDemand[]): readonly GoDemand[] {
  const files = new Map<string, GoDemand>()
  const ofWorkspace = demands.filter(({ file }) => /(^|\/)go\.work$/.test(file))
  for (const demand of ofWorkspace.length > 0 ? ofWorkspace : demands) {
    if (demand.directive === 'toolchain' || !files.has(demand.file)) files.set(demand.file, demand)
  }
  return [...files.values()]
}
