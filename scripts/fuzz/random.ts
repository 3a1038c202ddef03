/** Numbers that only look random: the same seed gives the same ones. */
export interface Random {
  /** An integer in [0, below); 0 when `below` is 0. */
  below(below: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** mulberry32 (Tommy Ettinger, public domain). `seed` and `stream` are 32-bit integers. */
export function openRandom(seed: number, stream: number): Random {
  let state = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick<Item>(items: readonly Item[]): Item {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}
