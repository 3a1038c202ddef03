const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  '"': '"',
  '\\': '\\',
}

/**
 * Splits a line into words as a shell would, without expanding anything: blanks separate, 'single quotes' keep
 * their text, "double quotes" know the escapes \n \r \t \0 \" \\ and \xHH. Outside of quotes a backslash is
 * an ordinary character.
 * @throws RangeError when a quote is not closed or an escape is unknown.
 */
export function parseWords(line: string): string[] {
  const words: string[] = []
  const token = /\s*(?:((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+)|(\S))/gy
  for (const match of line.trimEnd().matchAll(token)) {
    if (match[1] === undefined) throw new RangeError(`the quote ${match[2]} is not closed`)
    words.push(
      match[1].replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double, single) => single ?? unescaped(double)),
    )
  }
  return words
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|(.))/g,
    (whole, hex: string | undefined, short: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      const character = short === undefined ? undefined : ESCAPES[short]
      if (character === undefined) throw new RangeError(`the escape ${whole} is unknown`)
      return character
    },
  )
}
