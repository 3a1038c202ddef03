import { describe, expect, it } from '@jest/globals'
import { parseConstraint } from '../../src/build/constraint.js'

const GO = '\npackage app\n'

describe('parseConstraint', () => {
  it.each([
    ['poll.go', `//go:build linux && 310only\n${GO}`, '//go:build linux && 310only', ['linux', '310only']],
    [
      'poll.go',
      `// +build linux,310only darwin\n${GO}`,
      '// +build linux,310only darwin',
      ['linux', '310only', 'darwin'],
    ],
    ['a.go', `// Copyright\n\n/* long\nlicence */\n//go:build !netgo\n${GO}`, '//go:build !netgo', ['netgo']],
    ['a.go', `//go:build a\n// +build a\n${GO}`, '//go:build a', ['a']],
    ['a_linux.go', GO, '_linux in the name', ['linux']],
    ['a_b_linux_arm64.go', GO, '_linux_arm64 in the name', ['linux', 'arm64']],
    ['a_amd64.s.go', GO, '_amd64 in the name', ['amd64']],
    ['a.go', `${GO}\nimport "C"\n`, 'import "C"', ['cgo']],
    ['a.go', `${GO}\nimport (\n\t"fmt"\n\t"C"\n)\n`, 'import "C"', ['cgo']],
    ['a_linux.go', `//go:build x\n${GO}`, '//go:build x; _linux in the name', ['x', 'linux']],
    ['a.go', `//go:build x\r\n\r\npackage app\r\n`, '//go:build x', ['x']],
  ])('%s: %j', (name, head, text, tags) => {
    expect(parseConstraint(name, head)).toEqual({ text, tags })
  })

  it.each([
    ['linux.go', GO],
    ['a.go', '// +build netgo\npackage app\n'],
    ['a_310only.go', GO],
    ['linux_a.go', GO],
    ['a.go', `${GO}\n//go:build misplaced\n`],
    ['a.go', `// go:build with a blank\n${GO}`],
    ['a.go', `// we say "C" here\n${GO}\nimport "Cx"\n`],
    ['a.go', ''],
  ])('%s: %j has none', (name, head) => {
    expect(parseConstraint(name, head)).toBeNull()
  })
})
