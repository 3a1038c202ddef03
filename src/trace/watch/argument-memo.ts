import type { OptionCondition } from '../../kernel/option-space.js'
import { addTo, type ByteTable, createByteTable, lookUp } from '../byte-table.js'
import { type Arguments, endOf, startOf } from './arguments.js'
import { readSymbols, type Symbols } from './symbols.js'

/** Remembers what the texts of some arguments mean: a program repeats a handful of them millions of times. */
export interface ArgumentMemo<Meaning> {
  /** Places in the printed text, ascending; what stands between them is part of the text too. */
  readonly positions: readonly number[]
  readonly first: number
  readonly last: number
  readonly table: ByteTable<Known<Meaning>>
  /** Often the next one too, and found without a look for its end. */
  recent: Known<Meaning> | null
  readonly read: (texts: readonly string[]) => Meaning
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

/** @param read asked once for each text, with one text for each position */
export function createArgumentMemo<Meaning>(
  positions: readonly number[],
  read: (texts: readonly string[]) => Meaning,
): ArgumentMemo<Meaning> {
  const table = createByteTable<Known<Meaning>>(BUCKETS, MAX_TEXTS)
  return { positions, first: positions[0] ?? 0, last: positions.at(-1) ?? 0, table, recent: null, read }
}

/** Null: some of the arguments are not there, or not yet. strace never stops within a number or a string. */
export function recall<Meaning>(memo: ArgumentMemo<Meaning>, args: Arguments): Meaning | null {
  const { recent } = memo
  const start = startOf(args, memo.first)
  if (start < 0) return null
  if (recent !== null && standsAt(recent.text, args.bytes, start, args.end)) return recent.meaning
  const end = endOf(args, memo.last)
  if (end < 0) return null
  const known = lookUp(memo.table, args.bytes, start, end) ?? learn(memo, args, start, end)
  memo.recent = known
  return known.meaning
}

function learn<Meaning>(
  memo: ArgumentMemo<Meaning>,
  args: Arguments,
  start: number,
  end: number,
): Known<Meaning> {
  const texts = memo.positions.map((position) =>
    args.bytes.toString('utf8', startOf(args, position), endOf(args, position)),
  )
  const text = Uint8Array.from(args.bytes.subarray(start, end))
  const known = { text, meaning: memo.read(texts) }
  if (end - start <= MAX_LENGTH) addTo(memo.table, args.bytes, start, end, known)
  return known
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
