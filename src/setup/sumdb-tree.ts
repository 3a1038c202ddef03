import { createHash } from 'node:crypto'

/**
 * The Merkle tree of a transparency log (RFC 6962), in the tiles of https://research.swtch.com/tlog and
 * https://go.dev/design/25530-sumdb: 256 hashes of one level each.
 */

/** A whole subtree: the hash at `index` of `level`; level 0 are the records. */
export interface TreeNode {
  readonly level: number
  readonly index: number
}

/** A tile: `width` hashes of level `8 * level`, from `256 * index` on. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
}

const TILE_HEIGHT = 8
const TILE_WIDTH = 2 ** TILE_HEIGHT

/** SHA256(0x00 ‖ record) */
export function recordHash(record: string): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(record).digest()
}

/** SHA256(0x01 ‖ left ‖ right) */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()
}

/** One step from a record to the root: the sibling, as the whole subtrees that make it up, and on which side it stands. */
export interface ProofStep {
  readonly side: 'left' | 'right'
  /** From left to right. */
  readonly nodes: readonly TreeNode[]
}

/** The siblings on the way from a record to the root of the tree of the first `size` records, from the record upwards. */
export function proofSteps(record: number, size: number): readonly ProofStep[] {
  const steps: ProofStep[] = []
  let [low, high] = [0, size]
  while (high - low > 1) {
    const middle = low + largestPower(high - low)
    if (record < middle) {
      steps.push({ side: 'right', nodes: wholeSubtrees(middle, high) })
      high = middle
    } else {
      steps.push({ side: 'left', nodes: wholeSubtrees(low, middle) })
      low = middle
    }
  }
  return steps.reverse()
}

/** The largest power of two below `count`, which is at least 2. */
function largestPower(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** The largest whole subtrees that cover the records from `low` to below `high`. */
function wholeSubtrees(low: number, high: number): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = low; at < high; ) {
    let level = 0
    while (2 ** (level + 1) <= high - at) level++
    nodes.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return nodes
}

/** The tile that holds a node, of the tree of `size` records, or from which it is computed. */
export function tileOf({ level, index }: TreeNode, size: number): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT)
  const first = index * 2 ** (level - tileLevel * TILE_HEIGHT)
  const tileIndex = Math.floor(first / TILE_WIDTH)
  const hashes = Math.floor(size / 2 ** (tileLevel * TILE_HEIGHT))
  return { level: tileLevel, index: tileIndex, width: Math.min(TILE_WIDTH, hashes - tileIndex * TILE_WIDTH) }
}

/** `tile/8/0/x069/478.p/12`: where a checksum database serves a tile. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0')
  const groups = digits.match(/.{3}/g) ?? []
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${TILE_HEIGHT}/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

/** The hash of a node from the bytes of its tile (see tileOf). */
export function hashInTile({ level, index }: TreeNode, tile: Tile, bytes: Buffer): Buffer {
  const below = level - tile.level * TILE_HEIGHT
  const first = index * 2 ** below - tile.index * TILE_WIDTH
  return subtree(bytes, first, 2 ** below)
}

function subtree(bytes: Buffer, first: number, count: number): Buffer {
  if (count === 1) return bytes.subarray(first * 32, first * 32 + 32)
  return nodeHash(subtree(bytes, first, count / 2), subtree(bytes, first + count / 2, count / 2))
}

/** What the root must be if the record is in the tree. @param sibling the hash of a node */
export function rootFromProof(
  leaf: Buffer,
  steps: readonly ProofStep[],
  sibling: (node: TreeNode) => Buffer,
): Buffer {
  return steps.reduce((hash, { side, nodes }) => {
    const other = nodes.map(sibling).reduceRight((right, left) => nodeHash(left, right))
    return side === 'left' ? nodeHash(other, hash) : nodeHash(hash, other)
  }, leaf)
}
