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
  readonly names: Child[]
  any: Node | null
  /** Patterns that end here. */
  readonly here: WatchedPath[]
  /** Patterns that end in `**` here. */
  readonly below: WatchedPath[]
}

interface Child {
  readonly bytes: Uint8Array
  readonly node: Node
}

const SLASH = 0x2f
const DOT = 0x2e

export function createPathPatterns(patterns: readonly string[]): PathPatterns {
  const root = emptyNode()
  patterns.forEach((pattern, id) => {
    insert(root, pattern, { id, pattern })
  })
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

function walk(
  node: Node,
  bytes: Uint8Array,
  start: number,
  end: number,
  cut: boolean,
  found: WatchedPath[],
): void {
  addAll(node.below, found)
  let at = start
  while (at < end && (bytes[at] === SLASH || isSelf(bytes, at, end))) at++
  if (at === end) {
    if (!cut) addAll(node.here, found)
    return
  }
  const { names, any } = node
  if (any === null && names.length === 0) return
  let stop = at
  while (stop < end && bytes[stop] !== SLASH) stop++
  // What a cut component is called is not known.
  if (cut && stop === end) return
  for (let i = 0; i < names.length; i++) {
    const child = names[i] as Child
    if (same(child.bytes, bytes, at, stop)) walk(child.node, bytes, stop, end, cut, found)
  }
  if (any !== null) walk(any, bytes, stop, end, cut, found)
}

/** The component `.`, behind a slash. */
function isSelf(bytes: Uint8Array, at: number, end: number): boolean {
  return bytes[at] === DOT && bytes[at - 1] === SLASH && (at + 1 === end || bytes[at + 1] === SLASH)
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
  const known = node.names.find((name) => bytes.equals(name.bytes))
  if (known) return known.node
  const child = { bytes: Uint8Array.from(bytes), node: emptyNode() }
  node.names.push(child)
  return child.node
}

function addAll(paths: readonly WatchedPath[], found: WatchedPath[]): void {
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i] as WatchedPath
    if (!found.includes(path)) found.push(path)
  }
}

function same(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false
  return true
}

/** A component `..`. Two dots have one of them at every second byte. */
function hasDotDot(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i += 2) {
    if (bytes[i] !== DOT) continue
    const first = bytes[i - 1] === DOT ? i - 1 : i
    const behind = first + 2
    if (bytes[first + 1] !== DOT || bytes[first - 1] !== SLASH || behind > end) continue
    if (behind === end || bytes[behind] === SLASH) return true
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
