import { renderInert } from '../inert.js'
import { visibleLine, visibleLines } from './visible-text.js'

/*
 * Text that others wrote, for GitHub-flavoured Markdown. The output of text() and code() is made of nothing but
 *   - letters, digits, blanks and the punctuation that has no meaning where it stands,
 *   - numeric character references (`&#42;`), which CommonMark never reads as structure,
 *   - `<span>` around a character that GitHub's own filters look for after Markdown (mentions, issue numbers, mail
 *     and web addresses, emoji names, mathematics): the element ends the text that such a filter matches.
 * So it is safe in a paragraph, at the start of a line, in a table cell, and inside an HTML element alike.
 * Sources: CommonMark 0.31 §2.5 (entities), GFM 0.29 §4.10 and §6.9 (tables, autolinks).
 */

/** What Markdown or HTML reads as structure. */
const STRUCTURE = /[&<>*`[\]\\|~]/
const ACTIVE = /[&<>*`[\]\\|~_@#$:.-]/g
/** The longest neighbour that matters: the longest emoji name and its colons. */
const REACH = 64

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

/** Has one of the characters that depend on their neighbours no meaning here? */
function isPlain(character: string, before: string, after: string): boolean {
  switch (character) {
    case '_':
      return /[A-Za-z0-9]$/.test(before) && /^[A-Za-z0-9]/.test(after)
    case ':':
      // A scheme, `::` of a workflow command, or an emoji name.
      return !/^(?:\/\/|[\w+-]*:)/.test(after) && !/(?:mailto|xmpp)$/i.test(before)
    case '.':
      return !/www$/i.test(before)
    case '-':
      return !(/gh$/i.test(before) && /^\d/.test(after))
    default:
      return false
  }
}

function inline(raw: string, max: number): string {
  const line = visibleLine(raw, max)
  return line.replace(ACTIVE, (character, at: number) => {
    if (STRUCTURE.test(character)) return reference(character)
    const before = line.slice(Math.max(0, at - REACH), at)
    const after = line.slice(at + 1, at + 1 + REACH)
    if (isPlain(character, before, after)) return character
    return character === '_' ? reference(character) : `<span>${character}</span>`
  })
}

/** `text` as one line of plain text, cut at `max` characters. */
export function text(raw: string, max = 500): string {
  const line = inline(raw, max)
  // At the start of a line these would open a list, underline a heading or a table's head, or name a command.
  if (/^[-+=:]/.test(line)) return `${reference(line)}${line.slice(1)}`
  return line.replace(
    /^(\d+)([.)])(?=\s|$)/,
    (_, digits: string, mark: string) => `${digits}${reference(mark)}`,
  )
}

/** `text` as inline code, in HTML's form: a backtick span cannot stand inside HTML or next to another one. */
export function code(raw: string, max = 200): string {
  return `<code>${inline(raw, max)}</code>`
}

/** A sentence in which pairs of backticks mark code. */
export function sentence(raw: string, max = 1_000): string {
  const parts = visibleLine(raw, max).split('`')
  // An odd number of backticks leaves the last one without a partner.
  const lone = parts.length % 2 === 0 ? `\`${parts.pop() ?? ''}` : ''
  return parts.map((part, index) => (index % 2 ? code(part, max) : spaced(part))).join('') + spaced(lone)
}

/** text() without losing the blanks at either end, which separate it from its neighbours. */
function spaced(part: string): string {
  if (part.trim() === '') return part && ' '
  return `${part.startsWith(' ') ? ' ' : ''}${text(part, part.length)}${part.endsWith(' ') ? ' ' : ''}`
}

/** A fenced block, with the blank lines that it needs around it. Longer lines, and more lines, are cut. */
export function codeBlock(raw: string, maxLines = 40, maxWidth = 300): string {
  const lines = visibleLines(raw, maxLines, maxWidth).map(renderInert)
  const longest = Math.max(
    2,
    ...lines.map((line) => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))),
  )
  const fence = '`'.repeat(longest + 1)
  return `\n${fence}text\n${lines.join('\n')}\n${fence}\n`
}

/** Rows of cells that are already Markdown of this module. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A folded block. `title` and `body` are already Markdown of this module. */
export function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body.trim()}\n\n</details>`
}

/** Names as inline code, blanks between them; at most 20. */
export function codes(names: readonly string[]): string {
  const more = names.length > 20 ? ` and ${names.length - 20} more` : ''
  return `${names
    .slice(0, 20)
    .map((name) => code(name))
    .join(' ')}${more}`
}

/** For a code block: what has line ends of its own becomes one line. */
export function oneLineEach(lines: readonly string[]): string {
  return lines.map((line) => line.slice(0, 2_000).replace(/\r?\n/g, ' ')).join('\n')
}
