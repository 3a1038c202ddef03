import type { CodeMap } from './code-map.js'

/** Shortest ways through the program. */
export interface CallPaths {
  /** Functions from the nearest source down to this one, which is last; only itself when none leads to it. */
  to(index: number): readonly number[]
}

/**
 * Breadth first, from all sources at once. Sources come in ranks: only what the ones before do not lead to is looked for
 * from the next.
 */
export function findPaths(map: CodeMap, count: number, ranks: readonly (readonly number[])[]): CallPaths {
  /** Of each function, the one before it on the way; itself when it is a source; -1 when no way was found. */
  const before = new Int32Array(count).fill(-1)
  const queue = new Int32Array(count)
  let [head, tail] = [0, 0]
  const visit = (index: number, from: number) => {
    if (before[index] !== -1) return
    before[index] = from
    queue[tail++] = index
  }
  for (const sources of ranks) {
    for (const source of sources) visit(source, source)
    while (head < tail) {
      const index = queue[head++] ?? 0
      const end = map.starts[index + 1] ?? 0
      for (let i = map.starts[index] ?? 0; i < end; i++) visit((map.edges[i] ?? 0) >> 1, index)
    }
  }
  return {
    to(index) {
      const path = [index]
      for (let at = index; ; ) {
        const previous = before[at] ?? -1
        if (previous < 0 || previous === at) return path.reverse()
        path.push(previous)
        at = previous
      }
    },
  }
}
