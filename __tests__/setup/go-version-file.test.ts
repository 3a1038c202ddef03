import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { loadGoVersionFile, parseGoVersionFile } from '../../src/setup/go-version-file.js'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'go-version-file-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

describe('parseGoVersionFile', () => {
  it.each([
    ['go.mod', 'module a\n\ngo 1.22\n', '1.22'],
    ['go.mod', 'module a\n\ngo 1.22.3\n\ntoolchain go1.26.8\n', '1.26.8'],
    ['go.mod', 'module a\n\ngo 1.22.3\n\ntoolchain default\n', '1.22.3'],
    ['go.mod', 'module a\n', null],
    ['go.work', 'go 1.25.0\n\nuse ./a\n', '1.25.0'],
    ['go.work', 'go 1.25\ntoolchain go1.27rc1\n', '1.27rc1'],
    ['.tool-versions', 'nodejs 20.1.0\ngolang 1.22.3\n', '1.22.3'],
    ['.tool-versions', 'golang 1.22.3 1.21.0 # the second is a fallback\n', '1.22.3'],
    ['.tool-versions', '# golang 1.21\ngo  1.22\n', '1.22'],
    ['.tool-versions', 'golangci-lint 1.59.0\n', null],
    ['.go-version', '1.22.3\n', '1.22.3'],
    ['.go-version', '# pinned\r\ngo1.22.3\r\n', 'go1.22.3'],
    ['VERSION-OF-GO', '^1.22', '^1.22'],
    ['.go-version', '\n', null],
  ])('%s %j: %s', (name, text, version) => {
    expect(parseGoVersionFile(text, name, false)).toBe(version)
  })

  it('hears the toolchain line only when GOTOOLCHAIN is not local', () => {
    expect(parseGoVersionFile('go 1.22.3\ntoolchain go1.26.8\n', 'go.mod', true)).toBe('1.22.3')
  })
})

describe('loadGoVersionFile', () => {
  it('reads the file', async () => {
    const file = path.join(root, '.go-version')
    fs.writeFileSync(file, '1.22.3\n')
    expect(await loadGoVersionFile(file, false)).toBe('1.22.3')
  })

  it.each([
    ['no-go-version-file', 'missing/go.mod', /missing\/go\.mod does not exist\.$/],
    ['no-go-version-file', '', /cannot be read: /],
    ['bad-go-version-file', 'go.mod', /go\.mod names no Go version\.$/],
  ])('%s', async (code, name, message) => {
    fs.writeFileSync(path.join(root, 'go.mod'), 'module a\n')
    await expect(loadGoVersionFile(path.join(root, name), false)).rejects.toMatchObject({
      code,
      fault: 'user',
      message: expect.stringMatching(message),
    })
  })
})
