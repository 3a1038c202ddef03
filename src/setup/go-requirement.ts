import * as semver from 'semver'
import { GateError } from '../errors.js'
import type { GoMod } from './go-mod.js'
import { newestVersion, parseGoVersion, renderGoVersion } from './go-version.js'

const FORMS = '1.26.8, 1.26, 1.26.x, 1.27rc1, >=1.24 <1.27, ^1.22, stable or oldstable'

/** `range` is a semantic range (node-semver). */
export type GoSpec =
  | { readonly kind: 'any' }
  | { readonly kind: 'range'; readonly text: string; readonly range: string }
  | { readonly kind: 'channel'; readonly text: 'stable' | 'oldstable' }

/** Which Go versions will do. All versions here are semantic versions, see parseGoVersion. */
export interface GoRequirement {
  readonly spec: GoSpec
  /** The oldest version that go.mod accepts; null: no demand. */
  readonly minimum: string | null
}

/**
 * @param text the `go-version` input: see FORMS; empty means any that go.mod accepts
 * @throws GateError (code `bad-go-version`) when it is none of the accepted forms
 */
export function parseGoSpec(text: string): GoSpec {
  const spec = text.trim()
  if (spec === '') return { kind: 'any' }
  if (spec === 'stable' || spec === 'oldstable') return { kind: 'channel', text: spec }
  const semantic = spec
    .replace(/\bgo(?=\d)/g, '')
    .replace(
      /(\d+\.\d+)(\.\d+)?(beta|rc)(\d+)/g,
      (_, minor, patch = '.0', label, serial) => `${minor}${patch}-${label}.${serial}`,
    )
  const range = semver.validRange(semantic)
  if (range !== null) return { kind: 'range', text: spec, range }
  throw new GateError({
    stage: 'setup',
    code: 'bad-go-version',
    fault: 'user',
    message: `The Go version "${spec}" is not one of the accepted forms.`,
    hint: `Give ${FORMS}, or nothing to take what go.mod accepts.`,
  })
}

/**
 * Joins the input with go.mod. The `go` line binds always: an older toolchain refuses the module (the gate runs Go
 * with GOTOOLCHAIN=local, so it never switches). The `toolchain` line is a wish, heard when the input is empty.
 */
export function goRequirement(spec: GoSpec, goMod: GoMod | null): GoRequirement {
  const demands = [goMod?.go, spec.kind === 'any' ? goMod?.toolchain : null]
  const versions = demands.flatMap((demand) => minimumOf(demand ?? null) ?? [])
  return { spec, minimum: semver.rsort(versions)[0] ?? null }
}

/** A `go 1.26` line accepts 1.26rc1, a `go 1.26.0` line does not: https://go.dev/doc/toolchain#version. */
function minimumOf(demand: string | null): string | null {
  const version = demand === null ? null : parseGoVersion(demand)
  return version !== null && /^\d+\.\d+$/.test(demand ?? '') ? `${version}-0` : version
}

/** Whether a version will do. A channel (`stable`) is satisfied by nothing until resolveChannel has named it. */
export function satisfiesRequirement(version: string, { spec, minimum }: GoRequirement): boolean {
  if (minimum !== null && semver.lt(version, minimum)) return false
  if (spec.kind === 'range') return semver.satisfies(version, spec.range)
  return spec.kind === 'any'
}

/** The newest of the versions that will do; null when none does. */
export function chooseVersion(versions: readonly string[], requirement: GoRequirement): string | null {
  return newestVersion(versions.filter((version) => satisfiesRequirement(version, requirement)))
}

/**
 * Turns `stable` (the newest release) and `oldstable` (the newest of the minor before) into that very version.
 * @param versions every version there is
 */
export function resolveChannel(requirement: GoRequirement, versions: readonly string[]): GoRequirement {
  const { spec } = requirement
  if (spec.kind !== 'channel') return requirement
  const releases = versions.filter((version) => semver.prerelease(version) === null)
  const stable = newestVersion(releases)
  if (stable === null) return requirement
  const older = releases.filter((version) =>
    semver.lt(version, `${semver.major(stable)}.${semver.minor(stable)}.0`),
  )
  const range = spec.text === 'stable' ? stable : newestVersion(older)
  return range === null ? requirement : { ...requirement, spec: { kind: 'range', text: spec.text, range } }
}

/** `Go 1.24 (go.mod asks for at least 1.26)`, for messages. */
export function renderRequirement({ spec, minimum }: GoRequirement): string {
  const demand = minimum === null ? null : renderGoVersion(minimum.replace(/-0$/, ''))
  if (spec.kind === 'any') return demand === null ? 'any Go' : `Go ${demand} or later (for go.mod)`
  return `Go ${spec.text}${demand === null ? '' : ` (go.mod asks for at least ${demand})`}`
}

/** The versions that come closest to a requirement which none satisfies: at most `count`, newest first. */
export function nearestVersions(
  requirement: GoRequirement,
  versions: readonly string[],
  count = 4,
): string[] {
  const { spec, minimum } = requirement
  const anchors = [spec.kind === 'range' ? semver.minVersion(spec.range)?.version : undefined, minimum]
  const anchor = semver.rsort(anchors.flatMap((version) => version ?? []))[0]
  if (anchor === undefined) return semver.rsort([...versions]).slice(0, count)
  const distance = (version: string): number =>
    Math.abs(place(version) - place(anchor)) + (semver.prerelease(version) === null ? 0 : 0.5)
  const nearest = [...versions].sort((a, b) => distance(a) - distance(b)).slice(0, count)
  return semver.rsort(nearest)
}

function place(version: string): number {
  return semver.major(version) * 1e6 + semver.minor(version) * 1e3 + semver.patch(version)
}

/** The error for a requirement that no existing version satisfies. */
export function noVersionError(
  requirement: GoRequirement,
  versions: readonly string[],
  where: string,
): GateError {
  const { spec } = requirement
  const nearest = nearestVersions(requirement, versions).map(renderGoVersion).join(', ')
  const numeral =
    spec.kind === 'range' && /^\d+\.\d$/.test(spec.text)
      ? ' YAML reads an unquoted 1.20 as 1.2: quote the version.'
      : ''
  return new GateError({
    stage: 'setup',
    code: 'no-go-version',
    fault: 'user',
    message: `${renderRequirement(requirement)} is not among the versions at ${where}.`,
    hint: `${nearest === '' ? 'No version is offered there.' : `The nearest that exist: ${nearest}.`}${numeral}`,
  })
}
