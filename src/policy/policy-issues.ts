import { z } from 'zod'
import { didYouMean } from '../kernel/nearest.js'
import type { YamlPath } from '../yaml-file.js'
import { FIXED_RULES } from './policy.js'
import { policySchema } from './policy-schema.js'

/** What is wrong at a place of the file. */
export interface PolicyIssue {
  readonly path: YamlPath
  /** Whether the key itself is meant, or what it is given. */
  readonly part: 'key' | 'value'
  /** One sentence. */
  readonly message: string
}

/** So many problems of one file are told. */
export const MAX_ISSUES = 20

/** What the schema says against a file, in words for people. @param value the file's contents */
export function issuesOf(error: z.ZodError, value: unknown): readonly PolicyIssue[] {
  const issues = error.issues.slice(0, MAX_ISSUES).flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.slice(0, MAX_ISSUES).map((key) => unknownKey(path, key))
    return [{ path, part: 'value' as const, message: messageOf(issue, path, at(value, path)) }]
  })
  return issues.slice(0, MAX_ISSUES)
}

/** Why a rule that says that nothing can be concluded is not the policy's to change. */
export function fixedRuleMessage(rule: string): string {
  return `${rule} says that the run cannot be judged, and an inconclusive run is never green: it can be neither lowered nor ignored.`
}

function unknownKey(path: YamlPath, key: string): PolicyIssue {
  const issue = (message: string): PolicyIssue => ({ path: [...path, key], part: 'key', message })
  const name = path.at(-1)
  if (name === 'rules' && isFixed(key)) return issue(fixedRuleMessage(key))
  if (key === 'privileges' && name === 'boot') {
    return issue('privileges holds for all artifacts: say it in the boot plan at the top of the file.')
  }
  const what = name === 'rules' ? `there is no rule "${key}"` : `the key "${key}" is unknown here`
  return issue(`${what}.${didYouMean(key, keysAt(path))}`)
}

function messageOf(issue: z.core.$ZodIssue, path: YamlPath, given: unknown): string {
  const what = path.length === 0 ? 'the file' : nameOf(path)
  if (given === undefined) return `${what} is missing.`
  if (given === null) return `${what} is empty: fill it, or leave it out.`
  if (issue.code === 'invalid_value') return choiceMessage(what, issue.values.map(String), given)
  if (issue.code === 'invalid_type') return `${what} must be ${KINDS[issue.expected] ?? issue.expected}.`
  if (issue.code === 'invalid_union') return `${what} must be a single value.`
  if (issue.code === 'too_small') return `${what} is empty.`
  if (issue.code === 'invalid_key') return 'a name in artifacts is empty.'
  return `${what} ${issue.message}.`
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  array: 'a list (- …)',
  string: 'a text',
}

function choiceMessage(what: string, choices: readonly string[], given: unknown): string {
  const text = typeof given === 'object' ? 'what is given' : `"${String(given)}"`
  if (isFixed(String(given))) return fixedRuleMessage(String(given))
  const known = choices.length > 8 ? '' : ` (${choices.join(', ')})`
  return `${what}: ${text} is none that there is${known}.${didYouMean(String(given), choices)}`
}

function isFixed(rule: string): boolean {
  return FIXED_RULES.some((fixed) => fixed === rule)
}

/** `artifacts.server.ignore[2].expires` */
function nameOf(path: YamlPath): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${key}`)).join('')
}

function at(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}

/** The keys that the schema knows at a path. */
function keysAt(path: YamlPath): readonly string[] {
  let schema: z.core.$ZodType | undefined = policySchema
  for (const key of path) schema = innerOf(bare(schema), key)
  const found = bare(schema)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

function innerOf(schema: z.core.$ZodType | undefined, key: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[key]
  if (schema instanceof z.ZodArray) return schema.element
  return schema instanceof z.ZodRecord ? schema.valueType : undefined
}

function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema
}
