import { execFileSync } from 'node:child_process'
import type { GoBuildInfo, GoModule } from '../../src/inspect/inspection.js'

/** What `go version -m` prints of a file, without its path and the tabs around its lines. */
export function goVersionLines(file: string): readonly string[] {
  const text = execFileSync('go', ['version', '-m', file], { encoding: 'utf8', env: process.env })
  const [head = '', ...lines] = text.split('\n')
  return [head.slice(file.length + 2), ...lines.map((line) => line.trim()).filter((line) => line !== '')]
}

/** The same lines, made of what was parsed. */
export function linesOf({ version, path, main, deps, settings }: GoBuildInfo): readonly string[] {
  return [
    version,
    ...(path === '' ? [] : [`path\t${path}`]),
    ...(main ? moduleLines('mod', main) : []),
    ...deps.flatMap((module) => moduleLines('dep', module)),
    ...Object.entries(settings).map(([key, value]) => `build\t${key}=${quoted(value)}`),
  ]
}

function moduleLines(word: string, { path, version, sum, replace }: GoModule): readonly string[] {
  const line = [word, path, version, sum].join('\t').trimEnd()
  return [line, ...(replace ? moduleLines('=>', replace) : [])]
}

function quoted(value: string): string {
  return /[ \t\r\n"`]/.test(value) ? JSON.stringify(value) : value
}
