/** A line's bytes; they are valid during the call only. */
export type LineReader = (bytes: Buffer, start: number, end: number) => void

export interface LineSplitter {
  write(chunk: Uint8Array): void
  /** @returns whether the last line lacked its end; it is not given to the reader */
  end(): boolean
  /** Number of the line that is being read, from 1; after the end, how many there were. */
  readonly line: number
}

const NEWLINE = 0x0a
/** The rest of a longer line is dropped, so that memory stays bounded. No line of strace -s 128 comes near. */
const MAX_LINE = 8 << 20

/** Cuts chunks into lines. Only a line that spans chunks is copied. */
export function createLineSplitter(read: LineReader): LineSplitter {
  let held: Buffer = Buffer.allocUnsafe(1 << 12)
  let heldLength = 0
  let line = 0

  const hold = (bytes: Buffer, start: number, end: number): void => {
    const room = Math.min(end - start, MAX_LINE - heldLength)
    if (heldLength + room > held.length) {
      const bigger = Buffer.allocUnsafe(Math.max(held.length * 2, heldLength + room))
      held.copy(bigger, 0, 0, heldLength)
      held = bigger
    }
    bytes.copy(held, heldLength, start, start + room)
    heldLength += room
  }

  return {
    get line() {
      return line
    },
    write(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      let start = 0
      let end = bytes.indexOf(NEWLINE)
      if (heldLength > 0 && end !== -1) {
        hold(bytes, 0, end)
        line++
        const length = heldLength
        heldLength = 0
        read(held, 0, length)
        start = end + 1
        end = bytes.indexOf(NEWLINE, start)
      }
      while (end !== -1) {
        line++
        read(bytes, start, end)
        start = end + 1
        end = bytes.indexOf(NEWLINE, start)
      }
      if (start < bytes.length) hold(bytes, start, bytes.length)
    },
    end() {
      if (heldLength === 0) return false
      line++
      heldLength = 0
      return true
    },
  }
}
