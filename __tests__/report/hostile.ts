import fc from 'fast-check'
import type { Report } from '../../src/report/report.js'
import { SAMPLES } from './samples.js'

/** Text as an artifact that wants to be believed would print it. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'`*_[]()<>|\\~!#@$:&-+=.123 \n\r\t"\'/'),
      fc.constantFrom(
        '://',
        'http://a.b',
        'www.a.com',
        'a@b.co',
        '@octocat',
        '#12',
        'GH-12',
        ':smile:',
        'mailto:a@b.c',
      ),
      fc.constantFrom(
        '<script>',
        '<!--',
        '</code>',
        '</details>',
        '<span>',
        '&lt;',
        '&#42;',
        '[a](b)',
        '![i](j)',
      ),
      fc.constantFrom(
        '::error::x',
        '\n::set-output name=a::b',
        '##[error]',
        '\n---\n',
        '\n===\n',
        '```',
        '~~~',
        '1. ',
      ),
      fc.constantFrom(
        '\u202e',
        '\u200b',
        '\u2066',
        '\u2028',
        '\u0085',
        '\u009b31m',
        '\u001b[31m',
        '\u0000',
        '\ud800',
        '\u{e0041}',
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const KEPT = new Set([
  'stage',
  'fault',
  'rule',
  'level',
  'evidence',
  'verdict',
  'mode',
  'schemaVersion',
  'tool',
  'target',
  'startedAt',
  'engine',
  'source',
  'state',
  'outcome',
  'readiness',
  'kind',
  'class',
  'whose',
  'origin',
  'probe',
  'endian',
])

/** The report with `text` in place of every string that is not one of a fixed set, names of records included. */
export function poisoned(report: Report, text: string): Report {
  const poison = (value: unknown, key: string): unknown => {
    const isFixed = KEPT.has(key) && !(key === 'evidence' && isFindingEvidence(value))
    if (isFixed) return value
    if (typeof value === 'string') return text
    if (Array.isArray(value)) return value.map((item) => poison(item, ''))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([name, item]) => [name, poison(item, name)] as const)
    const isRecord = key === 'errors' || key === 'signals'
    return Object.fromEntries(isRecord ? [...entries, [text, 1]] : entries)
  }
  return poison(report, '') as Report
}

function isFindingEvidence(value: unknown): boolean {
  return Array.isArray(value) && !value.includes('static')
}

export const HOSTILE_SAMPLES: readonly Report[] = Object.values(SAMPLES)
