import type { SurfaceId } from '../../kernel/kernel-profile.js'
import { isKernelName, parseSurfaceId } from '../../kernel/surface-id.js'
import { callersOf } from '../callers.js'
import { type Facts, outputTail } from '../facts.js'
import type { Subject } from '../finding.js'
import { fixFor } from '../fixes.js'
import { bareLabel, labelOf } from '../label.js'
import type { Rule, Statement } from '../rule.js'
import {
  canaryHeld,
  type RefusedUse,
  renderMissing,
  type SurfaceAccount,
  surfaceAccount,
} from '../surface-account.js'
import { symptoms } from '../symptoms.js'

export const syscallRequired: Rule = {
  id: 'syscall-required',
  title: 'The program cannot do without something that the target kernel lacks',
  check(facts) {
    const account = surfaceAccount(facts)
    if (account.outcome !== 'only-surface') return []
    const { culprits = [], suspects = [], cleared = false } = facts.attribution ?? {}
    const trusted = facts.run?.result?.surface?.installed === true && canaryHeld(facts)
    if (!trusted || cleared) return [unnamed(facts, suspects)]
    if (culprits.length > 0) return [proven(facts, account, culprits)]
    return [account.refused.length > 0 ? suspected(facts, account) : unnamed(facts, suspects)]
  },
}

function proven(facts: Facts, account: SurfaceAccount, culprits: readonly SurfaceId[]): Statement {
  const { title, release } = facts.profile
  const uses = account.refused.filter(({ id }) => culprits.includes(id))
  const names = culprits.filter((id) => !isKernelName(id))
  const what =
    names.length > 0
      ? `The program cannot do without ${listed(names, account)}: ${title} ${answers(uses)}, and then it fails`
      : `The program does not accept the kernel of ${title}: told ${release} (${culprits.map(sourceOf).join(', ')}), it fails`
  return {
    level: 'error',
    message: `${what}. Only under the target's surface; without it the program does its job.`,
    fix: fixFor(culprits, title),
    evidence: evidence(facts, uses),
    subjects: subjects(culprits, account),
  }
}

function suspected(facts: Facts, account: SurfaceAccount): Statement {
  const { suspects = [] } = facts.attribution ?? {}
  const refused = account.refused.map(({ id }) => id)
  const ids = suspects.some((id) => refused.includes(id))
    ? suspects.filter((id) => refused.includes(id))
    : refused
  return {
    level: 'error',
    message: `The program fails under the surface of ${facts.profile.title}, and without it it does its job. Not proven is which refusal is the cause; suspected: ${listed(ids.slice(0, 3), account)}.`,
    fix: fixFor(ids.slice(0, 3), facts.profile.title),
    evidence: evidence(facts, account.refused),
    subjects: subjects(ids, account),
  }
}

function unnamed(facts: Facts, suspects: readonly SurfaceId[]): Statement {
  const { title, release } = facts.profile
  const read = suspects.filter(isKernelName)
  const hint =
    read.length > 0
      ? ` It did ask which kernel it runs on (${read.map(sourceOf).join(', ')}; the answer was ${release}).`
      : ''
  return {
    level: 'inconclusive',
    message: `The program fails under the surface of ${title}, and without it it does its job, yet nothing that was refused to it can be named as the cause.${hint}`,
    fix: 'Run it again. If it stays so, compare the two raw traces beside the report.',
    evidence: evidence(facts, []),
  }
}

/** Of a kernel's name: what the program asked. */
function sourceOf(id: SurfaceId): string {
  const thing = parseSurfaceId(id)
  return thing.kind === 'content' ? thing.path : 'uname(2)'
}

function listed(ids: readonly SurfaceId[], { refused }: SurfaceAccount): string {
  const names = ids.map((id) => {
    const use = refused.find((each) => each.id === id)
    const remarks = [
      ...(use?.since ? [`since Linux ${use.since}`] : []),
      ...(use?.byChild ? [`called by ${use.program}`] : []),
    ]
    return `${use?.label ?? labelOf(id)}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`
  })
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `${names.slice(0, 5).join(', ')}${more}`
}

function subjects(ids: readonly SurfaceId[], { refused }: SurfaceAccount): readonly Subject[] {
  return ids.map((id) => [bareLabel(refused.find((use) => use.id === id)?.label ?? labelOf(id)), id])
}

function answers(uses: readonly RefusedUse[]): string {
  const errnos = uses.flatMap(({ absence }) => (absence.kind === 'refused' ? [absence.errno] : []))
  return errnos.length > 0 ? `answers ${[...new Set(errnos)].join(', ')}` : 'does not have it'
}

/** What failed, in the program's own words; then what was refused; then how sure that is. At most ten lines. */
function evidence(facts: Facts, uses: readonly RefusedUse[]): readonly string[] {
  const { reruns = 0, doubt = '' } = facts.attribution ?? {}
  const certainty = [
    ...(reruns > 0 ? [`re-runs with single things allowed: ${reruns}`] : []),
    ...(doubt === '' ? [] : [doubt]),
  ]
  const said = [...symptoms(facts).slice(0, 2), ...outputTail(facts, 3)]
  const refused = uses.flatMap((use) => [
    renderMissing(use),
    use.sample,
    ...callersOf(facts, calledBy(use), 2),
  ])
  return [...said, ...refused.slice(0, 10 - said.length - certainty.length), ...certainty]
}

/** The call that the artifact itself made; what it started is not its code. */
function calledBy({ id, byChild }: RefusedUse): readonly string[] {
  const thing = parseSurfaceId(id)
  return thing.kind === 'syscall' && !byChild ? [thing.name] : []
}
