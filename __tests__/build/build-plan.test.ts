import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { planBuilds } from '../../src/build/build-plan.js'

const OUT = { kind: 'folder', path: '/out' } as const
const FLAGS = ['-trimpath', '-tags', 'netgo,osusergo', '-ldflags', '-s -w']

function outputs(...importPaths: string[]): string[] {
  const packages = importPaths.map((importPath) => ({ importPath, arguments: [importPath] }))
  return planBuilds(packages, FLAGS, OUT).map(({ output }) => output.replace('/out/', ''))
}

describe('planBuilds', () => {
  it('gives the whole command', () => {
    const main = { importPath: 'example.com/app', arguments: ['example.com/app'] }
    expect(planBuilds([main], FLAGS, { kind: 'folder', path: '/out dir' })).toEqual([
      {
        main,
        output: '/out dir/app',
        args: ['build', ...FLAGS, '-o', '/out dir/app', 'example.com/app'],
      },
    ])
  })

  it('gives the one program the name that was asked for', () => {
    const main = { importPath: 'example.com/app', arguments: ['example.com/app'] }
    const [step] = planBuilds([main], [], { kind: 'file', path: '/dist/agent-linux' })
    expect(step?.args).toEqual(['build', '-o', '/dist/agent-linux', 'example.com/app'])
  })

  it('names the program of single files after the first', () => {
    const main = { importPath: 'command-line-arguments', arguments: ['./tools/gen.go', './tools/b.go'] }
    expect(planBuilds([main], [], OUT)[0]?.args).toEqual([
      'build',
      '-o',
      '/out/gen',
      './tools/gen.go',
      './tools/b.go',
    ])
  })

  it.each([
    [
      ['a.b/x/cmd/one', 'a.b/x/cmd/two'],
      ['one', 'two'],
    ],
    [['a.b/x/v2'], ['x']],
    [['a.b/x/v1'], ['v1']],
    [['app'], ['app']],
    [
      ['m/a/server', 'm/b/server'],
      ['a-server', 'b-server'],
    ],
    [
      ['m/a/cmd/server', 'm/b/cmd/server', 'm/tool'],
      ['a-cmd-server', 'b-cmd-server', 'tool'],
    ],
    [
      ['server', 'm/server'],
      ['server', 'm-server'],
    ],
    [
      ['m/x', 'm/x/v2'],
      ['m-x', 'm-x-2'],
    ],
    [
      ['m/a-b/c', 'm/a/b-c'],
      ['c', 'b-c'],
    ],
    [
      ['m/a-b/c', 'n/c', 'm/a/b-c', 'n/b-c'],
      ['m-a-b-c', 'n-c', 'm-a-b-c-2', 'n-b-c'],
    ],
  ])('%j make %j', (importPaths, names) => {
    expect(outputs(...importPaths)).toEqual(names)
  })

  it('never writes two programs to one file', () => {
    const element = fc.constantFrom('a', 'b', 'a-b', 'v2', 'cmd')
    const importPath = fc.array(element, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    fc.assert(
      fc.property(fc.uniqueArray(importPath, { maxLength: 8 }), (importPaths) => {
        expect(new Set(outputs(...importPaths)).size).toBe(importPaths.length)
      }),
    )
  })
})
