import { ALLOW, type CallRule, type Decision } from './call-rules.js'
import { type RegisterTest, WORD_MASK } from './register-test.js'

/** A set of values of one argument. All numbers are unsigned 32 bits. */
export type ArgumentCell =
  /** Those whose `mask` bits are as in `value`. */
  | { readonly arg: number; readonly kind: 'masked'; readonly mask: number; readonly value: number }
  | { readonly arg: number; readonly kind: 'above'; readonly value: number }

/** The calls whose arguments lie in all of the cells (at most one an argument), and what is decided for them. */
export interface CellDecision {
  readonly cells: readonly ArgumentCell[]
  readonly decision: Decision
}

/** What is known of each argument so far. */
type Cells = ReadonlyMap<number, ArgumentCell>

/**
 * The rules of a call as disjoint cells that together cover all its arguments, for filters without an order among
 * their rules. An argument is cut where it decides something: into the values above all that are asked for and the
 * rest, then bit by bit from the highest, until each part is decided; halves that come out equal are joined again.
 * Null when that takes more than `limit` cells.
 */
export function cellDecisions(rules: readonly CallRule[], limit: number): readonly CellDecision[] | null {
  const bounds = boundsOf(rules)
  const cut = (cells: Cells): readonly Cut[] | null => {
    const rule = rules.find(({ tests }) => tests.every((test) => outcome(test, cells) !== false))
    const test = rule?.tests.find((one) => outcome(one, cells) === null)
    if (!test) return [{ cells, decision: rule?.decision ?? ALLOW }]
    const parts = cutParts(test, cells.get(test.arg), bounds.get(test.arg) ?? WORD_MASK)
    const cuts: Cut[] = []
    for (const part of parts) {
      const found = cut(new Map([...cells, [test.arg, part]]))
      if (!found || cuts.length + found.length > limit) return null
      cuts.push(...found)
    }
    const [first] = cuts
    const isOne =
      cuts.length === parts.length && cuts.every(({ decision }) => isSame(decision, first?.decision))
    return first && isOne ? [{ cells, decision: first.decision }] : cuts
  }
  const cuts = cut(new Map())
  return (
    cuts && cuts.map(({ cells, decision }) => ({ cells: [...cells.values()].sort(byArgument), decision }))
  )
}

interface Cut {
  readonly cells: Cells
  readonly decision: Decision
}

/**
 * For arguments that are only compared as a whole: the smallest number of the form 0…01…1 that none of the values
 * exceeds. Others are cut by bits alone.
 */
function boundsOf(rules: readonly CallRule[]): ReadonlyMap<number, number> {
  const tests = rules.flatMap((rule) => rule.tests)
  return new Map(
    tests.map(({ arg }) => {
      const same = tests.filter((test) => test.arg === arg)
      const highest = Math.max(0, ...same.flatMap(({ values }) => values))
      const whole = same.every(({ mask }) => mask === WORD_MASK)
      return [arg, whole ? WORD_MASK >>> Math.min(31, Math.clz32(highest)) : WORD_MASK]
    }),
  )
}

function cutParts(
  { arg, mask: asked }: RegisterTest,
  cell: ArgumentCell | undefined,
  bound: number,
): readonly ArgumentCell[] {
  if (!cell && bound !== WORD_MASK) {
    return [
      { arg, kind: 'masked', mask: ~bound >>> 0, value: 0 },
      { arg, kind: 'above', value: bound },
    ]
  }
  const { mask, value } = cell?.kind === 'masked' ? cell : { mask: 0, value: 0 }
  const bit = highestBit(asked & ~mask)
  return [0, bit].map((one) => ({
    arg,
    kind: 'masked',
    mask: (mask | bit) >>> 0,
    value: (value | one) >>> 0,
  }))
}

/** Does the test hold for all arguments in the cells (true), for none (false), or for some (null)? */
function outcome(test: RegisterTest, cells: Cells): boolean | null {
  const cell = cells.get(test.arg)
  if (cell?.kind === 'above') return test.holds === 'not-in'
  const { mask, value: fixed } = cell ?? { mask: 0, value: 0 }
  const possible = test.values.filter((value) => ((value ^ fixed) & mask & test.mask) === 0)
  if (possible.length === 0) return test.holds === 'not-in'
  if (possible.length === 2 ** bitCount(test.mask & ~mask)) return test.holds === 'in'
  return null
}

function isSame(a: Decision, b: Decision | undefined): boolean {
  return a.kind === b?.kind && (a.kind !== 'errno' || (b.kind === 'errno' && a.errno === b.errno))
}

function byArgument(a: ArgumentCell, b: ArgumentCell): number {
  return a.arg - b.arg
}

function highestBit(word: number): number {
  return (1 << (31 - Math.clz32(word))) >>> 0
}

function bitCount(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}
