/**
 * A map from byte runs to values that makes no string to look one up. Plain data with functions beside it: as methods
 * of many objects they would be called a million times without being compiled into their callers.
 */
export interface ByteTable<Value> {
  /** By the hash of the bytes. */
  readonly buckets: (Entry<Value> | null)[]
  /** How many entries it takes. */
  readonly limit: number
  size: number
}

interface Entry<Value> {
  readonly bytes: Uint8Array
  readonly value: Value
  readonly next: Entry<Value> | null
}

const HASHED = 8

/** @param buckets a power of two */
export function createByteTable<Value>(buckets: number, limit: number): ByteTable<Value> {
  return { buckets: new Array(buckets).fill(null), limit, size: 0 }
}

/** Undefined when there is none. */
export function lookUp<Value>(
  { buckets }: ByteTable<Value>,
  bytes: Uint8Array,
  start: number,
  end: number,
): Value | undefined {
  let entry = buckets[hash(bytes, start, end) & (buckets.length - 1)] ?? null
  for (; entry !== null; entry = entry.next) {
    if (same(entry.bytes, bytes, start, end)) return entry.value
  }
  return undefined
}

/** Keeps a copy of the bytes. Does nothing once the table is full: what it holds must not grow with the trace. */
export function addTo<Value>(
  table: ByteTable<Value>,
  bytes: Uint8Array,
  start: number,
  end: number,
  value: Value,
): void {
  if (table.size >= table.limit) return
  table.size++
  const bucket = hash(bytes, start, end) & (table.buckets.length - 1)
  // Not slice: on a Buffer that is a view of bytes that the next chunk overwrites.
  const own = Uint8Array.from(bytes.subarray(start, end))
  table.buckets[bucket] = { bytes: own, value, next: table.buckets[bucket] ?? null }
}

/** Of the length and at most the last eight bytes, which tell names and flags apart; the rest is compared anyway. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = end - start
  for (let i = Math.max(start, end - HASHED); i < end; i++) {
    value = (Math.imul(value, 31) + (bytes[i] as number)) | 0
  }
  return value ^ (value >>> 12)
}

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}
