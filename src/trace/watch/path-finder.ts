import { type Arguments, endOf, startOf } from './arguments.js'
import type { WatchedPath } from './call-watch.js'
import type { PathPatterns } from './path-patterns.js'

export interface PathFinder {
  /** @returns false when the text is cut before its end */
  find(args: Arguments, found: WatchedPath[]): boolean
}

const QUOTE = 0x22
const SLASH = 0x2f
const DOT = 0x2e
const LESS = 0x3c
const GREATER = 0x3e
const CUT = '...'

/**
 * Absolute paths, and those relative to a directory whose name strace shows (-y: `AT_FDCWD</proc>, "self/x"`).
 * @param positions of the paths in the printed text, ascending
 */
export function createPathFinder(positions: readonly number[], patterns: PathPatterns): PathFinder {
  const findAt = (args: Arguments, position: number, found: WatchedPath[]): void => {
    const { bytes } = args
    const start = startOf(args, position)
    if (bytes[start] !== QUOTE) return
    const stop = endOf(args, position)
    // A string is followed by `...` at the most, so that it need not be read to find its end.
    const cut = bytes[stop - 1] === DOT
    const end = cut ? stop - CUT.length - 1 : stop - 1
    if (bytes[end] !== QUOTE) return
    if (bytes[start + 1] === SLASH) patterns.match(bytes, start + 1, end, cut, found)
    else if (position > 0 && end > start + 1) {
      const folder = directoryName(bytes, startOf(args, position - 1), endOf(args, position - 1))
      if (folder === '') return
      const path = Buffer.from(`${folder}/${bytes.toString('latin1', start + 1, end)}`, 'latin1')
      patterns.match(path, 0, path.length, cut, found)
    }
  }

  return {
    find(args, found) {
      for (let i = 0; i < positions.length; i++) {
        const position = positions[i] as number
        if (startOf(args, position) < 0) return args.complete
        findAt(args, position, found)
      }
      return true
    },
  }
}

/** The name that strace -y writes behind a descriptor, `3</proc/self>`; empty when there is none. */
function directoryName(bytes: Buffer, start: number, end: number): string {
  if (bytes[end - 1] !== GREATER) return ''
  let at = start
  while (at < end && bytes[at] !== LESS) at++
  return bytes[at + 1] === SLASH ? bytes.toString('latin1', at + 1, end - 1) : ''
}
