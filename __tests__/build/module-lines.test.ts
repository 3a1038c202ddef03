import { expect, it } from '@jest/globals'
import { parseModuleLines } from '../../src/build/module-lines.js'

const GO_MOD = `module example.com/app // require github.com/no/no v1.0.0

go 1.24
toolchain go1.26.8

require github.com/acme/one v1.2.3 // indirect
require (
\tgithub.com/acme/two/v2 v2.0.1
\t// github.com/acme/commented v1.0.0
\t"github.com/acme/quoted" v0.0.0-20260101000000-abcdefabcdef // indirect
)
replace (
\tgithub.com/acme/two/v2 v2.0.1 => ./two
\tgithub.com/acme/one => github.com/fork/one v1.2.4
)
exclude github.com/acme/three v1.0.0
exclude (
\tgithub.com/acme/four v1.0.0
)
retract v1.0.0
`

it('finds each required module on its line, and nothing else', () => {
  for (const text of [GO_MOD, GO_MOD.replaceAll('\n', '\r\n')]) {
    expect(parseModuleLines(text, 'svc/go.mod')).toEqual([
      { file: 'svc/go.mod', line: 6, module: 'github.com/acme/one' },
      { file: 'svc/go.mod', line: 8, module: 'github.com/acme/two/v2' },
      { file: 'svc/go.mod', line: 10, module: 'github.com/acme/quoted' },
    ])
  }
  expect(parseModuleLines('', 'go.mod')).toEqual([])
})
