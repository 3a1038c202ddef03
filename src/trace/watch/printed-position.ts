/** The kernel's number of an argument to its place in strace's text, where they differ (io.c and clone.c of strace). */
const POSITIONS: ReadonlyMap<string, readonly number[]> = new Map([
  // `child_stack=…, flags=…`
  ['clone', [1, 0, 2, 3, 4]],
  // The offset's two halves are printed as one number.
  ['preadv2', [0, 1, 2, 3, 3, 4]],
  ['pwritev2', [0, 1, 2, 3, 3, 4]],
])

export function printedPosition(syscall: string, argument: number): number {
  return POSITIONS.get(syscall)?.[argument] ?? argument
}
