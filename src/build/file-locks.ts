/**
 * Reads /proc/locks (proc(5)): `1: POSIX ADVISORY WRITE 812 fe:01:77 0 EOF`; a line with `->` waits for the one above.
 * @returns pid of who holds a lock on the file with that inode; null when nobody does
 */
export function lockHolder(text: string, inode: number): number | null {
  for (const line of text.split('\n')) {
    const match = /^\d+: (?:POSIX|FLOCK|OFDLCK)\s+\w+\s+\w+\s+(-?\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line)
    if (match && Number(match[2]) === inode) return Number(match[1])
  }
  return null
}
