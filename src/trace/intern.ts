import { addTo, createByteTable, lookUp } from './byte-table.js'

/** A word that the trace repeats. Equal words are one object. */
export interface Word {
  /** Dense, from 0: an index for arrays. */
  readonly id: number
  readonly text: string
}

/** Turns equal byte runs into one and the same word, so that a line of trace makes no garbage. */
export interface Interner {
  /** The word from `start` up to `end`; null once there are more words than any real trace has. */
  get(bytes: Uint8Array, start: number, end: number): Word | null
  /** The word of that text. Only for texts of a fixed set: there is no limit. */
  word(text: string): Word
}

const BUCKETS = 4096
/** A trace names some hundred syscalls and errnos; more than this is noise, which must not fill the memory. */
const MAX_ENTRIES = 4096

/** @param rename what a text is called instead, asked once for each; two texts of one name are one word */
export function createInterner(rename: (text: string) => string): Interner {
  const table = createByteTable<Word>(BUCKETS, MAX_ENTRIES)
  const words = new Map<string, Word>()

  const wordOf = (text: string): Word => {
    const word = words.get(text) ?? { id: words.size, text }
    words.set(text, word)
    return word
  }

  return {
    get(bytes, start, end) {
      const known = lookUp(table, bytes, start, end)
      if (known !== undefined) return known
      if (table.size >= table.limit) return null
      const word = wordOf(rename(Buffer.from(bytes.subarray(start, end)).toString('latin1')))
      addTo(table, bytes, start, end, word)
      return word
    },
    word: wordOf,
  }
}
