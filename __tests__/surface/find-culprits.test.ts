import { expect, test } from '@jest/globals'
import { findCulprits, MAX_RERUNS } from '../../src/surface/find-culprits.js'

/** A program that asks for things in order, needs some of them, and ends at the first of those that is refused. */
function program(asks: readonly string[], needs: readonly string[]) {
  const asked: string[][] = []
  return {
    asked,
    rerun: async (allowed: readonly string[]) => {
      asked.push([...allowed])
      const stop = asks.findIndex((ask) => needs.includes(ask) && !allowed.includes(ask))
      const reached = stop < 0 ? asks : asks.slice(0, stop + 1)
      return { worked: stop < 0, refused: reached.filter((ask) => !allowed.includes(ask)) }
    },
  }
}

test('names the one thing that a program needs', async () => {
  for (const suspects of [['a'], ['a', 'b', 'c'], ['c', 'b', 'a']]) {
    const found = await findCulprits(suspects, program(['a', 'b', 'c'], ['a']).rerun)
    expect(found).toMatchObject({ culprits: ['a'], doubt: '' })
  }
})

test('names all of several things that a program needs together', async () => {
  const found = await findCulprits(
    ['a', 'b', 'c', 'd', 'e'],
    program(['a', 'b', 'c', 'd', 'e'], ['b', 'e']).rerun,
  )
  expect(found).toMatchObject({ culprits: ['b', 'e'], doubt: '' })
})

test('names what a program asks for only when it gets further', async () => {
  const found = await findCulprits(['b', 'a'], program(['a', 'b', 'c', 'd', 'e'], ['b', 'd', 'e']).rerun)
  expect(found).toMatchObject({ culprits: ['b', 'd', 'e'], doubt: '' })
  expect(found.suspects).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd', 'e']))
})

test('names nobody when allowing does not help', async () => {
  const rerun = async () => ({ worked: false, refused: [] })
  for (const suspects of [['a'], ['a', 'b']]) {
    const found = await findCulprits(suspects, rerun)
    expect(found.culprits).toEqual([])
    expect(found.cleared).toBe(true)
  }
})

test('makes no run without suspects', async () => {
  const { asked, rerun } = program([], [])
  expect(await findCulprits([], rerun)).toMatchObject({ culprits: [], reruns: 0 })
  expect(asked).toEqual([])
})

test('stops at the bound and says so', async () => {
  const suspects = Array.from({ length: 60 }, (_, i) => `s${i}`)
  const found = await findCulprits(suspects, program(suspects, ['s58', 's59']).rerun)
  expect(found.reruns).toBeLessThanOrEqual(MAX_RERUNS)
  expect(found.culprits).toEqual(expect.arrayContaining(['s58', 's59']))
  expect(found.doubt).toMatch(/bound/)
  let more = 0
  const endless = await findCulprits(['s'], async () => ({ worked: false, refused: [`more${more++}`] }))
  expect(endless).toMatchObject({ culprits: [], reruns: MAX_RERUNS })
})
