/**
 * Breaks a line at blanks so that no line is longer than `width` characters (code points); a longer word is cut.
 * Every line but the first starts with `indent`, the first with `first`.
 */
export function wrapText(text: string, width: number, first = '', indent = first): readonly string[] {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    for (const piece of pieces(word, Math.max(1, width - lengthOf(indent)))) {
      if (!empty && lengthOf(line) + 1 + lengthOf(piece) > width) {
        lines.push(line)
        line = indent
        empty = true
      }
      line += empty ? piece : ` ${piece}`
      empty = false
    }
  }
  return [...lines, line]
}

function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

function pieces(word: string, size: number): readonly string[] {
  if (word.length <= size) return [word]
  const characters = [...word]
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  )
}
