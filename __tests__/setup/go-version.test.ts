import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newestVersion, parseGoVersion, renderGoVersion } from '../../src/setup/go-version.js'

describe('parseGoVersion', () => {
  it.each([
    ['1.21', '1.21.0'],
    ['1.21.0', '1.21.0'],
    ['go1.26.8', '1.26.8'],
    ['1.27rc1', '1.27.0-rc.1'],
    ['go1.21beta2', '1.21.0-beta.2'],
    ['go1.9.2rc2', '1.9.2-rc.2'],
    ['go1.26.8 X:nodwarf5', '1.26.8'],
    ['go1.22.1-custom', '1.22.1'],
    ['go1.19.8+build', '1.19.8'],
    ['devel go1.28-0123abc', null],
    ['', null],
    ['1', null],
    ['1.2.3.4', null],
    ['1.26x', null],
  ])('%s is %s', (text, semantic) => {
    expect(parseGoVersion(text)).toBe(semantic)
  })
})

describe('renderGoVersion', () => {
  it.each([
    ['1.26.0', '1.26.0'],
    ['1.21.0', '1.21.0'],
    ['1.20.0', '1.20'],
    ['1.20.14', '1.20.14'],
    ['1.27.0-rc.1', '1.27rc1'],
    ['1.9.2-rc.2', '1.9.2rc2'],
  ])('%s is %s', (semantic, text) => {
    expect(renderGoVersion(semantic)).toBe(text)
  })

  it('undoes parseGoVersion for every version that Go names', () => {
    const label = fc.constantFrom('', 'rc', 'beta')
    fc.assert(
      fc.property(fc.nat(40), fc.nat(30), label, fc.nat(9), (minor, patch, kind, serial) => {
        const name = kind === '' ? `1.${minor}.${patch}` : `1.${minor}${kind}${serial}`
        const semantic = parseGoVersion(name) ?? ''
        expect(parseGoVersion(renderGoVersion(semantic))).toBe(semantic)
      }),
    )
  })
})

describe('newestVersion', () => {
  it('compares numbers and lets a release go before a newer pre-release', () => {
    expect(newestVersion(['1.9.7', '1.26.8', '1.26.10', '1.27.0-rc.1'])).toBe('1.26.10')
    expect(newestVersion(['1.27.0-rc.1', '1.27.0-rc.2'])).toBe('1.27.0-rc.2')
    expect(newestVersion([])).toBeNull()
  })
})
