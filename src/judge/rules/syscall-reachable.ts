import { renderPath, renderPlace } from '../callers.js'
import type { Facts } from '../facts.js'
import { fixFor } from '../fixes.js'
import { type CallingPlace, lackingCalls, type ReachedSyscall, reachAccount } from '../reach-account.js'
import type { Rule, Statement } from '../rule.js'

export const syscallReachable: Rule = {
  id: 'syscall-reachable',
  title: 'The file has code for a call that the target kernel lacks, and the run did not settle it',
  check(facts) {
    const account = reachAccount(facts)
    if (!account) return []
    return lackingCalls(account)
      .filter((call) => !isSettled(call, account.syscalls))
      .map((call) => statement(facts, call))
  },
}

/**
 * What the run showed is judged by other rules. Where Go makes the same call itself, the trace does not tell whose it
 * was, so the other places stay open.
 */
function isSettled({ name, seen }: ReachedSyscall, all: readonly ReachedSyscall[]): boolean {
  const asked = all.find((call) => call.name === name)
  return seen && asked?.places.every(({ probe }) => probe === null) === true
}

function statement({ profile }: Facts, { id, name, since, places }: ReachedSyscall): Statement {
  const distinct = distinctPlaces(places)
  const [first] = distinct
  const more = distinct.length > 1 ? ` and ${distinct.length - 1} more` : ''
  const age = since === null ? '' : ` (since Linux ${since})`
  return {
    level: 'note',
    message: `The file can call ${name}(2)${age}, which ${profile.title} lacks: ${first ? renderPlace(first) : ''}${more}. This run did not show what then happens.`,
    fix: `Exercise what leads there, or make sure that its callers do without where the answer is ENOSYS. ${fixFor([id], profile.title)}`,
    evidence: evidenceOf(distinct),
    subjects: distinct.map((place) => [
      name,
      place.function,
      ...[place.by, place.module].flatMap((module) => (module === null ? [] : [module, pathOf(module)])),
    ]),
  }
}

function pathOf(module: string): string {
  return module.split('@')[0] ?? module
}

/** A place that is inlined in many functions, or called twice by one, counts once. */
function distinctPlaces(places: readonly CallingPlace[]): readonly CallingPlace[] {
  const byText = new Map<string, CallingPlace>()
  for (const place of places) {
    const text = renderPlace(place)
    const before = byText.get(text)
    if (!before || before.path.length < 2) byText.set(text, place)
  }
  return [...byText.values()]
}

const MAX_EVIDENCE = 10

function evidenceOf(places: readonly CallingPlace[]): readonly string[] {
  const lines = places.flatMap((place) => {
    const path = renderPath(place)
    return path === '' ? [renderPlace(place)] : [renderPlace(place), `  ${path}`]
  })
  if (lines.length <= MAX_EVIDENCE) return lines
  return [
    ...lines.slice(0, MAX_EVIDENCE - 1),
    `… ${lines.length - MAX_EVIDENCE + 1} more lines in the report`,
  ]
}
