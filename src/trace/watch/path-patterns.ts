import type { WatchedPath } from './call-watch.js'

/** Finds which patterns the paths of a trace match, component by component, without a string for each. */
export interface PathPatterns {
  /**
   * @param start of an absolute path: its first `/` @param end behind its last byte, escaped as strace writes it
   * @param cut strace left out the path's end
   */
  match(bytes: Uint8Array, start: number, end: number, cut: boolean, found: WatchedPath[]): void
}

interface Node {
  readonly names: { readonly bytes: Buffer; readonly node: Node }[]
  any: Node | null
  /** Patterns that end here. */
  readonly here: WatchedPath[]
  /** Patterns that end in `**` here. */
  readonly below: WatchedPath[]
}

const SLASH = 0x2f
const DOT = 0x2e

export function createPathPatterns(patterns: readonly string[]): PathPatterns {
  const root = emptyNode()
  patterns.forEach((pattern, id) => {
    insert(root, pattern, { id, pattern })
  })

  const walk = (
    node: Node,
    bytes: Uint8Array,
    start: number,
    end: number,
    cut: boolean,
    found: WatchedPath[],
  ): void => {
    for (const path of node.below) add(path, found)
    let at = start
    while (at < end && bytes[at] === SLASH) at++
    if (at === end) {
      if (!cut) for (const path of node.here) add(path, found)
      return
    }
    let stop = at
    while (stop < end && bytes[stop] !== SLASH) stop++
    // What a cut component is called is not known.
    if (cut && stop === end) return
    if (stop === at + 1 && bytes[at] === DOT) {
      walk(node, bytes, stop, end, cut, found)
      return
    }
    for (const { bytes: name, node: next } of node.names) {
      if (same(name, bytes, at, stop)) walk(next, bytes, stop, end, cut, found)
    }
    if (node.any) walk(node.any, bytes, stop, end, cut, found)
  }

  return {
    match(bytes, start, end, cut, found) {
      if (!hasDotDot(bytes, start, end)) {
        walk(root, bytes, start, end, cut, found)
        return
      }
      const path = Buffer.from(resolve(Buffer.from(bytes.subarray(start, end)).toString('latin1')), 'latin1')
      walk(root, path, 0, path.length, cut, found)
    },
  }
}

function emptyNode(): Node {
  return { names: [], any: null, here: [], below: [] }
}

function insert(root: Node, pattern: string, path: WatchedPath): void {
  let node = root
  const components = pattern.split('/').filter((component) => component !== '')
  for (const component of components) {
    if (component === '**') {
      node.below.push(path)
      return
    }
    node = component === '*' ? anyOf(node) : childOf(node, Buffer.from(component))
  }
  node.here.push(path)
}

function anyOf(node: Node): Node {
  node.any ??= emptyNode()
  return node.any
}

function childOf(node: Node, bytes: Buffer): Node {
  const known = node.names.find((name) => name.bytes.equals(bytes))
  if (known) return known.node
  const child = { bytes, node: emptyNode() }
  node.names.push(child)
  return child.node
}

function add(path: WatchedPath, found: WatchedPath[]): void {
  if (!found.includes(path)) found.push(path)
}

function same(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false
  return true
}

/** A component `..`. */
function hasDotDot(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start + 2; i < end; i++) {
    if (bytes[i] !== DOT) continue
    if (bytes[i - 1] === DOT && bytes[i - 2] === SLASH && (i + 1 === end || bytes[i + 1] === SLASH))
      return true
  }
  return false
}

/** As if no component were a symbolic link. */
function resolve(path: string): string {
  const components: string[] = []
  for (const component of path.split('/')) {
    if (component === '..') components.pop()
    else if (component !== '' && component !== '.') components.push(component)
  }
  return `/${components.join('/')}`
}
