import type { CallingPlace, ReachAccount } from '../judge/reach-account.js'
import { originsOf } from './reach-origins.js'
import type { ReportCallPlace, ReportReach } from './report.js'

/** What the schema of report.json promises. */
const MAX_PLACES = 20
const MAX_OFFERED_PLACES = 5
const MAX_UNKNOWN = 50
const MAX_PATH = 16
const MAX_ROUTE = 8
const MAX_ORIGINS = 50

/** Null when the machine code was not read. */
export function reachFields(account: ReachAccount | null): ReportReach | null {
  if (!account) return null
  const { functions, cgo, syscalls, unknown } = account
  return {
    functions,
    cgo,
    origins: originsOf(syscalls).slice(0, MAX_ORIGINS),
    syscalls: syscalls.map(({ name, since, offered, seen, places }) => ({
      name,
      since,
      offered,
      seen,
      count: places.length,
      places: [...places]
        .sort(byWorth)
        .slice(0, offered ? MAX_OFFERED_PLACES : MAX_PLACES)
        .map(placeFields),
    })),
    unknown: {
      count: unknown.length,
      places: [...unknown].sort(byWorth).slice(0, MAX_UNKNOWN).map(placeFields),
    },
  }
}

/** Others' code before Go's own, so that a cut takes what matters least; in the order of addresses otherwise. */
function byWorth(a: CallingPlace, b: CallingPlace): number {
  return Number(isOfGo(a)) - Number(isOfGo(b))
}

function isOfGo({ origin }: CallingPlace): boolean {
  return origin === 'runtime' || origin === 'std'
}

function placeFields({ probe, address, path, ...place }: CallingPlace): ReportCallPlace {
  const { function: name, package: importPath, origin, module, by, route } = place
  return {
    function: name,
    package: importPath,
    origin,
    module,
    by,
    route: cut(route, MAX_ROUTE),
    probe: probe?.kind ?? null,
    address: `0x${address.toString(16)}`,
    path: cut(path, MAX_PATH),
  }
}

/** The ends tell most: where it starts, and what calls in the end. */
function cut(steps: readonly string[], max: number): readonly string[] {
  return steps.length <= max ? steps : [...steps.slice(0, 3), '…', ...steps.slice(4 - max)]
}
