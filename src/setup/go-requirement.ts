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
      /(\d+\.\d+)(\.\d+)?-?(beta|rc)\.?(\d+)/g,
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
 * Joins the input with go.mod and go.work. Their `go` lines bind always: an older toolchain refuses the module (the
 * gate runs Go with GOTOOLCHAIN=local, so it never switches). A `toolchain` line is a wish, heard when the input is
 * empty.
 */
export function goRequirement(spec: GoSpec, goMods: readonly GoMod[]): GoRequirement {
  const demands = goMods.flatMap(({ go, toolchain }) => [go, spec.kind === 'any' ? toolchain : null])
  const versions = demands.flatMap((demand) => minimumOf(demand) ?? [])
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

/** The same requirement, and of the versions that satisfy it only this one. */
export function pinVersion(requirement: GoRequirement, version: string): GoRequirement {
  const text = 'text' in requirement.spec ? requirement.spec.text : renderGoVersion(version)
  return { ...requirement, spec: { kind: 'range', text, range: version } }
}

/** The version to ask for where nobody tells which there are: the one named, else the oldest that go.mod accepts. Null: a range. */
export function exactVersion(requirement: GoRequirement): string | null {
  const { spec, minimum } = requirement
  const version = spec.kind === 'range' ? semver.valid(spec.range) : (minimum?.replace(/-0$/, '') ?? null)
  if (version === null || spec.kind !== 'range') return version
  return satisfiesRequirement(version, requirement) ? version : null
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

/** The error for a source that does not tell which versions it has, when no single version was asked for. */
export function noListError(requirement: GoRequirement, where: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'no-go-version',
    fault: 'user',
    message: `${where} does not tell which versions it has, so ${renderRequirement(requirement)} cannot be looked up there.`,
    hint: 'Give the exact version, like 1.26.8.',
  })
}

/** A source that did not have it. */
export interface SourceMiss {
  readonly name: string
  readonly error: GateError
  /** Those that it has. */
  readonly versions: readonly string[]
}

/** The error when no source had it: that of the only source, or one that says what came of each. */
export function noSourceError(requirement: GoRequirement, misses: readonly SourceMiss[]): GateError {
  const [first] = misses
  if (first !== undefined && misses.length === 1) return first.error
  const told = misses.filter(({ error, versions }) => error.code === 'no-go-version' && versions.length > 0)
  const silent = misses.filter((miss) => !told.includes(miss))
  // One that has the version and could not give it is what there is to mend.
  if (told.length > 0 && silent.every(({ versions }) => versions.length === 0)) {
    const versions = [...new Set(told.flatMap((miss) => miss.versions))]
    const error = noVersionError(requirement, versions, told.map(({ name }) => name).join(' and '))
    if (silent.length === 0) return error
    return new GateError({ ...fieldsOf(error), hint: `${error.hint} Not asked: ${reasonsOf(silent)}.` })
  }
  return new GateError({
    stage: 'setup',
    code: 'no-go-source',
    fault: 'user',
    message: `${renderRequirement(requirement)} is not installed, and no source gives it: ${reasonsOf(misses)}.`,
    hint: 'Let the runner reach one of them (proxy variables, go-download-base-url, GOPROXY), or install Go before this step.',
    cause: first?.error,
  })
}

function reasonsOf(misses: readonly SourceMiss[]): string {
  return misses.map(({ error }) => error.message.replace(/\.$/, '')).join('; ')
}

function fieldsOf({ stage, code, fault, message, hint }: GateError) {
  return { stage, code, fault, message, hint }
}
