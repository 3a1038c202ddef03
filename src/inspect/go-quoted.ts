/** A Go string literal at the start of a text. */
export interface QuotedPrefix {
  readonly value: string
  /** What follows the closing quote. */
  readonly rest: string
}

const PIECE =
  /([^"\\\n]+)|\\(?:([abfnrtv\\"])|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
}

/** Reads what strconv.QuotedPrefix and strconv.Unquote read: `"…"` and raw strings. Null when it is neither. */
export function parseGoQuoted(text: string): QuotedPrefix | null {
  if (text.startsWith('`')) return parseRaw(text)
  if (text.startsWith('"')) return parseInterpreted(text)
  return null
}

function parseRaw(text: string): QuotedPrefix | null {
  const end = text.indexOf('`', 1)
  if (end < 0) return null
  return { value: text.slice(1, end).replaceAll('\r', ''), rest: text.slice(end + 1) }
}

function parseInterpreted(text: string): QuotedPrefix | null {
  // Escapes such as \xe2 are single bytes: a character may be spread over several of them.
  const bytes: Buffer[] = []
  let position = 1
  while (text[position] !== '"') {
    PIECE.lastIndex = position
    const match = PIECE.exec(text)
    const piece = match === null ? null : bytesOf(match)
    if (piece === null) return null
    bytes.push(piece)
    position = PIECE.lastIndex
  }
  return { value: Buffer.concat(bytes).toString('utf8'), rest: text.slice(position + 1) }
}

function bytesOf(match: RegExpExecArray): Buffer | null {
  const [, literal, letter, hex, octal, short, long] = match
  if (literal !== undefined) return Buffer.from(literal)
  if (letter !== undefined) return Buffer.from(ESCAPES[letter] ?? '')
  if (hex !== undefined) return Buffer.of(Number.parseInt(hex, 16))
  if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8))
  const rune = Number.parseInt(short ?? long ?? '', 16)
  const isRune = rune <= 0x10ffff && !(rune >= 0xd800 && rune <= 0xdfff)
  return isRune ? Buffer.from(String.fromCodePoint(rune)) : null
}
