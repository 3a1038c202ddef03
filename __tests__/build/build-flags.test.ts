import { describe, expect, it } from '@jest/globals'
import { goBuildFlags, parseBuildFlags, parseGoFlags } from '../../src/build/build-flags.js'

const NOTHING = { tags: [], ldflags: '', buildFlags: [] }

describe('goBuildFlags', () => {
  it('without any input', () => {
    expect(goBuildFlags(NOTHING, '')).toEqual(['-trimpath', '-tags', 'netgo,osusergo', '-ldflags', '-s -w'])
  })

  it("joins the user's tags and linker flags with those of GOFLAGS, each tag once", () => {
    const options = { tags: ['sqlite', 'netgo'], ldflags: '-X main.v=1', buildFlags: ['-mod', 'vendor'] }
    expect(goBuildFlags(options, "-mod=mod -tags=old -tags=a,netgo '-ldflags=-X main.n=2'")).toEqual([
      '-trimpath',
      '-tags',
      'netgo,osusergo,a,sqlite',
      '-ldflags',
      '-s -w -X main.n=2 -X main.v=1',
      '-mod=vendor',
    ])
  })
})

describe('parseGoFlags', () => {
  it.each([
    ['', {}],
    ['-v  --race', { v: '', race: '' }],
    [`"-ldflags=-s -w" '-tags=a b' -mod=vendor`, { ldflags: '-s -w', tags: 'a b', mod: 'vendor' }],
    ['-ldflags=-X=main.a=b', { ldflags: '-X=main.a=b' }],
  ])('%s', (text, flags) => {
    expect(Object.fromEntries(parseGoFlags(text))).toEqual(flags)
  })
})

describe('parseBuildFlags', () => {
  it.each([
    [
      ['-mod', 'vendor', '-v'],
      ['-mod=vendor', '-v'],
    ],
    [['--gcflags', 'all=-N -l'], ['-gcflags=all=-N -l']],
    [
      ['-buildvcs=false', '-trimpath', '-p=2'],
      ['-buildvcs=false', '-p=2'],
    ],
    [['-buildmode', 'pie'], ['-buildmode=pie']],
    [
      ['-compiler=gc', '-race'],
      ['-compiler=gc', '-race'],
    ],
  ])('%j', (words, flags) => {
    expect(parseBuildFlags(words)).toEqual(flags)
  })

  it.each([
    [['-o', 'x'], '-o cannot be given'],
    [['--o=x'], '-o cannot be given'],
    [['-C', '/'], '-C cannot be given'],
    [['-v', '-toolexec=evil'], '-toolexec cannot be given'],
    [['-overlay', 'x.json'], '-overlay cannot be given'],
    [['-tags=a'], '-tags cannot be given'],
    [['-ldflags=-w'], '-ldflags cannot be given'],
    [['-json'], '-json cannot be given'],
    [['-n'], '-n cannot be given'],
    [['./cmd/x'], '"./cmd/x" is no flag'],
    [['-v', 'vendor'], '"vendor" is no flag'],
    [['--'], '"--" is no flag'],
    [['-mod'], '-mod has no value'],
    [['-buildmode=c-shared'], 'makes no program'],
    [['-compiler', 'gccgo'], 'not supported'],
  ])('refuses %j', (words, problem) => {
    expect(() => parseBuildFlags(words)).toThrow(
      expect.objectContaining({
        code: 'bad-build-flag',
        fault: 'user',
        message: expect.stringContaining(problem),
      }),
    )
  })
})
