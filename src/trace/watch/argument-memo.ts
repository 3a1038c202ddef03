import type { OptionCondition } from '../../kernel/option-space.js'
import { createByteTable } from '../byte-table.js'
import type { Arguments } from './arguments.js'
import { readSymbols, type Symbols } from './symbols.js'

/** Remembers what the texts of some arguments mean: a program repeats a handful of them millions of times. */
export interface ArgumentMemo<Meaning> {
  /** Null: some of the arguments are not there, or not yet. strace never stops within a number or a string. */
  get(args: Arguments): Meaning | null
}

interface Known<Meaning> {
  readonly text: Uint8Array
  readonly meaning: Meaning
}

const COMMA = 0x2c
const BUCKETS = 256
const MAX_TEXTS = 512
/** Longer texts are strings and structs, which differ from call to call. */
const MAX_LENGTH = 200

/**
 * @param positions places in the printed text, ascending; what stands between them is part of the key
 * @param read asked once for each text, with one text for each position
 */
export function createArgumentMemo<Meaning>(
  positions: readonly number[],
  read: (texts: readonly string[]) => Meaning,
): ArgumentMemo<Meaning> {
  const memo = createByteTable<Known<Meaning>>(BUCKETS, MAX_TEXTS)
  const first = positions[0] ?? 0
  const last = positions[positions.length - 1] ?? 0
  /** Often the next one too, and found without a look for its end. */
  let recent: Known<Meaning> | null = null

  const learn = (args: Arguments, start: number, end: number): Known<Meaning> => {
    const { bytes } = args
    const texts = positions.map((position) =>
      bytes.toString('utf8', args.startOf(position), args.endOf(position)),
    )
    const known = { text: Uint8Array.from(bytes.subarray(start, end)), meaning: read(texts) }
    if (end - start <= MAX_LENGTH) memo.add(bytes, start, end, known)
    return known
  }

  return {
    get(args) {
      const start = args.startOf(first)
      if (start < 0) return null
      if (recent !== null && standsAt(recent.text, args.bytes, start, args.end)) return recent.meaning
      const end = args.endOf(last)
      if (end < 0) return null
      recent = memo.get(args.bytes, start, end) ?? learn(args, start, end)
      return recent.meaning
    },
  }
}

/** Do these whole arguments stand at `start`? */
function standsAt(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const stop = start + text.length
  if (stop > end || (stop < end && bytes[stop] !== COMMA)) return false
  for (let i = text.length - 1; i >= 0; i--) if (text[i] !== bytes[start + i]) return false
  return true
}

/** Is it one of the condition's values, by name or by number? Flags behind a value make it another one. */
function meets({ names, values }: OptionCondition, symbols: Symbols): boolean {
  if (symbols.names.length + symbols.numbers.length !== 1) return false
  const [name] = symbols.names
  const [number] = symbols.numbers
  return name === undefined ? number !== undefined && values.includes(number) : names.includes(name)
}

/** @param textOf the text of an argument, by the kernel's number */
export function meetsAll(
  conditions: readonly OptionCondition[],
  textOf: (argument: number) => string,
): boolean {
  return conditions.every((condition) => meets(condition, readSymbols(textOf(condition.arg))))
}
