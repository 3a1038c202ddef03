import type { Verdict } from '../judge/verdict.js'
import { ignoresFor, type NamedArtifact, sectionsOf } from './applies.js'
import { covers } from './apply-policy.js'
import type { Policy } from './policy.js'

/** What became of a policy in one run. */
export interface PolicyAccount {
  readonly path: string
  readonly digest: string
  /** Entries that fitted nothing, one sentence each; empty when not all artifacts were judged. */
  readonly unused: readonly string[]
}

/** An artifact with what was found; null when it could not be judged. */
export interface AccountedArtifact {
  readonly artifact: NamedArtifact
  readonly verdict: Verdict | null
}

/** @param complete all that was to be judged is in `artifacts` */
export function policyAccount(
  policy: Policy,
  artifacts: readonly AccountedArtifact[],
  complete: boolean,
): PolicyAccount {
  const judged = artifacts.flatMap(({ artifact, verdict }) => (verdict ? [{ artifact, verdict }] : []))
  const all = complete && judged.length === artifacts.length
  return {
    path: policy.path,
    digest: policy.digest,
    unused: all ? [...unusedSections(policy, judged), ...unusedIgnores(policy, judged)] : [],
  }
}

function unusedSections(policy: Policy, judged: readonly { readonly artifact: NamedArtifact }[]): string[] {
  return policy.sections
    .filter((section) => !judged.some(({ artifact }) => sectionsOf(policy, artifact).includes(section)))
    .map(({ pattern, place }) => `${place}: no artifact is called ${pattern}.`)
}

function unusedIgnores(
  policy: Policy,
  judged: readonly { readonly artifact: NamedArtifact; readonly verdict: Verdict }[],
): string[] {
  const used = judged.flatMap(({ artifact, verdict }) =>
    ignoresFor(policy, artifact).filter((ignore) =>
      verdict.findings.some((finding) => covers(ignore, finding)),
    ),
  )
  return [...policy.ignores, ...policy.sections.flatMap(({ ignores }) => ignores)]
    .filter((ignore) => !used.includes(ignore))
    .map(
      ({ rule, match, place }) => `${place}: unused ignore of ${rule}${match === null ? '' : ` (${match})`}.`,
    )
}
