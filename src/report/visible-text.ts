/**
 * Characters that are not seen as what they are: controls, formats (direction marks, joiners, soft hyphen), halves of
 * a surrogate pair, private and unassigned ones, line separators, and what fonts leave out.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Replaces every hidden character, line ends included, with what `toEscape` makes of it. */
export function escapeHidden(text: string, toEscape: (character: string) => string): string {
  return text.replace(HIDDEN, toEscape)
}

function codePointEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\u{${code}}`
}

/** Cuts at `max` UTF-16 units, never inside a character, and says how much is missing. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  const end = last >= 0xd800 && last < 0xdc00 ? max - 1 : max
  return `${text.slice(0, end)}… (${text.length - end} more characters)`
}

/** The last `max` UTF-16 units, never starting inside a character. */
export function tail(text: string, max: number): string {
  if (text.length <= max) return text
  const start = text.length - max
  const first = text.charCodeAt(start)
  return text.slice(first >= 0xdc00 && first < 0xe000 ? start + 1 : start)
}

/** One line of visible characters: blanks and line ends become single spaces, hidden characters `\xNN` or `\uNNNN`. */
export function visibleLine(text: string, max: number): string {
  const oneLine = clip(text, max).replace(/[\t\n\r\p{Zs}]+/gu, ' ')
  return escapeHidden(oneLine, codePointEscape).trim()
}

/** Like visibleLine, for several lines that keep their blanks; at most `maxLines` of at most `maxWidth` characters. */
export function visibleLines(text: string, maxLines: number, maxWidth: number): readonly string[] {
  const lines = text.split(/\r?\n/, maxLines + 1)
  const shown = lines
    .slice(0, maxLines)
    .map((line) => escapeHidden(clip(line, maxWidth).replaceAll('\t', '    '), codePointEscape))
  return lines.length > maxLines ? [...shown, '… (more lines follow)'] : shown
}
