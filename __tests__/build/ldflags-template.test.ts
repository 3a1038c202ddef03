import { describe, expect, it } from '@jest/globals'
import { fillLdflags, hasPlaceholders } from '../../src/build/ldflags-template.js'

const STAMP = {
  version: '1.4.2-3-gabcdef0',
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
  shortCommit: 'abcdef0',
  date: '2026-11-24T15:03:13Z',
}

describe('ldflags', () => {
  it('puts in what git says', () => {
    const ldflags = '-X main.v={{.Version}} -X main.c={{ .Commit }}/{{.ShortCommit}} -X main.d={{.Date}}'
    expect(hasPlaceholders(ldflags)).toBe(true)
    expect(fillLdflags(ldflags, STAMP)).toBe(
      `-X main.v=1.4.2-3-gabcdef0 -X main.c=${STAMP.commit}/abcdef0 -X main.d=2026-11-24T15:03:13Z`,
    )
  })

  it('asks nothing of git without a placeholder', () => {
    expect(hasPlaceholders('-X main.v=1 -X main.w={.Version}')).toBe(false)
  })

  it.each(['{{.Tag}}', '{{version}}', '{{.Env.HOME}}', '{{}}', '{{.constructor}}'])(
    'refuses %s',
    (placeholder) => {
      expect(() => hasPlaceholders(`-X main.v=${placeholder}`)).toThrow(
        expect.objectContaining({
          code: 'bad-ldflags',
          message: `Input ldflags: the placeholder ${placeholder} is unknown.`,
          hint: 'These are known: {{.Version}}, {{.Commit}}, {{.ShortCommit}}, {{.Date}}.',
        }),
      )
    },
  )

  it.each(["1.0'", '1.0"x', '1 -extldflags=-static', ''])(
    'a tag called %j does not change the flags',
    (version) => {
      expect(() => fillLdflags('{{.Version}}', { ...STAMP, version })).toThrow(
        expect.objectContaining({ code: 'bad-ldflags' }),
      )
    },
  )
})
