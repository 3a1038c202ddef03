import type { GoBuildInfo, GoModule } from '../inspect/inspection.js'
import type { Origin } from './reach.js'

/** Whose a package is. */
export interface Owner {
  /** Import path. Of the main package, the path of the program when the file tells it. */
  readonly package: string
  readonly origin: Origin
  /** `path@version`, as replaced. */
  readonly module: string | null
}

/** Packages of the runtime proper; `runtime/debug`, `runtime/pprof` and others are library. */
const RUNTIME = /^(runtime|(runtime\/internal|internal\/runtime)\/.*)$/
/** Before Go 1.18 the linker named the main module of a program outside a module so, or not at all. */
const MAIN = 'main'

/** Tells of each package whose it is. Without build information there are no modules. */
export function openOwners(info: GoBuildInfo | null): (importPath: string) => Owner {
  const main = info?.main ?? null
  const modules = [...(main === null ? [] : [main]), ...(info?.deps ?? [])]
  const known = new Map<string, Owner>()
  return (importPath) => {
    const owner = known.get(importPath) ?? ownerOf(importPath, info?.path ?? '', main, modules)
    known.set(importPath, owner)
    return owner
  }
}

function ownerOf(
  importPath: string,
  program: string,
  main: GoModule | null,
  modules: readonly GoModule[],
): Owner {
  if (importPath === MAIN) return { package: program || MAIN, origin: 'main', module: main && render(main) }
  // An external test package stands beside the package that it tests.
  const module = longestPrefix(importPath.replace(/_test$/, ''), modules)
  if (module !== null)
    return { package: importPath, origin: module === main ? 'main' : 'dependency', module: render(module) }
  return { package: importPath, origin: originOf(importPath), module: null }
}

function longestPrefix(importPath: string, modules: readonly GoModule[]): GoModule | null {
  let longest: GoModule | null = null
  for (const module of modules) {
    if (!holds(module.path, importPath)) continue
    if (longest === null || module.path.length > longest.path.length) longest = module
  }
  return longest
}

function holds(modulePath: string, importPath: string): boolean {
  return importPath === modulePath || (modulePath !== '' && importPath.startsWith(`${modulePath}/`))
}

function originOf(importPath: string): Origin {
  if (RUNTIME.test(importPath)) return 'runtime'
  const first = importPath.split('/')[0] ?? ''
  if (first === '' || first.includes('.')) return 'unknown'
  return 'std'
}

function render(module: GoModule): string {
  const { path, version } = module.replace ?? module
  return version === '' ? path : `${path}@${version}`
}
