import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { parseWords } from '../src/words.js'

describe('parseWords', () => {
  it.each([
    ['', []],
    ['  a   b\tc ', ['a', 'b', 'c']],
    [`a'b c'd`, ['ab cd']],
    [`"a b" ''`, ['a b', '']],
    [`"x\\n\\t\\x41\\"\\\\"`, ['x\n\tA"\\']],
    ['C:\\dir', ['C:\\dir']],
    [`-ldflags='-X main.v=1 -w'`, ['-ldflags=-X main.v=1 -w']],
  ])('splits %j', (line, words) => expect(parseWords(line)).toEqual(words))

  it.each([
    [`a "b`, /quote " is not closed/],
    [`it's`, /quote ' is not closed/],
    [`"\\q"`, /escape \\q is unknown/],
  ])('rejects %j', (line, message) => expect(() => parseWords(line)).toThrow(message))

  it('gives back any words that were quoted', () => {
    const quote = (word: string) => `"${word.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(parseWords(words.map(quote).join(' '))).toEqual(words)
      }),
    )
  })
})
