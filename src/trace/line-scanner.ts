/** There is no result in the line. */
export const NO_RESULT = -1
/** The line ends inside a quoted string. */
export const OPEN_STRING = -2

const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const CLOSE = 0x29
const EQUALS = 0x3d

/**
 * Where the arguments of a call end: the index of the `)` in `) = `, between which strace may put more spaces
 * (its -a column). Reads from the end of the line, since the result is short. The last such place is the true one on
 * every line that has a result: what strace prints behind it (errno texts, `([{fd=3, …}])`, flags; each `auxstr` in
 * its source) never quotes the traced program. Check the result's form; where it is wrong, ask `findArgumentsEnd`.
 */
export function lastArgumentsEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let i = end - 2; i > start; i--) {
    if (bytes[i] !== EQUALS || bytes[i - 1] !== SPACE || bytes[i + 1] !== SPACE) continue
    let close = i - 1
    while (close > start && bytes[close] === SPACE) close--
    if (bytes[close] === CLOSE) return close
  }
  return NO_RESULT
}

/**
 * The same, read from the start, and so right on any line: quoted strings are skipped, in which strace writes what
 * the traced program says with `"` and `\` escaped. Slower; for lines that are not plain.
 */
export function findArgumentsEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      i = stringEnd(bytes, i + 1, end)
      if (i === end) return OPEN_STRING
    } else if (byte === CLOSE && bytes[i + 1] === SPACE) {
      const value = valueStart(bytes, i)
      if (value <= end && bytes[value - 2] === EQUALS && bytes[value - 1] === SPACE) return i
    }
  }
  return NO_RESULT
}

/** Index of the first byte of the result, from the index of the `)` before it. */
export function valueStart(bytes: Uint8Array, close: number): number {
  let at = close + 1
  while (bytes[at] === SPACE) at++
  return at + 2
}

/** Index of the `"` that ends the string of which the text begins at `start`; `end` when there is none. */
export function stringEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) return i
    if (byte === BACKSLASH) i++
  }
  return end
}

/** Do the bytes before `end` spell `mark`, wholly after `start`? */
export function endsWith(bytes: Uint8Array, start: number, end: number, mark: Uint8Array): boolean {
  const from = end - mark.length
  if (from < start) return false
  for (let i = mark.length - 1; i >= 0; i--) if (bytes[from + i] !== mark[i]) return false
  return true
}

export function startsWith(bytes: Uint8Array, start: number, end: number, mark: Uint8Array): boolean {
  return endsWith(bytes, start, Math.min(end, start + mark.length), mark)
}
