import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type GoSettings, goCacheKeys, imageKey } from '../../src/cache/cache-key.js'
import { loadDependencyHash } from '../../src/cache/dependency-hash.js'
import { parsePendingSaves, renderPendingSaves } from '../../src/cache/pending-save.js'
import { parseWorkerOutput } from '../../src/cache/worker-output.js'

const SETTINGS: GoSettings = {
  target: 'amd64-v1',
  cgo: false,
  flags: ['fips'],
  goVersion: '1.26.8',
  dependencies: 'd'.repeat(32),
}
const HOST = { arch: 'x64', imageOs: 'ubuntu24' }

describe('goCacheKeys', () => {
  it('names all that decides what is in an entry', () => {
    const { key, restoreKeys } = goCacheKeys('build', SETTINGS, HOST)
    expect(key).toMatch(
      /^legacy-kernel-gate-1-build-linux-x64-ubuntu24-go1\.26\.8-amd64-v1-nocgo-[0-9a-f]{12}-d{32}$/,
    )
    expect(restoreKeys).toEqual([
      key.slice(0, -32),
      'legacy-kernel-gate-1-build-linux-x64-ubuntu24-go1.26.8-',
    ])
  })

  const others: readonly [string, Partial<GoSettings>, Partial<typeof HOST>][] = [
    ['target', { target: 'arm64' }, {}],
    ['level', { target: 'amd64-v3' }, {}],
    ['cgo', { cgo: true }, {}],
    ['tags', { flags: [] }, {}],
    ['Go', { goVersion: '1.26.7' }, {}],
    ['dependencies', { dependencies: 'e'.repeat(32) }, {}],
    ['machine', {}, { arch: 'arm64' }],
    ['image', {}, { imageOs: '' }],
  ]
  it.each(others)('another %s is another key', (_, settings, host) => {
    const key = (s: Partial<GoSettings>, h: Partial<typeof HOST>): string =>
      goCacheKeys('build', { ...SETTINGS, ...s }, { ...HOST, ...h }).key
    expect(key(settings, host)).not.toBe(key({}, {}))
  })

  it('no restore key fits another version of Go, 1.2 and 1.26 no more than others', () => {
    const { key } = goCacheKeys('build', SETTINGS, HOST)
    const { restoreKeys } = goCacheKeys('build', { ...SETTINGS, goVersion: '1.2' }, HOST)
    expect(restoreKeys.filter((prefix) => key.startsWith(prefix))).toEqual([])
  })

  it('keys are ones that the service takes: no comma, at most 512 characters', () => {
    const keys = [goCacheKeys('modules', SETTINGS, HOST).key, imageKey('podman', `sha256:${'0'.repeat(64)}`)]
    for (const key of keys) expect(key).toMatch(/^[^,]{1,512}$/)
  })
})

describe('loadDependencyHash', () => {
  it('depends on contents only', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lkg-sums-'))
    try {
      const file = (name: string, text: string): string => {
        writeFileSync(path.join(folder, name), text)
        return path.join(folder, name)
      }
      const [one, two] = [file('a', 'one'), file('b', 'two')]
      const hash = await loadDependencyHash([one, two])
      expect(hash).toMatch(/^[0-9a-f]{32}$/)
      expect(await loadDependencyHash([two, one, path.join(folder, 'missing')])).toBe(hash)
      expect(await loadDependencyHash([file('c', 'two'), file('d', 'one'), file('e', '')])).toBe(hash)
      expect(await loadDependencyHash([one])).not.toBe(hash)
      expect(await loadDependencyHash([file('f', 'onetwo')])).not.toBe(hash)
      expect(await loadDependencyHash([path.join(folder, 'missing'), file('g', '')])).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('what the main step tells the post step', () => {
  it('comes back as it was', () => {
    const saves = [
      { kind: 'directory', key: 'a', path: '/a' },
      { kind: 'image', key: 'b', engine: 'docker', image: 'sha256:1' },
    ] as const
    expect(parsePendingSaves(renderPendingSaves(saves))).toEqual(saves)
    expect(parsePendingSaves('')).toEqual([])
  })

  it.each([
    '{}',
    '[{}]',
    '[{"kind":"directory","key":"a"}]',
    '[null]',
    '[{"kind":"image","key":"a","path":"/"}]',
    'x',
  ])('is refused when it is %s', (text) => {
    expect(() => parsePendingSaves(text)).toThrow(SyntaxError)
  })
})

describe('parseWorkerOutput', () => {
  it('takes warnings and errors, and the line that tells most', () => {
    const text = [
      '::debug::Resolved Keys:',
      '::add-mask::secret',
      'Cache Size: ~1 MB',
      '::error::Failed to save: 100%25 wrong%0Areally',
      '::warning file=a,line=1::second',
      '',
    ].join('\n')
    expect(parseWorkerOutput(text)).toEqual({
      troubles: ['Failed to save: 100% wrong\nreally', 'second'],
      tellingLine: 'Cache Size: ~1 MB',
    })
    expect(parseWorkerOutput('a\nSyntaxError: bad\n    at x\nNode.js v24').tellingLine).toBe(
      'SyntaxError: bad',
    )
    expect(parseWorkerOutput('')).toEqual({ troubles: [], tellingLine: '' })
  })
})
