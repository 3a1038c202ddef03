/** Below this a loop is faster than Buffer.copy, which leaves JavaScript. */
const SHORT = 300

export function copyBytes(from: Buffer, start: number, end: number, into: Buffer, at: number): void {
  if (end - start > SHORT) {
    from.copy(into, at, start, end)
    return
  }
  for (let i = start; i < end; i++) into[at + i - start] = from[i] as number
}
