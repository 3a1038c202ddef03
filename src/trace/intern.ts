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
}

interface Entry {
  readonly bytes: Uint8Array
  readonly word: Word
  readonly next: Entry | null
}

const BUCKETS = 4096
/** A trace names some hundred syscalls and errnos; more than this is noise, which must not fill the memory. */
const MAX_ENTRIES = 4096

/** @param rename what a text is called instead, asked once for each; two texts of one name are one word */
export function createInterner(rename: (text: string) => string): Interner {
  const buckets: (Entry | null)[] = new Array(BUCKETS).fill(null)
  const words = new Map<string, Word>()
  let entries = 0

  const add = (own: Uint8Array, bucket: number): Word | null => {
    if (entries === MAX_ENTRIES) return null
    entries++
    const text = rename(Buffer.from(own).toString('latin1'))
    const word = words.get(text) ?? { id: words.size, text }
    words.set(text, word)
    buckets[bucket] = { bytes: own, word, next: buckets[bucket] ?? null }
    return word
  }

  return {
    get(bytes, start, end) {
      let hash = end - start
      for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0
      const bucket = (hash ^ (hash >>> 12)) & (BUCKETS - 1)
      for (let entry = buckets[bucket] ?? null; entry !== null; entry = entry.next) {
        if (same(entry.bytes, bytes, start, end)) return entry.word
      }
      // Not slice: on a Buffer that is a view of bytes that the next chunk overwrites.
      return add(Uint8Array.from(bytes.subarray(start, end)), bucket)
    },
  }
}

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}
