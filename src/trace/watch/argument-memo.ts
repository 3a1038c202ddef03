import type { OptionCondition } from '../../kernel/option-space.js'
import { createByteTable } from '../byte-table.js'
import { type Arguments, isPrinted } from './arguments.js'
import { readSymbols, type Symbols } from './symbols.js'

/** Remembers what the texts of some arguments mean: a program repeats a handful of them millions of times. */
export interface ArgumentMemo<Meaning> {
  /** Null: some of the arguments were not printed. Ask `ready` first. */
  get(args: Arguments): Meaning | null
  /** Is the text of all of them whole? */
  ready(args: Arguments): boolean
}

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
  const memo = createByteTable<Meaning>(BUCKETS, MAX_TEXTS)
  const first = positions[0] ?? 0
  const last = positions[positions.length - 1] ?? 0

  return {
    ready: (args) => isPrinted(args, last),
    get(args) {
      if (last >= args.count) return null
      const { bytes, starts, ends } = args
      const start = starts[first] as number
      const end = ends[last] as number
      const known = memo.get(bytes, start, end)
      if (known !== undefined) return known
      const texts = positions.map((position) => bytes.toString('utf8', starts[position], ends[position]))
      const meaning = read(texts)
      if (end - start <= MAX_LENGTH) memo.add(bytes, start, end, meaning)
      return meaning
    },
  }
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
