import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compareVersions, glibcVersion, minGlibc } from '../../src/inspect/glibc.js'

describe('compareVersions', () => {
  it.each([
    ['2.9', '2.17', -1],
    ['2.34', '2.4', 1],
    ['2.2.5', '2.2', 1],
    ['2.17', '2.17', 0],
    ['2.17', '2.17.0', 0],
    ['3.10', '3.2.0', 1],
    ['10', '9.9.9', 1],
  ])('%s against %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign)
    expect(Math.sign(compareVersions(b, a))).toBe(sign === 0 ? 0 : -sign)
  })

  it('orders as numbers, not as text', () => {
    const version = fc.array(fc.nat(99), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(version, version, (a, b) => {
        const weight = ([x = 0, y = 0, z = 0]: readonly number[]) => x * 10000 + y * 100 + z
        expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(Math.sign(weight(a) - weight(b)))
      }),
    )
  })
})

describe('glibcVersion', () => {
  it.each([
    ['GLIBC_2.17', '2.17'],
    ['GLIBC_2.2.5', '2.2.5'],
    ['GLIBC_PRIVATE', null],
    ['GLIBC_ABI_DT_RELR', null],
    ['GLIBCXX_3.4.29', null],
    ['GLIBC_2', null],
    ['XGLIBC_2.17', null],
    ['GLIBC_2.17x', null],
    [`GLIBC_2.${'9'.repeat(400)}`, null],
    ['OPENSSL_3.0.0', null],
  ])('%s', (symbolVersion, version) => {
    expect(glibcVersion(symbolVersion)).toBe(version)
  })
})

describe('minGlibc', () => {
  it('is the highest version over all libraries', () => {
    const verneed = [
      { library: 'libm.so.6', versions: ['GLIBC_2.29', 'GLIBC_2.2.5'], weakVersions: [] },
      { library: 'libstdc++.so.6', versions: ['GLIBCXX_3.4.30', 'CXXABI_1.3'], weakVersions: [] },
      {
        library: 'libc.so.6',
        versions: ['GLIBC_2.4', 'GLIBC_2.17', 'GLIBC_ABI_DT_RELR', 'GLIBC_PRIVATE'],
        weakVersions: [],
      },
    ]
    expect(minGlibc(verneed)).toBe('2.29')
  })

  it('passes over weak versions: the loader starts the file without them', () => {
    const need = { library: 'libc.so.6', versions: ['GLIBC_2.4'], weakVersions: ['GLIBC_2.34'] }
    expect(minGlibc([need])).toBe('2.4')
  })

  it('is null when no glibc version is needed', () => {
    expect(minGlibc([])).toBeNull()
    expect(minGlibc([{ library: 'libz.so.1', versions: ['ZLIB_1.2.9'], weakVersions: [] }])).toBeNull()
  })
})
