import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { code, codeBlock, sentence, table, text } from '../../src/report/markdown-text.js'
import { visibleLine } from '../../src/report/visible-text.js'
import { hostileText } from './hostile.js'

/**
 * All that text() may put out: plain characters, references, and spans around what GitHub's filters look for. The
 * punctuation in the first class has no meaning in Markdown, or none where it may stand (checked below).
 */
const GRAMMAR = /^(?:[^&<>*`[\]\\|~@#$\p{C}\p{Zl}\p{Zp}]|&#\d+;|<span>[@#$:.-]<\/span>)*$/u

function decode(markdown: string): string {
  return markdown
    .replace(/<span>(.)<\/span>/g, '$1')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)))
}

function hidesEverything(markdown: string): void {
  expect(markdown).toMatch(GRAMMAR)
  const bare = markdown.replace(/<span>.<\/span>/g, '\0')
  expect(bare).not.toMatch(/:\/\/|::|:[\w+-]+:|www\.|gh-\d|(?:mailto|xmpp):/i)
  expect(bare).not.toMatch(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/)
}

describe('text', () => {
  it('puts out nothing that Markdown, HTML, GitHub or a runner reads as more than text', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const markdown = text(raw, 10_000)
        hidesEverything(markdown)
        expect(markdown).not.toMatch(/^(?:[-+=:]|\s|\d+[.)](?:\s|$))/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('loses no visible character', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        expect(decode(text(raw, 10_000))).toBe(visibleLine(raw, 10_000))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['plain words, with (harmless) punctuation; 12:30.', 'plain words, with (harmless) punctuation; 12:30.'],
    ['io_uring_setup', 'io_uring_setup'],
    ['ask @octocat', 'ask <span>@</span>octocat'],
    ['see #12 and GH-12', 'see <span>#</span>12 and GH<span>-</span>12'],
    ['https://a.b www.a.b', 'https<span>:</span>//a.b www<span>.</span>a.b'],
    ['a | b', 'a &#124; b'],
    ['1. first', '1&#46; first'],
    ['- item', '&#45; item'],
    ['two\nlines', 'two lines'],
    ['::error::x', '<span>:</span><span>:</span>error<span>:</span>:x'],
  ])('%j becomes %j', (raw, markdown) => {
    expect(text(raw)).toBe(markdown)
  })

  it('cuts long text, in time that does not grow with its square', () => {
    expect(text('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxxx… (999990 more characters)')
    expect(text('@'.repeat(200_000), 1_000_000)).toHaveLength(200_000 * '<span>@</span>'.length)
  })
})

describe('code', () => {
  it('is one element with inert text', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const inner = /^<code>(.*)<\/code>$/s.exec(code(raw, 10_000))?.[1]
        expect(inner).toBeDefined()
        hidesEverything(inner ?? '')
      }),
    )
  })
})

describe('sentence', () => {
  it('makes code of pairs of backticks and text of the rest', () => {
    expect(sentence("`server` needs `GLIBC_2.34', it said")).toBe(
      "<code>server</code> needs &#96;GLIBC_2.34', it said",
    )
    expect(sentence('a `b` c')).toBe('a <code>b</code> c')
  })

  it('is inert', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        for (const part of sentence(raw, 10_000).split(/<\/?code>/)) hidesEverything(part)
      }),
    )
  })
})

describe('codeBlock', () => {
  it('has one opening and one closing fence, and nothing between them closes it or is a command', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const [blank, open = '', ...rest] = codeBlock(raw, 1_000, 10_000).split('\n')
        const fence = /^(`{3,})text$/.exec(open)?.[1] ?? 'none'
        expect(blank).toBe('')
        expect(rest.slice(-2)).toEqual([fence, ''])
        for (const line of rest.slice(0, -2)) {
          expect(line).not.toContain(fence)
          expect(line).not.toMatch(/^\s*::|##\[|[\p{C}\p{Zl}\p{Zp}]/u)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('cuts lines and their number', () => {
    const block = codeBlock(`${'x'.repeat(1_000)}\n`.repeat(1_000), 2, 5)
    expect(block).toBe(
      '\n```text\nxxxxx… (995 more characters)\nxxxxx… (995 more characters)\n… (more lines follow)\n```\n',
    )
  })
})

describe('table', () => {
  it('keeps one line a row and one cell a column, whatever the cells hold', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (left, right) => {
        const lines = table(['a', 'b'], [[text(left, 10_000), code(right, 10_000)]]).split('\n')
        expect(lines).toHaveLength(3)
        expect(lines[2]?.split('|')).toHaveLength(4)
      }),
    )
  })
})
