/** What strace printed for one integer: `SOCK_STREAM|0x8`, `0x112` and a comment, `flags=CLONE_VM|SIGCHLD`. */
export interface Symbols {
  /** Symbolic parts in their order. */
  readonly names: readonly string[]
  /** Numeric parts, low 32 bits, unsigned. */
  readonly numbers: readonly number[]
  /** The text begins with a number: nothing of it has a name, or the command behind flags is unknown. */
  readonly startsWithNumber: boolean
}

/** Comments, and the mark of a thread that died in the call. */
const NOISE = / ?\/\*.*?\*\/| <unfinished \.\.\.>$/gs
const FIELD_NAME = /^[a-z_]\w*=/
const NAME = /^[A-Za-z_]\w*$/
const IOCTL = /^_IOC\(([A-Z_|]+), (\w+), (\w+), (\w+)\)$/

/**
 * Takes apart what printxval, printflags and their kin write (strace's xlat.c, 4.24 to 6.x): names joined by `|`, what
 * has no name in hexadecimal behind them, a comment where nothing has one. ioctl commands may have several names
 * (`TCGETS or SNDCTL_TMR_TIMEBASE`) or, without one, their parts (`_IOC(_IOC_READ, 0x54, 0x1, 0x4)`). Parts of any
 * other form are left out.
 */
export function readSymbols(text: string): Symbols {
  const parts = text
    .replace(NOISE, '')
    .replace(FIELD_NAME, '')
    .trim()
    .split(/\|(?!_IOC_)| or /)
  const numbers = parts.map(readNumber)
  return {
    names: parts.filter((part) => NAME.test(part)),
    numbers: numbers.filter((number) => number !== null),
    startsWithNumber: numbers[0] !== null && numbers[0] !== undefined,
  }
}

/** Low 32 bits, unsigned; null when it is no number. */
function readNumber(text: string): number | null {
  if (/^-?\d+$|^0x[0-9a-f]+$/.test(text)) {
    const value = BigInt(/^0\d/.test(text) ? `0o${text.slice(1)}` : text)
    return Number(BigInt.asUintN(32, value))
  }
  const [, direction = '', type, command, size] = IOCTL.exec(text) ?? []
  if (direction === '') return null
  const bits = (direction.includes('_IOC_WRITE') ? 1 : 0) | (direction.includes('_IOC_READ') ? 2 : 0)
  return ((bits << 30) | (Number(size) << 16) | (Number(type) << 8) | Number(command)) >>> 0
}
