import { describe, expect, it } from '@jest/globals'
import { parseCompileErrors } from '../../src/build/compile-errors.js'

const parse = (output: string) => parseCompileErrors(output, '/w/sub dir', '/w')

describe('parseCompileErrors', () => {
  it('reads headers, places and messages of several lines', () => {
    const output = [
      'go: downloading example.com/x v1.0.0',
      '# example.com/app/cmd/x',
      'cmd/x/main.go:4:2: undefined: foo',
      './y.go:5:9: cannot use x (variable of type A) as B value in argument:',
      '\thave (int)',
      '\twant (string)',
      '../shared/z.go:7:1: too many errors',
      './main.go:9:9: too many errors',
      '',
    ].join('\n')
    expect(parse(output)).toEqual([
      { file: 'sub dir/cmd/x/main.go', line: 4, column: 2, message: 'undefined: foo' },
      {
        file: 'sub dir/y.go',
        line: 5,
        column: 9,
        message: 'cannot use x (variable of type A) as B value in argument:\nhave (int)\nwant (string)',
      },
    ])
  })

  it.each([
    ['go.mod:3: invalid go version', 'sub dir/go.mod', null],
    ['/w/go.mod:5: unknown directive: foo', 'go.mod', null],
    ['/go/pkg/mod/a@v1/b.go:1:2: x', '/go/pkg/mod/a@v1/b.go', 2],
    ['vet: ./a b.go:1:2: x', 'sub dir/a b.go', 2],
    ['../other/c.c:1:10: fatal error: nope.h: No such file or directory', 'other/c.c', 10],
  ])('%s', (output, file, column) => {
    expect(parse(output)).toEqual([expect.objectContaining({ file, column })])
  })

  it.each([
    '# example.com/app.go:1:2: x',
    'go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)',
    '/usr/bin/ld: cannot find -lfoo: No such file or directory',
    '\tstray.go:1:2: not at the start of a line',
    '',
  ])('finds nothing in %j', (output) => {
    expect(parse(output)).toEqual([])
  })

  it('gives ten at most and none twice', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a.go:${1 + Math.floor(i / 2)}:1: wrong`)
    expect(parse(lines.join('\n')).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
})
