import { describe, expect, it } from '@jest/globals'
import { GateError } from '../../src/errors.js'
import {
  chooseVersion,
  exactVersion,
  goRequirement,
  nearestVersions,
  noVersionError,
  parseGoSpec,
  resolveChannel,
} from '../../src/setup/go-requirement.js'

const VERSIONS = [
  '1.9.2',
  '1.19.0',
  '1.20.0',
  '1.20.14',
  '1.22.12',
  '1.24.13',
  '1.25.0',
  '1.25.13',
  '1.26.0',
  '1.26.6',
  '1.26.8',
  '1.27.0-rc.1',
  '1.27.0-rc.2',
]

function chosen(spec: string, goMod: { go?: string; toolchain?: string } = {}): string | null {
  const { go = null, toolchain = null } = goMod
  const requirement = goRequirement(parseGoSpec(spec), [{ go, toolchain }])
  return chooseVersion(VERSIONS, resolveChannel(requirement, VERSIONS))
}

describe('a version asked for', () => {
  it.each([
    ['1.26.6', '1.26.6'],
    ['go1.26.6', '1.26.6'],
    ['1.26.0', '1.26.0'],
    ['1.26', '1.26.8'],
    ['1.26.x', '1.26.8'],
    ['1.20', '1.20.14'],
    ['1.27rc1', '1.27.0-rc.1'],
    ['1.27.0-rc1', '1.27.0-rc.1'],
    ['1.27.0-rc.1', '1.27.0-rc.1'],
    ['>=1.27.0-rc.1', '1.27.0-rc.2'],
    ['1.27', null],
    ['>=1.27rc1', '1.27.0-rc.2'],
    ['>=1.24 <1.26', '1.25.13'],
    ['>=go1.24 <go1.26', '1.25.13'],
    ['^1.22', '1.26.8'],
    ['~1.25.0', '1.25.13'],
    ['1.x', '1.26.8'],
    ['stable', '1.26.8'],
    ['oldstable', '1.25.13'],
    ['1.99', null],
  ])('%s takes %s', (spec, version) => {
    expect(chosen(spec)).toBe(version)
  })

  it.each(['latest', 'go', '1.26.8.1', '>=1.24,<1.27 or so', 'tip', '1.26.8; rm -rf /'])(
    '"%s" is refused with the accepted forms',
    (spec) => {
      expect(() => parseGoSpec(spec)).toThrow(
        expect.objectContaining({
          code: 'bad-go-version',
          fault: 'user',
          hint: expect.stringContaining('1.26.8, 1.26, 1.26.x'),
        }),
      )
    },
  )
})

describe('what go.mod asks for', () => {
  it.each([
    ['', {}, '1.26.8'],
    ['', { go: '1.22' }, '1.26.8'],
    ['', { go: '1.26.7' }, '1.26.8'],
    ['', { go: '1.27' }, '1.27.0-rc.2'],
    ['', { go: '1.27.0' }, null],
    ['', { go: '1.22', toolchain: '1.27rc2' }, '1.27.0-rc.2'],
    ['1.25', { go: '1.22', toolchain: '1.26.8' }, '1.25.13'],
    ['1.25', { go: '1.26' }, null],
    ['>=1.22', { go: '1.26.7' }, '1.26.8'],
    ['oldstable', { go: '1.26' }, null],
  ])('%j with %j takes %s', (spec, goMod, version) => {
    expect(chosen(spec, goMod)).toBe(version)
  })
})

it('the go line of a workspace binds as that of a module does', () => {
  const both = [
    { go: '1.22', toolchain: null },
    { go: '1.26.7', toolchain: '1.26.6' },
  ]
  expect(chooseVersion(VERSIONS, goRequirement(parseGoSpec(''), both))).toBe('1.26.8')
  expect(chooseVersion(VERSIONS, goRequirement(parseGoSpec('1.25'), both))).toBeNull()
})

describe('the version to ask for where there is no list', () => {
  it.each([
    ['1.26.8', {}, '1.26.8'],
    ['1.27rc1', {}, '1.27.0-rc.1'],
    ['1.26', {}, null],
    ['>=1.26', {}, null],
    ['stable', {}, null],
    ['', {}, null],
    ['', { go: '1.26' }, '1.26.0'],
    ['', { go: '1.26.3' }, '1.26.3'],
    ['', { go: '1.26', toolchain: '1.26.8' }, '1.26.8'],
    ['1.25.3', { go: '1.26' }, null],
  ])('%j with %j: %s', (spec, goMod: { go?: string; toolchain?: string }, version) => {
    const lines = { go: null, toolchain: null, ...goMod }
    expect(exactVersion(goRequirement(parseGoSpec(spec), [lines]))).toBe(version)
  })
})

describe('when nothing matches', () => {
  it.each([
    ['1.26.99', ['1.26.8', '1.26.6']],
    ['1.99', ['1.27.0-rc.2', '1.26.8']],
    ['1.23', ['1.24.13', '1.22.12']],
    ['1.2', ['1.9.2']],
  ])('%s: the nearest are named', (spec, nearest) => {
    const requirement = goRequirement(parseGoSpec(spec), [])
    const found = nearestVersions(requirement, VERSIONS)
    expect(found).toEqual(expect.arrayContaining(nearest))
    expect(found).toHaveLength(4)
  })

  it('the error says what was asked for, by whom, and what there is', () => {
    const requirement = goRequirement(parseGoSpec('1.25'), [{ go: '1.26', toolchain: null }])
    const error = noVersionError(requirement, VERSIONS, 'https://go.dev/dl/')
    expect(error).toBeInstanceOf(GateError)
    expect(error.message).toBe(
      'Go 1.25 (go.mod asks for at least 1.26.0) is not among the versions at https://go.dev/dl/.',
    )
    expect(error.hint).toContain('1.26.0')
  })

  it('a truncated YAML number is explained', () => {
    const { hint } = noVersionError(goRequirement(parseGoSpec('1.2'), []), VERSIONS, 'x')
    expect(hint).toContain('quote the version')
  })
})
