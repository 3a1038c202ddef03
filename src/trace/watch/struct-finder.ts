import { addTo, createByteTable, lookUp } from '../byte-table.js'
import { argumentEnd, skipQuoted } from './argument-scanner.js'
import { type Arguments, startOf } from './arguments.js'
import type { WatchedOption } from './call-watch.js'
import { addAll, createConditionTest, type OptionFinder, type OptionMaker } from './option-finder.js'
import { printedPosition } from './printed-position.js'
import type { SpaceReader } from './space-reader.js'
import { readSymbols } from './symbols.js'

const QUOTE = 0x22
const SLASH = 0x2f
const COMMA = 0x2c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const MAX_TEXTS = 512
const MAX_LENGTH = 200

/** 1: letter, digit or `_`. */
const WORD = new Uint8Array(256)
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_')
  WORD[char.charCodeAt(0)] = 1

/**
 * Reads the struct that begins at `start`; the options are added to `found`.
 * @returns false when strace may print more of it
 */
type StructReader = (args: Arguments, start: number, found: WatchedOption[]) => boolean

/** For a space of which the option stands in a struct that an argument points to. */
export function createStructFinder(syscall: string, reader: SpaceReader, make: OptionMaker): OptionFinder {
  const { source, when, id } = reader.space
  if (source.kind !== 'memory') throw new TypeError(`${id}: not in memory`)
  const holds = createConditionTest(syscall, when)
  const position = printedPosition(syscall, source.arg)
  const read = source.offset === 0 ? firstValueReader(reader, make) : anywhereReader(reader, make)

  return {
    find(args, found) {
      const applies = holds(args)
      const start = startOf(args, position)
      if (applies === null || start < 0) return args.complete
      return !applies || read(args, start, found)
    },
  }
}

/** At the struct's beginning: `{events=EPOLLIN|EPOLLEXCLUSIVE, data=…}`, `{EPOLLIN, {u32=…}}`, `[SECCOMP_RET_LOG]`. */
function firstValueReader({ space, read }: SpaceReader, make: OptionMaker): StructReader {
  const memo = createByteTable<readonly WatchedOption[]>(64, MAX_TEXTS)
  return ({ bytes, end }, start, found) => {
    // An address: the struct could not be read, or strace does not know the call.
    if (bytes[start] !== OPEN_BRACE && bytes[start] !== OPEN_BRACKET) return true
    let stop = start + 1
    while (stop < end && !endsValue(bytes[stop] as number)) stop++
    let options = lookUp(memo, bytes, start, stop)
    if (options === undefined) {
      const text = bytes.toString('latin1', start, stop).replace(/^[[{]+/, '')
      options = read(readSymbols(text)).map((option) => make(space.id, option))
      if (stop - start <= MAX_LENGTH) addTo(memo, bytes, start, stop, options)
    }
    addAll(options, found)
    return true
  }
}

function endsValue(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET
}

/**
 * Further back, at a place of the printed form that is not known here: `{size=56, sched_policy=SCHED_OTHER, …}`. A name
 * counts anywhere. Numbers count behind a name of this space (`SCHED_FLAG_RECLAIM|0x80`) or with a comment that says
 * that they are of it (`0x8` and `SCHED_???`).
 */
function anywhereReader(reader: SpaceReader, make: OptionMaker): StructReader {
  const { id, options } = reader.space
  const names = createByteTable<true>(256, options.length)
  for (const { name } of options) addTo(names, Buffer.from(name), 0, name.length, true)
  const isOurs = commentTest(options.map((option) => option.name))

  const readValue = (text: string, found: WatchedOption[]): void => {
    const [, comment] = /\/\* (\w*)\?\?\? \*\//.exec(text) ?? []
    const symbols = readSymbols(text)
    if (symbols.startsWithNumber && (comment === undefined || !isOurs(comment))) return
    if (!symbols.startsWithNumber && !symbols.names.some((name) => reader.rowOf(name))) return
    addAll(
      reader.read(symbols).map((option) => make(id, option)),
      found,
    )
  }

  return ({ bytes, end: textEnd, complete }, start, found) => {
    const end = argumentEnd(bytes, start, textEnd)
    if (end === textEnd && !complete) return false
    for (let i = start; i < end; i++) {
      if (bytes[i] === QUOTE) i = skipQuoted(bytes, i, end)
      if (WORD[bytes[i] as number] !== 1) continue
      let stop = i + 1
      while (stop < end && WORD[bytes[stop] as number] === 1) stop++
      if (lookUp(names, bytes, i, stop) === true || bytes[stop + 1] === SLASH) {
        while (stop < end && !endsValue(bytes[stop] as number)) stop++
        readValue(bytes.toString('latin1', i, stop), found)
      }
      i = stop
    }
    return true
  }
}

/**
 * Is a comment like `SCHED_???` about these names? `SCHED_` is not about SCHED_FLAG_…, though they begin so.
 */
function commentTest(names: readonly string[]): (prefix: string) => boolean {
  const [first = '', ...rest] = names
  let length = first.length
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--
  const common = first.slice(0, length).replace(/[^_]*$/, '')
  return (prefix) => prefix.length >= common.length && names.some((name) => name.startsWith(prefix))
}
