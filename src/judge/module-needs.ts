import type { GoBuildInfo, GoModule } from '../inspect/inspection.js'
import type { ModuleNeed } from './module-table.js'

/** A module of the file that is known to need something. */
export interface MatchedModule {
  readonly need: ModuleNeed
  /** As it is in the file: what replaces it, if anything does. */
  readonly path: string
  readonly version: string
  /** The path that the code imports, when another module stands in its place. */
  readonly replaces: string | null
}

/** Modules in a file that the list names, in the list's order. The main module counts too. */
export function matchModules(go: GoBuildInfo, list: readonly ModuleNeed[]): readonly MatchedModule[] {
  const modules = [...(go.main ? [go.main] : []), ...go.deps]
  return list.flatMap((need) =>
    modules.flatMap((module) => {
      const matched = match(module, need)
      return matched ? [matched] : []
    }),
  )
}

/** By what is in the file, else by the name that it replaces: a fork does what its origin does. */
function match(module: GoModule, need: ModuleNeed): MatchedModule | null {
  const { path, version } = module.replace ?? module
  const replaces = module.replace && module.replace.path !== module.path ? module.path : null
  const named = [path, ...(replaces === null ? [] : [replaces])].some((each) => isModule(each, need.module))
  if (!named || !isMeant(version, need)) return null
  return { need, path, version, replaces }
}

/** `github.com/x/y` and its later major versions, `github.com/x/y/v3`. */
function isModule(path: string, module: string): boolean {
  // The host of a path is not case-sensitive, and proxies keep the rest as it is written.
  const [actual, wanted] = [path.toLowerCase(), module.toLowerCase()]
  if (actual === wanted) return true
  return actual.startsWith(`${wanted}/`) && /^v(?:[2-9]|[1-9]\d+)$/.test(actual.slice(wanted.length + 1))
}

/** A version that cannot be compared (a replacement by a folder, `(devel)`) may be any. */
function isMeant(version: string, { from, below }: ModuleNeed): boolean {
  if (!/^v\d+\.\d+\.\d+/.test(version)) return true
  return (
    (from === null || compareModuleVersions(version, from) >= 0) &&
    (below === null || compareModuleVersions(version, below) < 0)
  )
}

/** By the three numbers, then: a pre-release or pseudo-version is older than the release (semver.org §11). */
function compareModuleVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return Number(isPreRelease(b)) - Number(isPreRelease(a))
}

function numbersOf(version: string): readonly number[] {
  return version.slice(1).split(/[-+]/)[0]?.split('.').map(Number) ?? []
}

function isPreRelease(version: string): boolean {
  return /^v\d+\.\d+\.\d+-/.test(version)
}
