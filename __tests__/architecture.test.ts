import { readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'

const SOURCE = path.resolve('src')

/**
 * The folders of src/ in the order of the pipeline (docs/adr/0001-one-way-pipeline.md). A folder imports from itself
 * and from those before it. `kernel`, `trace` and `surface` are knowledge and no stages: what a kernel offers, what
 * strace printed, and what of the one is enforced.
 */
const ORDER = [
  'kernel',
  'trace',
  'setup',
  'build',
  'cache',
  'inspect',
  'reach',
  'surface',
  'boot',
  'judge',
  'policy',
  'report',
]

/** Folders that decide and do nothing, and the files in them that may: they read, then hand on bytes or text. */
const PURE = ['inspect', 'kernel', 'reach', 'trace', 'surface', 'judge', 'policy', 'report']
const LOADERS = /^(inspect\/inspect|report\/publish|[a-z]+\/load-[a-z-]+)\.ts$/
const EFFECTS =
  /^(node:(fs|fs\/promises|child_process|cluster|worker_threads|net|dgram|dns|tls|http|https|http2|os|process)|@actions\/.*)$/

interface Import {
  /** Below src/, like `boot/boot.ts`. */
  readonly from: string
  /** Below src/ for a file of ours, else as it is written. */
  readonly to: string
  /** Erased by the compiler. */
  readonly typeOnly: boolean
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)
const imports = files.flatMap(importsOf)

function importsOf(from: string): readonly Import[] {
  const text = readFileSync(path.join(SOURCE, from), 'utf8')
  const found: Import[] = []
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return
    const own = specifier.text.startsWith('.')
    const to = own ? path.join(path.dirname(from), specifier.text.replace(/\.js$/, '.ts')) : specifier.text
    found.push({ from, to, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(from, text, ts.ScriptTarget.Latest))
  return found
}

/** `import type …`, or braces in which every name is a type. */
function isTypeImport({ importClause: clause }: ts.ImportDeclaration): boolean {
  if (!clause) return false
  const names = clause.namedBindings
  const onlyTypes =
    names !== undefined && ts.isNamedImports(names) && names.elements.every((e) => e.isTypeOnly)
  return clause.isTypeOnly || (clause.name === undefined && onlyTypes)
}

/** The folder below src/; the empty string for a file right in it, and for what is not ours. */
function folderOf(file: string): string {
  return files.includes(file) && file.includes('/') ? (file.split('/')[0] ?? '') : ''
}

/** What running `file` loads, each with the way to it. */
function loadedBy(file: string): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[file, [file]]])
  for (const [reached, way] of ways) {
    for (const { from, to, typeOnly } of imports) {
      if (from === reached && !typeOnly && !ways.has(to)) ways.set(to, [...way, to])
    }
  }
  return ways
}

const goesBack = (folder: string, other: string): boolean => ORDER.indexOf(other) > ORDER.indexOf(folder)

describe('the pipeline runs one way', () => {
  it('every folder has its place', () => {
    const folders = readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).sort()).toEqual([...ORDER].sort())
  })

  it('every import of a file of ours is understood', () => {
    expect(imports.filter(({ to }) => to.endsWith('.ts') && !files.includes(to))).toEqual([])
    expect(new Set(imports.map(({ from }) => from)).size).toBeGreaterThan(100)
  })

  it('no folder imports a later one, not even a type', () => {
    const wrong = imports.filter(
      ({ from, to }) => folderOf(from) !== '' && goesBack(folderOf(from), folderOf(to)),
    )
    expect(wrong).toEqual([])
  })

  // The type of all inputs names types of boot, so `import type { Options }` is how the stages get at theirs.
  it('nothing of a later folder is loaded by way of a file right in src/', () => {
    const wrong = files
      .filter(folderOf)
      .flatMap((file) =>
        [...loadedBy(file)]
          .filter(([to]) => goesBack(folderOf(file), folderOf(to)))
          .map(([, way]) => way.join(' → ')),
      )
    expect(wrong).toEqual([])
  })

  it('no two files load each other', () => {
    const wrong = files.filter((file) =>
      imports.some(
        ({ from, to, typeOnly }) => to === file && !typeOnly && from !== file && loadedBy(file).has(from),
      ),
    )
    expect(wrong).toEqual([])
  })
})

it('what decides loads nothing that acts', () => {
  const pure = files.filter((file) => PURE.includes(folderOf(file)) && !LOADERS.test(file))
  const wrong = pure.flatMap((file) =>
    [...loadedBy(file)].filter(([to]) => EFFECTS.test(to)).map(([, way]) => way.join(' → ')),
  )
  expect(wrong).toEqual([])
})
