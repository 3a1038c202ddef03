import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'

/** Keys and indexes from the top of a file down to a place in it. */
export type YamlPath = readonly (string | number)[]

/** Both from 1, as editors count. */
export interface YamlPlace {
  readonly line: number
  readonly column: number
}

/** A YAML file that was read, and where in it each value stands. */
export interface YamlFile {
  /** Null for an empty file. */
  readonly value: unknown
  /** Where the key or the value at a path begins; of the innermost part of the path that exists. */
  placeOf(path: YamlPath, part?: 'key' | 'value'): YamlPlace
  /** A single value as it is written, so that 1.10 stays 1.10; empty where there is none. */
  textOf(path: YamlPath): string
}

/** A text that is no YAML, or not YAML of the plain kind. */
export class YamlError extends Error {
  readonly place: YamlPlace

  constructor(place: YamlPlace, message: string, cause?: unknown) {
    super(message, { cause })
    this.place = place
  }
}

/** A file that repeats itself more often by aliases is made to exhaust memory. */
const MAX_ALIASES = 100
const TOO_DEEP = 'It is nested too deeply'

/**
 * Parses one YAML document (JSON is YAML too).
 * @throws YamlError for syntax, a key given twice, an unknown tag, several documents, too many aliases
 */
export function parseYaml(text: string): YamlFile {
  const lines = new LineCounter()
  const at = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problem = document.errors[0] ?? document.warnings[0]
  if (problem) {
    // The parser goes down by recursion.
    const words = problem.code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : problem.message
    throw new YamlError(at(problem.pos[0]), words, problem)
  }
  return {
    value: plainValue(document, at),
    placeOf: (path, part = 'value') => at(offsetOf(document, path, part)),
    textOf: (path) => textOf(nodeAt(document, path)),
  }
}

function plainValue(document: Document.Parsed, at: (offset: number) => YamlPlace): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    // ReferenceError: too many aliases, or one of nothing.
    const words = error instanceof ReferenceError ? error.message : TOO_DEEP
    throw new YamlError(at(danglingAlias(document) ?? document.contents?.range?.[0] ?? 0), words, error)
  }
}

function danglingAlias(document: Document.Parsed): number | undefined {
  let offset: number | undefined
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined
      offset = alias.range?.[0]
      return visit.BREAK
    },
  })
  return offset
}

function resolved(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function nodeAt(document: Document.Parsed, path: YamlPath): unknown {
  let node: unknown = resolved(document, document.contents)
  for (const key of path) {
    if (isMap(node)) node = pairOf(node, key)?.value
    else if (isSeq(node)) node = node.items[Number(key)]
    else return undefined
    node = resolved(document, node)
  }
  return node
}

function textOf(node: unknown): string {
  if (!isScalar(node) || node.value === null) return ''
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}

function offsetOf(document: Document.Parsed, path: YamlPath, part: 'key' | 'value'): number {
  let offset = document.contents?.range?.[0] ?? 0
  for (let depth = 1; depth <= path.length; depth++) {
    const parent = nodeAt(document, path.slice(0, depth - 1))
    const key = path[depth - 1] ?? ''
    const pair = isMap(parent) ? pairOf(parent, key) : undefined
    const item = isSeq(parent) ? (parent.items[Number(key)] as Node | undefined) : undefined
    if (!pair && !item) return offset
    offset = item?.range?.[0] ?? (pair?.key as Node | undefined)?.range?.[0] ?? offset
    const last = depth === path.length
    if (last && part === 'value' && isScalar(pair?.value)) offset = pair.value.range?.[0] ?? offset
  }
  return offset
}

function pairOf(map: unknown, key: string | number) {
  if (!isMap(map)) return undefined
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
}
