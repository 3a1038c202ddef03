import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MalformedFileError } from '../../src/inspect/byte-cursor.js'
import { parseGoQuoted } from '../../src/inspect/go-quoted.js'
import type { GoBuildInfo } from '../../src/inspect/inspection.js'
import { parseModuleText } from '../../src/inspect/module-text.js'
import { buildOracle } from './oracle.js'

const folder = mkdtempSync(join(tmpdir(), 'inspect-test-'))
const oracle = buildOracle(folder)
afterAll(() => rmSync(folder, { recursive: true }))

/** Null when the text is refused. */
function parse(text: string): GoBuildInfo | null {
  try {
    return { version: '', ...parseModuleText(text) }
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedFileError)
    return null
  }
}

/** Both sides decode invalid UTF-8, but not to the same number of marks; and Go cannot tell an empty module. */
function normal(info: GoBuildInfo | null): string {
  const main = info?.main?.path === '' && info.main.version === '' && info.main.sum === '' ? null : info?.main
  return JSON.stringify(info && { ...info, main }).replace(/\ufffd+/g, '\ufffd')
}

const LINES = [
  'path\texample.com/hello',
  'path\t',
  'mod\texample.com/hello\t(devel)\t',
  'mod\texample.com/hello\tv1.0.0',
  'mod\texample.com/hello',
  'dep\texample.com/dep\tv1.2.3\th1:5B6i6EAiSYyejWfvc5Rc9BbI3rzIsrrXfAQBWnYfn+w=',
  'dep\texample.com/dep\tv1.2.3',
  'dep\ta\tb\tc\td',
  'dep\t',
  '=>\t./dep\t(devel)\t',
  '=>\texample.com/fork\tv1.2.4\th1:xyz=',
  '=>\texample.com/fork\tv1.2.4',
  'build\t-tags=a,b',
  'build\t-ldflags="-X \\"main.x=a b\\""',
  'build\t"a key"=`raw " value`',
  'build\t`raw key`=plain',
  'build\t__proto__=x',
  'build\tconstructor="y z"',
  'build\t=',
  'build\t',
  'build\tkey',
  'build\tkey=',
  'build\tkey=a=b',
  'build\tkey=a b',
  'build\ta key=b',
  'build\t"key',
  'build\t"key"',
  'build\t"key":b',
  'build\tkey="a"b',
  'build\tkey="a',
  'build\tkey=`a`b`',
  'unknown\tline',
  'path',
  '',
]

const ESCAPES = [
  '\\n',
  '\\"',
  "\\'",
  '\\\\',
  '\\x41',
  '\\xe2\\x82\\xac',
  '\\xff',
  '\\101',
  '\\377',
  '\\400',
  '\\8',
  '\\18',
]
const RUNES = ['\\u00e9', '\\ud800', '\\U0001f600', '\\U00110000', '\\q', '\\a\\b\\f\\r\\t\\v', '\\', '\\x4']
const PIECES = [...ESCAPES, ...RUNES, 'a', ' ', '=', '"', '`', "'", '\t', '\r', 'é', '😀', '\u0001']

const quoted = fc
  .tuple(fc.constantFrom('"', '`', ''), fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }))
  .map(([quote, pieces]) => `${quote}${pieces.join('')}${quote}`)
const setting = fc
  .tuple(quoted, fc.constantFrom('=', '', ':'), quoted)
  .map(([key, equals, value]) => `build\t${key}${equals}${value}`)
const line = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...LINES) }, { weight: 1, arbitrary: setting })
const text = fc
  .tuple(fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', ''))
  .map(([lines, end]) => lines.join('\n') + end)

describe('parseModuleText agrees with runtime/debug.ParseBuildInfo', () => {
  it.each([
    ['every single line', LINES.map((each) => `${each}\n`)],
    ['every pair of lines', LINES.flatMap((a) => LINES.map((b) => `${a}\n${b}\n`))],
    ['random settings', fc.sample(setting, { numRuns: 4000, seed: 20260701 }).map((each) => `${each}\n`)],
    ['random texts', fc.sample(text, { numRuns: 4000, seed: 20260702 })],
  ])('on %s', (_, texts) => {
    const ours = texts.map((each) => [each, normal(parse(each))])
    const theirs = oracle.parseTexts(texts).map((info, index) => [texts[index], normal(info)])
    expect(ours).toEqual(theirs)
    const accepted = ours.filter(([, info]) => info !== 'null').length
    expect(accepted).toBeGreaterThan(texts.length / 20)
    expect(accepted).toBeLessThan(texts.length)
  })

  it('names the line that is wrong', () => {
    expect(() => parseModuleText('path\tx\nmod\tx\n')).toThrow(
      'line 2 of the Go build information has 1 columns instead of 2 or 3',
    )
  })

  it('keeps settings whose names mean something to JavaScript', () => {
    const { settings } = parseModuleText('build\t__proto__=x\nbuild\tconstructor=y\n')
    expect(Object.entries(settings)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })
})

describe('parseGoQuoted', () => {
  it.each([
    ['"a" rest', { value: 'a', rest: ' rest' }],
    ['`a\\n`', { value: 'a\\n', rest: '' }],
    ['"\\xe2\\x82\\xac"', { value: '€', rest: '' }],
    ['"a', null],
    ["'a'", null],
    ['', null],
  ])('%s', (literal, expected) => {
    expect(parseGoQuoted(literal)).toEqual(expected)
  })
})
