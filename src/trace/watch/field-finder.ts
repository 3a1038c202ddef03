import { addTo, createByteTable, lookUp } from '../byte-table.js'
import { startsWith, stringEnd } from '../line-scanner.js'
import { startOf } from './arguments.js'
import type { WatchedOption } from './call-watch.js'
import { addAll, createConditionTest, type OptionFinder, type OptionMaker } from './option-finder.js'
import type { SpaceReader } from './space-reader.js'
import { readSymbols } from './symbols.js'

const QUOTE = 0x22
const COMMA = 0x2c
const CLOSE_BRACE = 0x7d
const MAX_TEXTS = 512
const MAX_LENGTH = 100

const OPCODE = Buffer.from('aio_lio_opcode=')
const MESSAGE = Buffer.from('cmsg_len=')
/** Behind `cmsg_len=`. */
const MESSAGE_FORM = /^(\d+), cmsg_level=(.*), cmsg_type=(.*)$/
/** Of the header before the data (CMSG_LEN of include/linux/socket.h), for 64 and 32 bit programs. */
const HEADER_BYTES = 16
const HEADER_BYTES_32 = 12

/** `SOL_` numbers (include/linux/socket.h), of the levels that may have control messages. */
const LEVELS: Readonly<Record<string, number>> = {
  SOL_IP: 0,
  SOL_SOCKET: 1,
  SOL_TCP: 6,
  SOL_UDP: 17,
  SOL_IPV6: 41,
  SOL_SCTP: 132,
  SOL_UDPLITE: 136,
  SOL_PACKET: 263,
  SOL_NETLINK: 270,
  SOL_TIPC: 271,
  SOL_RXRPC: 272,
  SOL_RDS: 276,
  SOL_ALG: 279,
  SOL_TLS: 282,
  SOL_XDP: 283,
  SOL_SMC: 286,
}

/** For the operations of io_submit(2): `[{aio_data=0, aio_lio_opcode=IOCB_CMD_POLL, …}, …]`. */
export function createOpcodeFinder(syscall: string, reader: SpaceReader, make: OptionMaker): OptionFinder {
  return createFieldFinder(syscall, reader, make, OPCODE, 1, (text) => reader.read(readSymbols(text)))
}

/**
 * For control messages: `{cmsg_len=17, cmsg_level=SOL_IP, cmsg_type=IP_TOS, …}`. strace names the types of SOL_SOCKET
 * and SOL_IP only (its msghdr.c); the rest are numbers.
 */
export function createControlMessageFinder(
  syscall: string,
  reader: SpaceReader,
  make: OptionMaker,
): OptionFinder {
  return createFieldFinder(syscall, reader, make, MESSAGE, 3, (text) => {
    const [, length = '', levelText = '', typeText = ''] = MESSAGE_FORM.exec(text) ?? []
    const level = readSymbols(levelText)
    const number = level.numbers[0] ?? LEVELS[level.names[0] ?? '']
    const value = number === undefined ? undefined : messageValue(reader, number, typeText)
    return value === undefined ? [] : reader.readValue(value, dataBytes(Number(length)))
  })
}

/** Undefined for a name that no row of this level has. */
function messageValue(reader: SpaceReader, level: number, type: string): number | undefined {
  const { names, numbers } = readSymbols(type)
  const [number] = numbers
  if (number !== undefined) return ((level << 16) | number) >>> 0
  const row = reader.rowOf(names[0] ?? '')
  return row && row.value >>> 16 === level ? row.value : undefined
}

/** A 32 bit program's message is taken for one where it is too short to be a 64 bit one's. */
function dataBytes(length: number): number {
  return length > HEADER_BYTES ? length - HEADER_BYTES : length - HEADER_BYTES_32
}

/**
 * @param field looked for outside of strings, in all arguments @param values how many values, each the next field's,
 * belong to it @param read from the first value to the end of the last
 */
function createFieldFinder(
  syscall: string,
  { space }: SpaceReader,
  make: OptionMaker,
  field: Buffer,
  values: number,
  read: (text: string) => readonly string[],
): OptionFinder {
  const holds = createConditionTest(syscall, space.when)
  const memo = createByteTable<readonly WatchedOption[]>(64, MAX_TEXTS)

  const readField = (bytes: Buffer, start: number, end: number): readonly WatchedOption[] => {
    const known = lookUp(memo, bytes, start, end)
    if (known !== undefined) return known
    const options = read(bytes.toString('latin1', start, end)).map((option) => make(space.id, option))
    if (end - start <= MAX_LENGTH) addTo(memo, bytes, start, end, options)
    return options
  }

  const scan = (bytes: Buffer, start: number, end: number, found: WatchedOption[]): void => {
    for (let i = start; i < end; i++) {
      if (bytes[i] === QUOTE) i = stringEnd(bytes, i + 1, end)
      else if (bytes[i] === field[0] && startsWith(bytes, i, end, field)) {
        const value = i + field.length
        let stop = valueEnd(bytes, value, end)
        for (let more = 1; more < values; more++) stop = valueEnd(bytes, stop + 1, end)
        addAll(readField(bytes, value, stop), found)
        i = stop - 1
      }
    }
  }

  return {
    find(args, found) {
      // strace prints what a program hands over when the call begins, so that nothing of it comes later.
      const start = startOf(args, 0)
      if (start >= 0 && holds(args) === true) scan(args.bytes, start, args.end, found)
      return true
    },
  }
}

/** Of a value without commas: a number, a name, each maybe with a comment. */
function valueEnd(bytes: Buffer, start: number, end: number): number {
  for (let i = start; i < end; i++) if (bytes[i] === COMMA || bytes[i] === CLOSE_BRACE) return i
  return end
}
