import { describe, expect, it } from '@jest/globals'
import { parseGoDownloads } from '../../src/setup/go-downloads.js'

const LINUX = { os: 'linux', arch: 'amd64' }
const SHA = 'A'.repeat(64)

function file(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    filename: 'go1.26.8.linux-amd64.tar.gz',
    os: 'linux',
    arch: 'amd64',
    version: 'go1.26.8',
    sha256: SHA,
    size: 12,
    kind: 'archive',
    ...change,
  }
}

function listing(...files: Record<string, unknown>[]): string {
  return JSON.stringify([{ version: 'go1.26.8', stable: true, files }])
}

describe('parseGoDownloads', () => {
  it('keeps the archive of the platform', () => {
    const text = listing(
      file({ filename: 'go1.26.8.src.tar.gz', os: '', arch: '', kind: 'source' }),
      file({ filename: 'go1.26.8.linux-arm64.tar.gz', arch: 'arm64' }),
      file({ filename: 'go1.26.8.linux-amd64.msi', kind: 'installer' }),
      file(),
    )
    expect(parseGoDownloads(text, 'x', LINUX)).toEqual([
      { version: '1.26.8', filename: 'go1.26.8.linux-amd64.tar.gz', sha256: 'a'.repeat(64), size: 12 },
    ])
  })

  it.each([
    ['a path for a name', { filename: '../../etc/go.tar.gz' }],
    ['a URL for a name', { filename: 'http://other/go.tar.gz' }],
    ['no digest', { sha256: '' }],
    ['half a digest', { sha256: 'ab12' }],
  ])('passes over a file with %s', (_, change) => {
    expect(parseGoDownloads(listing(file(change)), 'x', LINUX)).toEqual([])
  })

  it.each([
    ['not JSON', '<html>', /not valid JSON|Unexpected token/],
    ['cut JSON', listing(file()).slice(0, -9), /JSON/],
    ['an object', '{}', /expected array/],
    ['a file without a size', listing(file({ size: undefined })), /size|number/],
  ])('%s: names the address and the problem', (_, text, problem) => {
    expect(() => parseGoDownloads(text, 'http://mirror/dl/', LINUX)).toThrow(
      expect.objectContaining({
        code: 'bad-go-listing',
        message: expect.stringMatching(problem),
        hint: expect.stringContaining('go-download-base-url'),
      }),
    )
    expect(() => parseGoDownloads(text, 'http://mirror/dl/', LINUX)).toThrow('http://mirror/dl/')
  })
})
