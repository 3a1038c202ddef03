import { describe, expect, it } from '@jest/globals'
import {
  type Answer,
  countOutcomes,
  type Judged,
  outcomeOf,
  worsened,
} from '../../scripts/accuracy/agreement.js'
import type { CorpusCase } from '../../scripts/accuracy/corpus-case.js'
import { checkExplanations, parseCounts, renderAccuracy } from '../../scripts/accuracy/render-accuracy.js'

const ANSWERS: readonly Answer[] = ['works', 'warned', 'fails', 'fails-anyway', 'undecided']

const caseWith = (works: boolean | null, worksOnHost: boolean | null): CorpusCase => ({
  name: 'x',
  family: 'f',
  summary: '',
  go: '1.22',
  kind: 'cli',
  args: [],
  ready: '',
  exercise: [],
  exerciseArgs: null,
  expectExit: 0,
  timeoutMs: null,
  files: {},
  worksOnHost,
  truth: { el7: { works, reason: '' }, 'linux-3.10': { works: true, reason: '' } },
})

describe('outcomeOf', () => {
  it.each([
    [true, true, ['right', 'warned', 'wrong-fail', 'wrong-fail', 'undecided']],
    [false, true, ['wrong-pass', 'right', 'right', 'misattributed', 'undecided']],
    [false, null, ['wrong-pass', 'right', 'right', 'misattributed', 'undecided']],
    [false, false, ['wrong-pass', 'wrong-pass', 'misattributed', 'right', 'undecided']],
    [null, true, ['untold', 'untold', 'untold', 'untold', 'untold']],
  ] as const)('truth %s, on the host %s', (works, onHost, outcomes) => {
    expect(ANSWERS.map((answer) => outcomeOf(caseWith(works, onHost), 'el7', answer))).toEqual(outcomes)
  })
})

const judged = (name: string, outcome: Judged['outcome']): Judged => ({
  name,
  family: 'f',
  target: 'el7',
  answer: 'works',
  outcome,
  said: 'pass',
  truth: 'works',
})

describe('docs/accuracy.md', () => {
  const all = [judged('a', 'right'), judged('b', 'wrong-pass'), judged('c', 'untold')]

  it('states its counts so that they can be read back', () => {
    const page = renderAccuracy(all, { 'b el7': 'Because.' }, { kernel: '6.18', go: ['1.22.12'] })
    expect(page).toContain('**b** on el7: wrong pass. Because.')
    expect(parseCounts(page)?.el7).toEqual(countOutcomes(all))
  })

  it('wants every disagreement explained, and no more', () => {
    expect(checkExplanations(all, { 'a el7': 'stale' })).toEqual({ missing: ['b el7'], stale: ['a el7'] })
  })

  it('is worse with less right or more wrong', () => {
    const before = countOutcomes(all)
    expect(worsened(before, before)).toBe(false)
    expect(worsened(before, countOutcomes([judged('b', 'wrong-pass'), judged('c', 'untold')]))).toBe(true)
    expect(worsened(before, countOutcomes([...all, judged('d', 'wrong-fail')]))).toBe(true)
    expect(worsened(before, countOutcomes([judged('a', 'right'), judged('b', 'right')]))).toBe(false)
  })
})
