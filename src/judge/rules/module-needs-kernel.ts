import { compareKernelVersions, renderKernelVersion } from '../../kernel/kernel-version.js'
import { parseSurfaceId } from '../../kernel/surface-id.js'
import { renderModule } from '../callers.js'
import type { Facts } from '../facts.js'
import type { Level } from '../finding.js'
import { type MatchedModule, matchModules } from '../module-needs.js'
import { offers } from '../offers.js'
import { outcomeOf } from '../outcome.js'
import type { Rule, Statement } from '../rule.js'

export const moduleNeedsKernel: Rule = {
  id: 'module-needs-kernel',
  title: 'A module in the file is known to need a newer kernel than the target',
  check(facts) {
    const { go } = facts.inspection
    if (!go) return []
    return matchModules(go, facts.known.modules)
      .filter((module) => isMissed(module, facts) && !isDropped(module, facts))
      .map((module) => statement(module, facts))
  },
}

/** The target does not have what the module needs. */
function isMissed({ need }: MatchedModule, { profile, architecture }: Facts): boolean {
  if (!profile.architectures.includes(architecture)) return false
  if (need.id !== null) return !offers(profile, need.id, architecture)
  return compareKernelVersions(profile.base, need.kernel) < 0
}

/** Nothing in the file makes the call: the linker left out what does. */
function isDropped({ need }: MatchedModule, { reach }: Facts): boolean {
  const thing = need.id === null ? null : parseSurfaceId(need.id)
  if (thing?.kind !== 'syscall' || !reach || reach.cgo || reach.unknown.length > 0) return false
  return reach.calls.every(({ syscall }) => syscall !== thing.name)
}

function statement(module: MatchedModule, facts: Facts): Statement {
  const { need, path, version, replaces } = module
  const worked = outcomeOf(facts) === 'did-job'
  const name = renderModule(version === '' ? path : `${path}@${version}`)
  const instead = replaces === null ? '' : ` (in the place of ${replaces})`
  return {
    level: levelOf(module, worked),
    message: `${name}${instead} is in the file. It needs ${need.needs}, Linux ${renderKernelVersion(need.kernel)}, which ${facts.profile.title} lacks; ${MEANING[need.without]}.${worked ? ' In this run the program did its job.' : ''}`,
    fix: FIX[need.without],
    evidence: [`Known from: ${need.source}`],
    subjects: [
      [path, ...(replaces === null ? [] : [replaces]), ...(version === '' ? [] : [`${path}@${version}`])],
    ],
  }
}

/** A run that did its job does not need it, as far as it was exercised. */
function levelOf({ need }: MatchedModule, worked: boolean): Level {
  return need.without === 'fails' && !worked ? 'warning' : 'note'
}

const MEANING = {
  fails: 'without it the module cannot do its work',
  'falls-back': 'without it the module takes another way by itself',
  caller: 'what happens without it is up to its caller',
} as const

const FIX = {
  fails:
    'Replace the module, switch off what uses it on old kernels, or exercise it to see what the program does without.',
  'falls-back':
    'Nothing needs to change. Exercise what uses the module, so that the other way is proven as well.',
  caller: 'Look at how the program calls it, and exercise that.',
} as const
