import type { GoBuildInfo } from '../inspect/inspection.js'
import type { SurfaceId } from '../kernel/kernel-profile.js'
import { syscallId } from '../kernel/surface-id.js'
import { packageOf } from '../reach/function-name.js'
import { type Owner, openOwners } from '../reach/owner.js'
import type { CallPlace, NoReach, ReachedCall } from '../reach/reach.js'
import { type Facts, ownProgram, usesOf } from './facts.js'
import { findGoProbe, type GoProbe } from './go-probe-table.js'
import { renderSince, sinceOf } from './since.js'

/** What the file's own code can ask of the kernel, held against what the target has. */
export interface ReachAccount {
  /** By name; what the target lacks first. */
  readonly syscalls: readonly ReachedSyscall[]
  /** Calls whose number is worked out at run time, or in code that is not understood. */
  readonly unknown: readonly CallingPlace[]
  /** Go functions that were looked at. */
  readonly functions: number
  /** C code is in the file, and was not looked at. */
  readonly cgo: boolean
}

/** One syscall, with all places that make it. */
export interface ReachedSyscall {
  readonly id: SurfaceId
  /** As strace prints it; `syscall_0x1a9` when no table names the number. */
  readonly name: string
  /** Mainline release that brought it, `5.6`; null where none is known. */
  readonly since: string | null
  /** The target has it. */
  readonly offered: boolean
  /** The program itself made it in the judged run. */
  readonly seen: boolean
  readonly places: readonly CallingPlace[]
}

export interface CallingPlace extends CallPlace {
  /**
   * Whose doing it is: the module of the place, or, for the thin wrappers of golang.org/x/sys, the one that calls them.
   * `path@version`, or the calling package where the file names no modules; null for Go's own code and where nothing
   * is known.
   */
  readonly by: string | null
  /** Whose code the path leads through, each once: `path@version` of modules, `Go` for Go's own code. */
  readonly route: readonly string[]
  /** Go itself makes this call and does without; null for all other places. */
  readonly probe: GoProbe | null
}

/**
 * Null when there is no reach (`noReach` of the facts says why), or when the target does not exist on the file's
 * architecture, so that nobody can say what it has there.
 */
export function reachAccount(facts: Facts): ReachAccount | null {
  const { reach, profile, architecture } = facts
  if (!reach || !profile.architectures.includes(architecture)) return null
  const ownerOf = openFunctionOwners(facts.inspection.go)
  const calling = (place: CallPlace, probe: GoProbe | null): CallingPlace => ({
    ...place,
    by: blamed(place, ownerOf),
    route: routeOf(place, ownerOf),
    probe,
  })
  const groups = new Map<string, ReachedCall[]>()
  for (const call of reach.calls) {
    const name = nameOf(call)
    const group = groups.get(name)
    if (group) group.push(call)
    else groups.set(name, [call])
  }
  const syscalls = [...groups].map(([name, calls]) => reachedSyscall(facts, name, calls, calling))
  return {
    syscalls: syscalls.sort((a, b) => Number(a.offered) - Number(b.offered) || (a.name < b.name ? -1 : 1)),
    unknown: reach.unknown.map((place) => calling(place, null)),
    functions: reach.functions,
    cgo: reach.cgo,
  }
}

function nameOf({ syscall, number }: ReachedCall): string {
  return syscall ?? `syscall_0x${number.toString(16)}`
}

function reachedSyscall(
  facts: Facts,
  name: string,
  calls: readonly ReachedCall[],
  calling: (place: CallPlace, probe: GoProbe | null) => CallingPlace,
): ReachedSyscall {
  const { profile, architecture, model, known, inspection } = facts
  const version = inspection.go?.version ?? ''
  return {
    id: syscallId(name),
    name,
    since: renderSince(sinceOf(syscallId(name), model, architecture)),
    offered: profile.syscalls[architecture].has(name),
    seen: usesOf(ownProgram(facts), [name]).length > 0,
    places: calls.map(({ place }) =>
      calling(place, findGoProbe(known.probes, { syscall: name, package: place.package }, version)),
    ),
  }
}

/** Packages whose functions do nothing but hand a call on, so that the caller is to blame. */
const WRAPPERS = /^golang\.org\/x\/sys\//

function blamed(place: CallPlace, ownerOf: OwnerOf): string | null {
  if (!WRAPPERS.test(place.package)) return place.module
  const callers = place.path.slice(0, -1).reverse()
  for (const caller of callers) {
    const owner = ownerOf(caller)
    const isGo = owner.origin === 'runtime' || owner.origin === 'std'
    if (!isGo && owner.package !== '' && !WRAPPERS.test(owner.package)) return owner.module ?? owner.package
  }
  return null
}

type OwnerOf = (functionName: string) => Owner

/**
 * Whose a function is, by its name as people read it. Where the last element of an import path has a dot
 * (`gopkg.in/yaml.v3.Unmarshal`), only the module's path tells where the function's own name begins.
 */
function openFunctionOwners(info: GoBuildInfo | null): OwnerOf {
  const ownerOf = openOwners(info)
  const dotted = (info?.deps ?? []).map(({ path }) => path).filter((path) => /\.[^/]*$/.test(path))
  return (name) => {
    const path = dotted.find((each) => name.startsWith(`${each}.`))
    return ownerOf(path ?? packageOf(name))
  }
}

function routeOf(place: CallPlace, ownerOf: OwnerOf): readonly string[] {
  const whole = place.path.map(ownerOf)
  const owners = whole.length > 0 ? whole : [place]
  const names = owners.map(({ module, origin }) => module ?? (origin === 'unknown' ? 'unknown' : 'Go'))
  return [...new Set(names)]
}

/** Calls that the target lacks and that nothing excuses, each with the places that matter. */
export function lackingCalls({ syscalls }: ReachAccount): readonly ReachedSyscall[] {
  return syscalls
    .filter(({ offered }) => !offered)
    .map((call) => ({ ...call, places: call.places.filter(({ probe }) => probe === null) }))
    .filter(({ places }) => places.length > 0)
}

/** Go's own calls that the target lacks, which take another way or wait to be asked for. */
export function goProbes({
  syscalls,
}: ReachAccount): readonly { readonly name: string; readonly probe: GoProbe }[] {
  return syscalls
    .filter(({ offered }) => !offered)
    .flatMap(({ name, places }) => {
      const probe = places.find((place) => place.probe !== null)?.probe
      return probe ? [{ name, probe }] : []
    })
}

/** Why the machine code was not read, to stand after "because". */
export const NO_REACH: Readonly<Record<NoReach, string>> = {
  'not-go': 'it is no Go program',
  'no-function-table': 'its table of functions is missing',
  'unknown-machine': 'it is built for a machine whose code is not read (only amd64 and arm64 are)',
  'unknown-format': 'its table of functions has a form that is not known',
}
