/** A map from byte runs to values that makes no string to look one up. */
export interface ByteTable<Value> {
  /** Undefined when there is none. */
  get(bytes: Uint8Array, start: number, end: number): Value | undefined
  /** Keeps a copy of the bytes. Does nothing once the table is full: what it holds must not grow with the trace. */
  add(bytes: Uint8Array, start: number, end: number, value: Value): void
  readonly full: boolean
}

const HASHED = 8

interface Entry<Value> {
  readonly bytes: Uint8Array
  readonly value: Value
  readonly next: Entry<Value> | null
}

/** @param buckets a power of two @param limit how many entries it takes */
export function createByteTable<Value>(buckets: number, limit: number): ByteTable<Value> {
  const entries: (Entry<Value> | null)[] = new Array(buckets).fill(null)
  const mask = buckets - 1
  let size = 0

  return {
    get full() {
      return size >= limit
    },
    get(bytes, start, end) {
      const bucket = hash(bytes, start, end) & mask
      for (let entry = entries[bucket] ?? null; entry !== null; entry = entry.next) {
        if (same(entry.bytes, bytes, start, end)) return entry.value
      }
      return undefined
    },
    add(bytes, start, end, value) {
      if (size >= limit) return
      size++
      const bucket = hash(bytes, start, end) & mask
      // Not slice: on a Buffer that is a view of bytes that the next chunk overwrites.
      const own = Uint8Array.from(bytes.subarray(start, end))
      entries[bucket] = { bytes: own, value, next: entries[bucket] ?? null }
    },
  }
}

/** Of the length and at most the last eight bytes, which tell names and flags apart; the rest is compared anyway. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = end - start
  for (let i = Math.max(start, end - HASHED); i < end; i++)
    value = (Math.imul(value, 31) + (bytes[i] as number)) | 0
  return value ^ (value >>> 12)
}

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}
