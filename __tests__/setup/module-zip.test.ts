import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { extractToolchainZip, hashModuleZip } from '../../src/setup/module-zip.js'
import { hash1, writeZip, type ZipEntry } from './zip-writer.js'

const PREFIX = 'golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64/'
const { signal } = new AbortController()
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'module-zip-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const entry = (name: string, change: Partial<ZipEntry> = {}): ZipEntry => ({
  name: PREFIX + name,
  content: `content of ${name}\n`,
  ...change,
})

const GOOD = [
  entry('VERSION'),
  entry('bin/go', { deflate: true, content: 'go'.repeat(5000) }),
  entry('pkg/tool/linux_amd64/vet'),
  entry('lib/wasm/go_js_wasm_exec'),
  entry('lib/wasm/wasm_exec.js'),
  entry('src/_go.mod'),
  entry('src/ä.go', { deflate: true }),
  entry('src/empty.go', { content: '' }),
]

it('has the hash that Go defines, however it is packed', async () => {
  expect(await hashModuleZip(writeZip(GOOD), PREFIX, signal)).toBe(hash1(GOOD))
  const other = [...GOOD].reverse().map((each) => ({ ...each, deflate: each.content !== '' }))
  expect(await hashModuleZip(writeZip(other), PREFIX, signal)).toBe(hash1(GOOD))
})

it('is unpacked as the go command unpacks it', async () => {
  const folder = path.join(root, 'good')
  await extractToolchainZip(writeZip(GOOD), PREFIX, folder, signal)
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const modes = files
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => [name, (fs.statSync(path.join(folder, name)).mode & 0o111) !== 0])
  expect(Object.fromEntries(modes)).toEqual({
    VERSION: false,
    'bin/go': true,
    'pkg/tool/linux_amd64/vet': true,
    'lib/wasm/go_js_wasm_exec': true,
    'lib/wasm/wasm_exec.js': false,
    'src/go.mod': false,
    'src/ä.go': false,
    'src/empty.go': false,
  })
  expect(fs.readFileSync(path.join(folder, 'bin/go'), 'utf8')).toBe('go'.repeat(5000))
})

describe('a zip that is no module is refused before anything of that entry is written', () => {
  it.each<[string, Buffer, RegExp]>([
    ['a name that leads out', writeZip([entry('../../escaped')]), /escaped/],
    ['an absolute name', writeZip([{ name: '/escaped', content: 'x' }]), /absolute path|begin with/],
    ['another module', writeZip([{ name: 'example.org/m@v1.0.0/a', content: 'x' }]), /begin with golang.org/],
    ['a name in Windows style', writeZip([entry('a\\escaped')]), /backslash|odd|invalid characters/],
    ['a name with a line end', writeZip([entry('a\nb')]), /odd characters/],
    ['a folder', writeZip([entry('folder/', { content: '' })]), /no plain file name/],
    ['a symbolic link', writeZip([entry('escaped', { content: '/etc', mode: 0o120777 })]), /no plain file/],
    ['the same name twice', writeZip([entry('a'), entry('a')]), /there twice/],
    [
      'more than announced',
      writeZip([entry('a', { content: 'x'.repeat(9999), deflate: true, size: 9 })]),
      /larger|size|length/,
    ],
    [
      'less than announced',
      writeZip([entry('a', { content: 'x', deflate: true, size: 9999 })]),
      /announced size/,
    ],
    [
      'a bomb',
      writeZip([1, 2, 3].map((i) => entry(`${i}`, { content: 'x', deflate: true, size: 200 << 20 }))),
      /more than 524288000 bytes/,
    ],
    ['nothing of a zip', Buffer.from('this is no zip'), /End of central directory/i],
    ['half a zip', writeZip(GOOD).subarray(0, 300), /End of central directory/i],
  ])('%s', async (_, zip, problem) => {
    const expected = expect.objectContaining({
      code: 'bad-go-archive',
      message: expect.stringMatching(problem),
    })
    const folder = path.join(root, 'bad')
    await expect(hashModuleZip(zip, PREFIX, signal)).rejects.toEqual(expected)
    await expect(extractToolchainZip(zip, PREFIX, folder, signal)).rejects.toEqual(expected)
    fs.rmSync(folder, { recursive: true, force: true })
    const left = fs.readdirSync(path.dirname(root)).concat(fs.readdirSync(root))
    expect(left.filter((name) => name.includes('escaped'))).toEqual([])
  })

  it('a real bomb: no more is unpacked than announced', async () => {
    const zip = writeZip([entry('bomb', { content: Buffer.alloc(64 << 20), deflate: true, size: 10 })])
    expect(zip.length).toBeLessThan(100_000)
    await expect(hashModuleZip(zip, PREFIX, signal)).rejects.toMatchObject({ code: 'bad-go-archive' })
  })
})

it('ends when it is cancelled', async () => {
  const cancelled = AbortSignal.abort(new Error('cancelled'))
  await expect(hashModuleZip(writeZip(GOOD), PREFIX, cancelled)).rejects.toThrow('cancelled')
})
