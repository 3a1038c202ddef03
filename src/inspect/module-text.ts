import { MalformedFileError } from './byte-cursor.js'
import { parseGoQuoted } from './go-quoted.js'
import type { GoBuildInfo, GoModule } from './inspection.js'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/**
 * Parses the text that cmd/go embeds, one tab-separated fact a line, as runtime/debug.ParseBuildInfo does:
 * `path`, `mod`, `dep`, `=>` (what replaces the module of the line before) and `build` (a setting).
 */
export function parseModuleText(text: string): Omit<GoBuildInfo, 'version'> {
  let path = ''
  let main: GoModule | null = null
  const deps: GoModule[] = []
  const settings = new Map<string, string>()
  let last: Writable<GoModule> | null = null

  // What follows the last newline is no line.
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const tab = line.indexOf('\t')
    const rest = line.slice(tab + 1)
    switch (line.slice(0, tab + 1)) {
      case 'path\t':
        path = rest
        break
      case 'mod\t':
        last = parseModule(rest, index)
        main = last
        break
      case 'dep\t':
        last = parseModule(rest, index)
        deps.push(last)
        break
      case '=>\t':
        if (last === null) throw malformed(index, 'replaces no module')
        last.replace = parseReplacement(rest, index)
        last = null
        break
      case 'build\t':
        settings.set(...parseSetting(rest, index))
        break
    }
  }
  return { path, main, deps, settings: Object.fromEntries(settings) }
}

function malformed(index: number, problem: string): MalformedFileError {
  return new MalformedFileError(`line ${index + 1} of the Go build information`, null, problem)
}

function parseModule(text: string, index: number): Writable<GoModule> {
  const columns = text.split('\t')
  const [path, version, sum] = columns
  if (path === undefined || version === undefined || columns.length > 3) {
    throw malformed(index, `has ${columns.length} columns instead of 2 or 3`)
  }
  return { path, version, sum: sum ?? '', replace: null }
}

function parseReplacement(text: string, index: number): GoModule {
  const columns = text.split('\t').length
  if (columns !== 3) throw malformed(index, `has ${columns} columns instead of 3`)
  return parseModule(text, index)
}

function parseSetting(text: string, index: number): [key: string, value: string] {
  const quoted = parseGoQuoted(text)
  if (quoted !== null) {
    if (!quoted.rest.startsWith('=')) throw malformed(index, "has no '=' after the quoted key")
    return [quoted.value, parseValue(quoted.rest.slice(1), index)]
  }
  const equals = text.indexOf('=')
  if (equals < 1) throw malformed(index, "is not of the form 'key=value'")
  const key = text.slice(0, equals)
  if (/[ \t\r"`]/.test(key)) throw malformed(index, 'has a key that must be quoted')
  return [key, parseValue(text.slice(equals + 1), index)]
}

function parseValue(text: string, index: number): string {
  if (text.startsWith('"') || text.startsWith('`')) {
    const quoted = parseGoQuoted(text)
    if (quoted === null || quoted.rest !== '') throw malformed(index, 'has a badly quoted value')
    return quoted.value
  }
  if (/[ \t\r"`]/.test(text)) throw malformed(index, 'has a value that must be quoted')
  return text
}
