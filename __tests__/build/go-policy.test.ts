import { describe, expect, it } from '@jest/globals'
import { parseGoDemands } from '../../src/build/go-demands.js'
import { goBreaches, parseGoPolicy } from '../../src/build/go-policy.js'

function breaches(policy: string, built: string, goMod = '', goWork = ''): readonly string[] {
  const parsed = parseGoPolicy(policy)
  if (!parsed) throw new Error('no policy')
  const demands = [...parseGoDemands(goMod, 'app/go.mod'), ...parseGoDemands(goWork, 'go.work')]
  return goBreaches(parsed, built, demands).map(({ demand, version }) =>
    demand ? `${demand.file}:${demand.line} ${demand.directive} ${demand.version}, ${version}` : version,
  )
}

describe('parseGoPolicy', () => {
  it.each(['<1.24 || ~1.26', '1.26', 'go1.26.8', '>=1.27rc1'])('takes %s', (text) => {
    expect(parseGoPolicy(text)).toMatchObject({ kind: 'range', text })
  })

  it('empty means all, pinned is a word of its own', () => {
    expect(parseGoPolicy(' ')).toBeNull()
    expect(parseGoPolicy('pinned')).toEqual({ kind: 'pinned' })
  })

  it('refuses what is no range', () => {
    expect(() => parseGoPolicy('latest and greatest')).toThrow(RangeError)
  })
})

describe('parseGoDemands', () => {
  it('finds the lines and their numbers', () => {
    const text = 'module a // go 1.2\r\n\r\ngo 1.24.0 // why\r\ntoolchain go1.26.8\nrequire go 1.3\n'
    expect(parseGoDemands(text, 'go.mod')).toEqual([
      { file: 'go.mod', line: 3, directive: 'go', version: '1.24.0' },
      { file: 'go.mod', line: 4, directive: 'toolchain', version: '1.26.8' },
    ])
    expect(parseGoDemands('toolchain default\n', 'go.mod')).toEqual([])
  })
})

describe('goBreaches', () => {
  it.each([
    ['<1.24 || ~1.26', 'go1.26.8', ''],
    ['<1.24 || ~1.26', 'go1.23.12', ''],
    ['1.26', 'go1.26.8 X:nodwarf5', ''],
    ['1.26', 'go1.26.8', 'go 1.20\n'],
    ['<1.24 || ~1.26', 'go1.26.8', 'go 1.25.1\n'],
    ['1.26', 'go1.26.8', 'go 1.26\ntoolchain go1.26.2\n'],
    ['>=1.27rc1', 'go1.27rc2', ''],
    ['pinned', 'go1.26.8', 'go 1.24\ntoolchain go1.26.8\n'],
    ['pinned', 'go1.26.8', 'go 1.26.8\n'],
  ])('%s allows %s %j', (policy, built, goMod) => {
    expect(breaches(policy, built, goMod)).toEqual([])
  })

  it.each([
    ['<1.24 || ~1.26', 'go1.25.0', '', ['1.25.0']],
    ['<1.24', 'go1.24', '', ['1.24']],
    ['>=1.26', 'go1.27rc1', '', ['1.27rc1']],
    ['1.26', 'devel go1.27-abcdef', '', ['devel go1.27-abcdef']],
    ['<1.24', 'go1.23.1', 'go 1.24\n', ['app/go.mod:1 go 1.24, 1.24']],
    ['1.26', 'go1.26.8', 'go 1.24\ntoolchain go1.27.3\n', ['app/go.mod:2 toolchain 1.27.3, 1.27.3']],
    ['pinned', 'go1.26.8', 'go 1.24\ntoolchain go1.26.7\n', ['app/go.mod:2 toolchain 1.26.7, 1.26.8']],
    ['pinned', 'go1.26.8', 'go 1.26\n', ['app/go.mod:1 go 1.26, 1.26.8']],
    ['pinned', 'go1.26.8', 'module a\n', ['1.26.8']],
  ])('%s does not allow %s %j', (policy, built, goMod, expected) => {
    expect(breaches(policy, built, goMod)).toEqual(expected)
  })

  it('in a workspace go.work alone pins', () => {
    expect(breaches('pinned', 'go1.26.8', 'go 1.20\n', 'go 1.26.8\n')).toEqual([])
    expect(breaches('pinned', 'go1.26.8', 'go 1.26.8\n', 'go 1.24.1\n')).toEqual([
      'go.work:1 go 1.24.1, 1.26.8',
    ])
  })
})
