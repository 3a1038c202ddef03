import { stringEnd } from '../line-scanner.js'

const SPACE = 0x20
const QUOTE = 0x22
const SLASH = 0x2f
const STAR = 0x2a
const COMMA = 0x2c
const LESS = 0x3c
const GREATER = 0x3e
const UPPER_D = 0x44

/** What a byte means outside of strings: 0 nothing, 1 opens, 2 closes, 3 look closer. */
const MEANING = new Uint8Array(256)
for (const char of '([{') MEANING[char.charCodeAt(0)] = 1
for (const char of ')]}') MEANING[char.charCodeAt(0)] = 2
for (const char of '",/<') MEANING[char.charCodeAt(0)] = 3

/**
 * Where the argument that begins at `start` ends: the index of the `, ` behind it, or `end`. Commas in strings, in
 * structs, in comments and in the names of descriptors (`3</a,b>`, strace -y) do not count.
 */
export function argumentEnd(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0
  for (let i = start; i < end; i++) {
    const meaning = MEANING[bytes[i] as number]
    if (meaning === 0) continue
    if (meaning === 1) depth++
    else if (meaning === 2) depth--
    else if (bytes[i] === COMMA) {
      if (depth <= 0) return i
    } else i = skipQuoted(bytes, i, end)
  }
  return end
}

/** Where the next argument begins, behind the `,` at `comma`. */
export function nextArgument(bytes: Uint8Array, comma: number, end: number): number {
  return comma + 1 < end && bytes[comma + 1] === SPACE ? comma + 2 : comma + 1
}

/** The last byte of the string, comment or descriptor's name that begins at `at`; `at` itself when none does. */
export function skipQuoted(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at]
  if (byte === QUOTE) return stringEnd(bytes, at + 1, end)
  if (byte === SLASH && bytes[at + 1] === STAR) return commentEnd(bytes, at + 2, end)
  if (byte === LESS && isDescriptor(bytes[at - 1]) && bytes[at + 1] !== LESS) return nameEnd(bytes, at, end)
  return at
}

function commentEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start + 1; i < end; i++) if (bytes[i] === SLASH && bytes[i - 1] === STAR) return i
  return end
}

/** `3<` and `AT_FDCWD<`. */
function isDescriptor(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === UPPER_D)
}

/** A name without its end is none: `<` was something else then. */
function nameEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    const byte = bytes[i]
    if (byte === GREATER) return i
    if (byte === QUOTE) break
  }
  return at
}
