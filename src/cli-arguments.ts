import { type ParseArgsConfig, parseArgs } from 'node:util'
import { GateError, messageOf } from './errors.js'
import { INPUTS, type InputSpec } from './input-table.js'
import type { RawInputs } from './inputs.js'
import type { RuleId } from './judge/rule-ids.js'
import { parseRuleId } from './rule-page.js'

/** The inputs that can be given on a command line. */
function options(): readonly InputSpec[] {
  const specs: readonly InputSpec[] = INPUTS
  return specs.filter(({ secret }) => !secret)
}

export type CliRequest =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'explain'; readonly rule: RuleId }
  | { readonly kind: 'run'; readonly raw: RawInputs }

/**
 * Every input is an option of the same name; list inputs may be repeated. One bare word is the folder of the package
 * to build.
 * @throws GateError code `bad-arguments`
 */
export function parseArguments(argv: readonly string[]): CliRequest {
  const parsed = parsedArguments(argv)
  if (parsed.values.help) return { kind: 'help' }
  if (parsed.values.version) return { kind: 'version' }
  const { explain } = parsed.values
  if (typeof explain === 'string') return { kind: 'explain', rule: parseRuleId(explain) }
  const raw: Record<string, string> = {}
  for (const { name } of INPUTS) {
    const value = parsed.values[name]
    if (Array.isArray(value)) raw[name] = value.join('\n')
    else if (typeof value === 'string') raw[name] = value
  }
  const [folder, ...more] = parsed.positionals
  if (more.length > 0) throw badArguments(`only one folder can be given, not also ${more.join(', ')}`)
  if (folder !== undefined && raw.artifact)
    throw badArguments('give a folder to build or --artifact, not both')
  if (folder !== undefined && raw['working-directory'])
    throw badArguments('give a folder or --working-directory, not both')
  if (folder !== undefined) raw['working-directory'] = folder
  return { kind: 'run', raw: raw as RawInputs }
}

interface ParsedArguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

function parsedArguments(argv: readonly string[]): ParsedArguments {
  const specs = options()
  const accepted: NonNullable<ParseArgsConfig['options']> = {
    ...Object.fromEntries(specs.map(({ name, list }) => [name, { type: 'string', multiple: list === true }])),
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
    explain: { type: 'string' },
  }
  try {
    return parseArgs({ args: [...argv], options: accepted, allowPositionals: true })
  } catch (error) {
    throw badArguments(messageOf(error).split('. ')[0] ?? '')
  }
}

function badArguments(problem: string): GateError {
  return new GateError({
    stage: 'inputs',
    code: 'bad-arguments',
    fault: 'user',
    message: `Command line: ${problem}.`,
    hint: 'See npm start -- --help.',
  })
}

const HEAD = `Tells whether a Go program runs on CentOS/RHEL 7.9 (kernel 3.10): builds it, boots it under strace.

Usage:
  npm start -- [FOLDER] [OPTIONS]             build the main package in FOLDER and judge it
  npm start -- --artifact FILE [OPTIONS]      judge a prebuilt executable
  npm start -- --explain RULE                 what a finding means, and what to do

Examples:
  npm start -- examples/http-server
  npm start -- examples/http-server --exercise 'GET http://127.0.0.1:8080/ 200 x20 c4'
  npm start -- --artifact ./app --ready tcp:8080 --args '-config /dev/null'

Options (each is an input of the action, too):
`

const TAIL = `
Exit codes: 0 pass or warn, 1 fail, 2 inconclusive (also: wrong arguments).
The report is written to ./legacy-kernel-report unless --report-directory says otherwise.
`

/** The text of --help. */
export function renderHelp(): string {
  const specs = options()
  const rows = specs.map((spec): [string, string] => {
    const value = spec.choices ? spec.choices.join('|') : (spec.placeholder ?? 'TEXT')
    const notes = [
      spec.list ? 'May be repeated.' : '',
      spec.default === '' ? '' : `Default: ${spec.default}.`,
    ]
    return [`--${spec.name} ${value}`, [spec.description, ...notes.filter((note) => note !== '')].join(' ')]
  })
  rows.push(
    ['--explain RULE', 'Show the page of a rule, such as syscall-required.'],
    ['-h, --help', 'Show this.'],
    ['--version', 'Show the version.'],
  )
  return HEAD + rows.map(([option, text]) => `  ${option}\n${wrapped(text, 92, '      ')}`).join('\n') + TAIL
}

function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => indent + line).join('\n')
}
