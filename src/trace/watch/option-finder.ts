import type { OptionCondition } from '../../kernel/option-space.js'
import { type ArgumentMemo, createArgumentMemo, meetsAll, recall } from './argument-memo.js'
import type { Arguments } from './arguments.js'
import type { WatchedOption } from './call-watch.js'
import { printedPosition } from './printed-position.js'
import type { SpaceReader } from './space-reader.js'
import { readSymbols } from './symbols.js'

/** Finds options that do not stand in an argument of their own. */
export interface OptionFinder {
  /** @returns false when the text is cut before its end */
  find(args: Arguments, found: WatchedOption[]): boolean
}

/** Makes the options that one syscall asks for; equal ones are one object. */
export type OptionMaker = (space: string, option: string) => WatchedOption

/** For spaces of which the option stands in an argument; all of them look at the same arguments. */
export function createOptionMemo(
  syscall: string,
  readers: readonly SpaceReader[],
  make: OptionMaker,
): ArgumentMemo<readonly WatchedOption[]> {
  const positions = readers[0] ? positionsOf(syscall, readers[0]) : []
  return createArgumentMemo(positions, (texts) =>
    readers.flatMap((reader) =>
      optionsOf(syscall, reader, positions, texts).map((option) => make(reader.space.id, option)),
    ),
  )
}

/** Places in the text that a space's option and conditions stand at, ascending. */
export function positionsOf(syscall: string, { space }: SpaceReader): readonly number[] {
  const numbers = space.when.map((condition) => condition.arg)
  if (space.source.kind === 'argument' || space.source.kind === 'string') numbers.push(space.source.arg)
  return [...new Set(numbers.map((number) => printedPosition(syscall, number)))].sort((a, b) => a - b)
}

function optionsOf(
  syscall: string,
  reader: SpaceReader,
  positions: readonly number[],
  texts: readonly string[],
): readonly string[] {
  const { source, when } = reader.space
  if (source.kind !== 'argument' && source.kind !== 'string') return []
  const textOf = (argument: number): string =>
    texts[positions.indexOf(printedPosition(syscall, argument))] ?? ''
  if (!meetsAll(when, textOf)) return []
  const text = textOf(source.arg)
  if (source.kind === 'argument') return reader.read(readSymbols(text))
  const row = reader.rowOf(/^"(\w+)"$/.exec(text)?.[1] ?? '')
  return row && row.since !== null ? [row.name] : []
}

/**
 * Tells whether a space's conditions hold, for those of which the option stands elsewhere. Null: the arguments are not
 * there, or not yet.
 */
export function createConditionTest(
  syscall: string,
  conditions: readonly OptionCondition[],
): (args: Arguments) => boolean | null {
  if (conditions.length === 0) return () => true
  const numbers = conditions.map(({ arg }) => printedPosition(syscall, arg))
  const positions = [...new Set(numbers)].sort((a, b) => a - b)
  const memo = createArgumentMemo(positions, (texts) =>
    meetsAll(conditions, (argument) => texts[positions.indexOf(printedPosition(syscall, argument))] ?? ''),
  )
  return (args) => recall(memo, args)
}

export function addAll(options: readonly WatchedOption[], found: WatchedOption[]): void {
  for (let i = 0; i < options.length; i++) {
    const option = options[i] as WatchedOption
    if (!found.includes(option)) found.push(option)
  }
}
