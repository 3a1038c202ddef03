import { describe, expect, it } from '@jest/globals'
import type { GoBuildInfo, GoModule } from '../../src/inspect/inspection.js'
import { openOwners } from '../../src/reach/owner.js'

function module(path: string, version: string, replace: GoModule | null = null): GoModule {
  return { path, version, sum: '', replace }
}

const INFO: GoBuildInfo = {
  version: 'go1.26.8',
  path: 'example.com/app/cmd/server',
  main: module('example.com/app', 'v1.0.0'),
  deps: [
    module('example.com/app/plugin', 'v0.3.0'),
    module('example.com/x', 'v1.1.0'),
    module('example.com/x/deep', 'v2.0.0'),
    module('example.com/forked', 'v1.0.0', module('example.com/fork', 'v1.0.1')),
    module('example.com/local', 'v1.0.0', module('../local', '')),
    module('dotless', 'v0.0.0'),
  ],
  settings: {},
}

describe('the owner of a package', () => {
  const of = openOwners(INFO)

  it.each([
    ['runtime', 'runtime', null],
    ['internal/runtime/syscall', 'runtime', null],
    ['runtime/internal/syscall', 'runtime', null],
    ['runtime/debug', 'std', null],
    ['syscall', 'std', null],
    ['crypto/internal/fips140/v1.0.0/sha3', 'std', null],
    ['vendor/golang.org/x/net/idna', 'std', null],
    ['example.com/app/internal', 'main', 'example.com/app@v1.0.0'],
    ['example.com/app_test', 'main', 'example.com/app@v1.0.0'],
    ['example.com/app/plugin/x', 'dependency', 'example.com/app/plugin@v0.3.0'],
    ['example.com/x', 'dependency', 'example.com/x@v1.1.0'],
    ['example.com/x/deeper', 'dependency', 'example.com/x@v1.1.0'],
    ['example.com/x/deep/er', 'dependency', 'example.com/x/deep@v2.0.0'],
    ['example.com/forked/a', 'dependency', 'example.com/fork@v1.0.1'],
    ['example.com/local', 'dependency', '../local'],
    ['dotless/a', 'dependency', 'dotless@v0.0.0'],
    ['example.com/xy', 'unknown', null],
    ['', 'unknown', null],
  ])('of %s is %s', (importPath, origin, owner) => {
    expect(of(importPath)).toEqual({ package: importPath, origin, module: owner })
  })

  it('of the main package is the main module, under the path of the program', () => {
    expect(of('main')).toEqual({
      package: 'example.com/app/cmd/server',
      origin: 'main',
      module: 'example.com/app@v1.0.0',
    })
  })

  it('without build information is the main package, the library or not known', () => {
    const unknown = openOwners(null)
    expect(unknown('main')).toEqual({ package: 'main', origin: 'main', module: null })
    expect(unknown('net/http').origin).toBe('std')
    expect(unknown('golang.org/x/sys/unix').origin).toBe('unknown')
  })
})
