import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { type ArchiveLayout, extractGo, listingProblem, type TarEntry } from '../../src/setup/go-archive.js'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'go-archive-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const context = { environment: { ...process.env }, signal: new AbortController().signal }
const entry = (change: Partial<TarEntry> = {}): TarEntry => ({
  type: '-',
  size: 1,
  name: 'go/VERSION',
  line: 'line',
  ...change,
})

describe('listingProblem', () => {
  it.each<[ArchiveLayout, Partial<TarEntry>, boolean]>([
    ['go', {}, true],
    ['go', { type: 'd', name: 'go/' }, true],
    ['go', { name: 'go' }, false],
    ['go', { name: 'VERSION' }, false],
    ['go', { name: 'go/../x' }, false],
    ['go', { name: '/go/x' }, false],
    ['go', { type: 'l' }, false],
    ['go', { type: 'h' }, false],
    ['go', { type: 'c' }, false],
    ['go', { name: null }, false],
    ['bare', { name: './bin/go' }, true],
    ['bare', { type: 'd', name: './' }, true],
    ['bare', { name: 'bin/go' }, true],
    ['bare', { name: '../bin/go' }, false],
    ['bare', { name: '/bin/go' }, false],
    ['bare', { type: 'l', name: './bin/go' }, false],
  ])('%s: %j is fine: %s', (layout, change, fine) => {
    expect(listingProblem([entry(), entry(change)].slice(layout === 'go' ? 0 : 1), layout) === null).toBe(
      fine,
    )
  })

  it('bounds how many entries there are, and how large they are together', () => {
    expect(listingProblem(Array(50_001).fill(entry()), 'go')).toMatch(/more than 50000 entries/)
    expect(listingProblem([entry({ size: 2 ** 31 }), entry()], 'go')).toMatch(/would take 2147483649 bytes/)
  })
})

it('a bomb is not unpacked: a small file that says it is 3 GB', async () => {
  const folder = path.join(root, 'bomb')
  fs.mkdirSync(path.join(folder, 'go'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'go/zeros'), '')
  fs.truncateSync(path.join(folder, 'go/zeros'), 3 * 2 ** 30)
  const archive = path.join(root, 'bomb.tar.gz')
  execFileSync('tar', ['-cSzf', archive, '-C', folder, 'go'])
  expect(fs.statSync(archive).size).toBeLessThan(10_000)
  await expect(extractGo(archive, path.join(root, 'out'), 'go', context)).rejects.toMatchObject({
    code: 'bad-go-archive',
    message: expect.stringContaining('it would take 3221225472 bytes'),
  })
  expect(fs.existsSync(path.join(root, 'out'))).toBe(false)
})

it('a link and a file that goes through it are not unpacked', async () => {
  const folder = path.join(root, 'link')
  fs.mkdirSync(path.join(folder, 'go'), { recursive: true })
  const outside = path.join(root, 'outside')
  fs.mkdirSync(outside)
  fs.symlinkSync(outside, path.join(folder, 'go/lib'))
  const file = path.join(root, 'link.tar')
  execFileSync('tar', ['-cf', file, '-C', folder, 'go'])
  fs.rmSync(path.join(folder, 'go/lib'))
  fs.mkdirSync(path.join(folder, 'go/lib'))
  fs.writeFileSync(path.join(folder, 'go/lib/escaped'), 'x')
  execFileSync('tar', ['-rf', file, '-C', folder, 'go/lib/escaped'])
  execFileSync('gzip', [file])
  await expect(extractGo(`${file}.gz`, path.join(root, 'out'), 'go', context)).rejects.toMatchObject({
    message: expect.stringContaining('go/lib -> '),
  })
  expect(fs.readdirSync(outside)).toEqual([])
})
