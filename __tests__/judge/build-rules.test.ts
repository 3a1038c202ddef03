import { describe, expect, it } from '@jest/globals'
import { parseGoPolicy } from '../../src/build/go-policy.js'
import type { SourceAccount } from '../../src/build/source-account.js'
import { buildConstraintWrong } from '../../src/judge/rules/build-constraint-wrong.js'
import { goNotAllowed } from '../../src/judge/rules/go-not-allowed.js'
import { sampleFacts, sampleInspection } from './sample-facts.js'

function sampleSource(overrides: Partial<SourceAccount> = {}): SourceAccount {
  return {
    tags: ['netgo', 'osusergo'],
    files: { rows: [], constrained: 0, leftOut: 0, changed: 0, files: 1 },
    constraints: { wrong: [], trouble: null },
    demands: [
      { file: 'svc/go.mod', line: 3, directive: 'go', version: '1.24' },
      { file: 'svc/go.mod', line: 5, directive: 'toolchain', version: '1.27.3' },
    ],
    modules: [],
    ...overrides,
  }
}

function withPolicy(policy: string, source: SourceAccount | null = sampleSource()) {
  const { expected } = sampleFacts()
  return sampleFacts({ source, expected: { ...expected, goPolicy: parseGoPolicy(policy) } })
}

describe('go-not-allowed', () => {
  const said = (policy: string, source?: SourceAccount | null) =>
    goNotAllowed.check(withPolicy(policy, source)).map(({ level, message }) => `${level}: ${message}`)

  it('is silent without a policy, and when all is in the range', () => {
    expect(said('')).toEqual([])
    expect(said('>=1.24')).toEqual([])
  })

  it('names file and line in go.mod', () => {
    expect(said('<1.24 || ~1.26')).toEqual([
      'error: svc/go.mod:5 asks for Go 1.27.3, which go-policy (<1.24 || ~1.26) does not allow.',
    ])
  })

  it('names the Go that built the file, also of a prebuilt one', () => {
    expect(said('1.25', null)).toEqual([
      'error: The file was built with Go 1.26.8, which go-policy (1.25) does not allow.',
    ])
  })

  it('pinned is held against the toolchain line', () => {
    expect(said('pinned')).toEqual([
      'error: The file was built with Go 1.26.8, but svc/go.mod:5 pins 1.27.3 (go-policy: pinned).',
    ])
    expect(said('pinned', sampleSource({ demands: [] }))).toEqual([
      expect.stringContaining('no line of go.mod pins'),
    ])
  })

  it('a file that does not tell its Go is never allowed', () => {
    const facts = { ...withPolicy('1.26', null), inspection: sampleInspection({ go: null }) }
    expect(goNotAllowed.check(facts)).toEqual([expect.objectContaining({ level: 'inconclusive' })])
  })
})

describe('build-constraint-wrong', () => {
  const check = (constraints: SourceAccount['constraints']) =>
    buildConstraintWrong.check(sampleFacts({ source: sampleSource({ constraints }) }))

  it('is silent about a prebuilt file, and when vet found nothing', () => {
    expect(buildConstraintWrong.check(sampleFacts())).toEqual([])
    expect(check({ wrong: [], trouble: null })).toEqual([])
  })

  it('warns with file and line', () => {
    const wrong = [
      { file: 'poll/a.go', line: 3, column: 1, message: 'misplaced +build comment' },
      { file: 'poll/b.go', line: 1, column: 1, message: 'misplaced //go:build comment' },
    ]
    expect(check({ wrong, trouble: null })).toEqual([
      expect.objectContaining({
        level: 'warning',
        message:
          'go vet says that a build constraint is wrong: poll/a.go:3: misplaced +build comment (and 1 more).',
        evidence: ['poll/a.go:3: misplaced +build comment', 'poll/b.go:1: misplaced //go:build comment'],
      }),
    ])
  })

  it('only notes that vet could not run', () => {
    expect(check({ wrong: [], trouble: 'vet: x_test.go:3: undefined: y' })).toEqual([
      expect.objectContaining({ level: 'note', message: expect.stringContaining('undefined: y') }),
    ])
  })
})
