import * as path from 'node:path'
import type { OutputPlace } from './output-place.js'

/** A main package. */
export interface MainPackage {
  /** As `go list` names it; `command-line-arguments` for single files. */
  readonly importPath: string
  /** What `go build` is given for it: the import path, or the names of the files. */
  readonly arguments: readonly string[]
}

/** One `go build` of one main package. */
export interface BuildStep {
  readonly main: MainPackage
  /** Absolute path of the program that it makes. */
  readonly output: string
  /** Arguments of the go command. */
  readonly args: readonly string[]
}

/**
 * Plans one `go build` a package. Programs are named as `go build` names them; those that share a name get as much of
 * their import path before it as tells them apart.
 * @param flags see goBuildFlags
 * @param place a file only when there is one package
 */
export function planBuilds(
  packages: readonly MainPackage[],
  flags: readonly string[],
  place: OutputPlace,
): readonly BuildStep[] {
  const names = outputNames(packages.map(pathOfName))
  return packages.map((main, i) => {
    const name = names[i] ?? `program-${i + 1}`
    const output = place.kind === 'file' ? place.path : path.join(place.path, name)
    return {
      main,
      output,
      args: ['build', ...flags, '-o', output, ...main.arguments],
    }
  })
}

/** The elements of the import path down to the one that names the program (`go help build`: /v2 does not). */
function pathOfName({ importPath, arguments: given }: MainPackage): readonly string[] {
  if (importPath === 'command-line-arguments') return [path.basename(given[0] ?? 'main', '.go')]
  const elements = importPath.split('/').filter((element) => element !== '')
  const versioned = elements.length > 1 && /^v([2-9]|[1-9]\d+)$/.test(elements.at(-1) ?? '')
  return versioned ? elements.slice(0, -1) : elements
}

function outputNames(paths: readonly (readonly string[])[]): readonly string[] {
  const nameOf = (elements: readonly string[], depth: number): string => elements.slice(-depth).join('-')
  const names = paths.map((elements) => {
    const longest = elements.length
    let depth = 1
    const isShared = (): boolean =>
      paths.some((other) => other !== elements && nameOf(other, depth) === nameOf(elements, depth))
    while (depth < longest && isShared()) depth++
    return nameOf(elements, depth)
  })
  // a/b-c and a-b/c still meet.
  const taken = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let serial = 2; taken.has(free); serial++) free = `${name}-${serial}`
    taken.add(free)
    return free
  })
}
