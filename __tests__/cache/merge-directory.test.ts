import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { mergeDirectory, removeTree } from '../../src/cache/merge-directory.js'

let directory: string
let from: string
let into: string
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-merge-'))
  from = path.join(directory, 'from')
  into = path.join(directory, 'into')
  mkdirSync(from)
  mkdirSync(into)
})
afterEach(() => {
  spawnSync('chmod', ['-R', 'u+w', directory])
  rmSync(directory, { recursive: true })
})

function write(base: string, name: string, text: string): string {
  const file = path.join(base, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function read(name: string): string | null {
  const file = path.join(into, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

it('adds what is missing and keeps what is there', async () => {
  write(into, '00/kept', 'mine')
  write(from, '00/kept', 'cached')
  write(from, '00/new', 'cached')
  write(from, 'ff/new', 'cached')
  await mergeDirectory(from, into)
  expect([read('00/kept'), read('00/new'), read('ff/new')]).toEqual(['mine', 'cached', 'cached'])
})

it('moves modules whole or not at all, read-only as they are', async () => {
  write(into, 'example.com/a@v1.0.0/a.go', 'mine')
  write(into, 'cache/download/example.com/a/@v/list', 'mine')
  write(from, 'example.com/a@v1.0.0/a.go', 'cached')
  write(from, 'example.com/a@v1.0.0/b.go', 'cached')
  write(from, 'example.com/b@v1.0.0/b.go', 'cached')
  write(from, 'cache/download/example.com/a/@v/v1.0.0.zip', 'cached')
  chmodSync(path.join(from, 'example.com/b@v1.0.0'), 0o555)
  await mergeDirectory(from, into)
  expect(read('example.com/a@v1.0.0/b.go')).toBeNull()
  expect(read('example.com/b@v1.0.0/b.go')).toBe('cached')
  expect(read('cache/download/example.com/a/@v/v1.0.0.zip')).toBe('cached')
  expect(statSync(path.join(into, 'example.com/b@v1.0.0')).mode & 0o777).toBe(0o555)
})

it('does not follow a link out of the folder', async () => {
  const outside = path.join(directory, 'outside')
  mkdirSync(outside)
  spawnSync('ln', ['-s', outside, path.join(into, 'link')])
  write(from, 'link/file', 'cached')
  await mergeDirectory(from, into)
  expect(existsSync(path.join(outside, 'file'))).toBe(false)
})

it('removes read-only folders too', async () => {
  write(from, 'm@v1/sub/file', '')
  chmodSync(path.join(from, 'm@v1/sub'), 0o555)
  chmodSync(path.join(from, 'm@v1'), 0o555)
  await removeTree(from)
  expect(existsSync(from)).toBe(false)
})
