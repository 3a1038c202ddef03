import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { clip, tail, visibleLine, visibleLines } from '../../src/report/visible-text.js'
import { wrapText } from '../../src/report/wrap-text.js'
import { hostileText } from './hostile.js'

describe('visibleLine', () => {
  it.each([
    ['a\tb\r\n c', 'a b c'],
    ['\u001b[31mred\u0007', '\\x1b[31mred\\x07'],
    ['safe\u202egnp.exe', 'safe\\u202egnp.exe'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['half\ud800', 'half\\ud800'],
    ['soft\u00adhyphen', 'soft\\xadhyphen'],
    ['日本 é', '日本 é'],
  ])('makes hidden characters seen, case %#', (raw, seen) => {
    expect(visibleLine(raw, 100)).toBe(seen)
  })

  it('leaves nothing hidden', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        expect(visibleLine(raw, 10_000)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      }),
    )
  })
})

describe('clip and tail', () => {
  it('never cut inside a character', () => {
    expect(clip('a😀b', 2)).toBe('a… (3 more characters)')
    expect(clip('a😀b', 3)).toBe('a😀… (1 more characters)')
    expect(tail('a😀b', 2)).toBe('b')
    expect(tail('a😀b', 3)).toBe('😀b')
    expect(tail('short', 10)).toBe('short')
  })
})

describe('visibleLines', () => {
  it('keeps blanks at the start of lines', () => {
    expect(visibleLines('a\n\tb\r\n  c', 10, 80)).toEqual(['a', '    b', '  c'])
  })
})

describe('wrapText', () => {
  it('breaks at blanks, cuts longer words, and indents', () => {
    expect(wrapText('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrapText('one two', 9, 'fix: ', '     ')).toEqual(['fix: one', '     two'])
    expect(wrapText('', 9, 'fix: ')).toEqual(['fix: '])
  })

  it('loses no character and keeps the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 10, max: 100 }),
        (raw, width) => {
          const lines = wrapText(raw, width)
          expect(lines.join('').replace(/\s/g, '')).toBe(raw.replace(/\s/g, ''))
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})
