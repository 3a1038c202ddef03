import * as path from 'node:path'
import { givenInputs, type RawInputs } from '../inputs.js'
import { matchesGlob } from './glob.js'
import type { Ignore, Policy, PolicySection, RuleLevels } from './policy.js'

/** The artifact as a policy may call it. */
export interface NamedArtifact {
  /** Base name. */
  readonly name: string
  /** Import path; null for a prebuilt file. */
  readonly package: string | null
  /** Absolute. */
  readonly path: string
}

/** Whether a glob fits one of an artifact's names: base name, package, path relative to the policy file. */
export function isCalled(
  artifact: NamedArtifact,
  pattern: string,
  { directory }: Pick<Policy, 'directory'>,
): boolean {
  const names = [artifact.name, artifact.package ?? '', path.relative(directory, artifact.path)]
  return names.some((name) => name !== '' && matchesGlob(name, pattern.replace(/^\.\//, '')))
}

/** The sections that hold for an artifact, in the order of the file. */
export function sectionsOf(policy: Policy, artifact: NamedArtifact): readonly PolicySection[] {
  return policy.sections.filter(({ pattern }) => isCalled(artifact, pattern, policy))
}

/**
 * The inputs of one artifact, or, for null, of what all have in common. What is given as an input wins, then the later
 * section, then what the policy says of all.
 */
export function inputsOver(raw: RawInputs, policy: Policy | null, artifact: NamedArtifact | null): RawInputs {
  if (!policy) return raw
  const sections = artifact ? sectionsOf(policy, artifact) : []
  return Object.assign({}, raw, policy.inputs, ...sections.map(({ inputs }) => inputs), givenInputs(raw))
}

/** The levels that hold for an artifact. */
export function rulesFor(policy: Policy, artifact: NamedArtifact): RuleLevels {
  return Object.assign({}, policy.rules, ...sectionsOf(policy, artifact).map(({ rules }) => rules))
}

/** The ignores that hold for an artifact. */
export function ignoresFor(policy: Policy, artifact: NamedArtifact): readonly Ignore[] {
  const all = [...policy.ignores, ...sectionsOf(policy, artifact).flatMap(({ ignores }) => ignores)]
  return all.filter((ignore) => ignore.artifact === null || isCalled(artifact, ignore.artifact, policy))
}
