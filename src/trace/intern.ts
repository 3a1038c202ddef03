/** Turns equal byte runs into one and the same string, so that a line of trace makes no garbage. */
export interface Interner {
  /** The bytes from `start` up to `end` as text. */
  get(bytes: Uint8Array, start: number, end: number): string
}

interface Entry {
  readonly bytes: Uint8Array
  readonly text: string
  readonly next: Entry | null
}

const BUCKETS = 4096
/** A trace names some hundred syscalls and errnos; more than this is noise that need not be kept. */
const MAX_ENTRIES = 10_000

/** @param rename what a text is called instead, asked once for each */
export function createInterner(rename: (text: string) => string): Interner {
  const buckets: (Entry | null)[] = new Array(BUCKETS).fill(null)
  let entries = 0
  return {
    get(bytes, start, end) {
      let hash = end - start
      for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0
      const bucket = hash & (BUCKETS - 1)
      for (let entry = buckets[bucket] ?? null; entry !== null; entry = entry.next) {
        if (same(entry.bytes, bytes, start, end)) return entry.text
      }
      const own = bytes.slice(start, end)
      const text = rename(Buffer.from(own).toString('latin1'))
      if (entries++ < MAX_ENTRIES) buckets[bucket] = { bytes: own, text, next: buckets[bucket] ?? null }
      return text
    },
  }
}

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}
