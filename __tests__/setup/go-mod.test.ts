import { describe, expect, it } from '@jest/globals'
import { parseGoMod } from '../../src/setup/go-mod.js'

describe('parseGoMod', () => {
  it('reads both lines, whatever stands around them', () => {
    const text = [
      'module example.com/go/app // go 1.1',
      '',
      'go 1.24.0 // the floor',
      '\ttoolchain go1.26.8\r',
      'require (',
      '\tgo.uber.org/zap v1.27.0',
      ')',
    ].join('\n')
    expect(parseGoMod(text)).toEqual({ go: '1.24.0', toolchain: '1.26.8' })
  })

  it.each([
    ['module a\n', null, null],
    ['module a\n//go 1.22\n', null, null],
    ['module a\ngo 1.22\ntoolchain default\n', '1.22', null],
    ['module a\ngo 1.22rc1\ntoolchain local\n', '1.22rc1', null],
    ['module a\ngodebug default=go1.21\n', null, null],
    ['', null, null],
  ])('%j', (text, go, toolchain) => {
    expect(parseGoMod(text)).toEqual({ go, toolchain })
  })
})
