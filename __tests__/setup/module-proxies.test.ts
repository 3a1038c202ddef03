import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { loadGoSettings } from '../../src/setup/go-settings.js'
import { parseProxyList, proxyUrl } from '../../src/setup/module-proxies.js'
import { parseToolchainList } from '../../src/setup/proxy-source.js'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'go-settings-'))
afterAll(() => fs.rmSync(home, { recursive: true, force: true }))

describe('parseProxyList', () => {
  it.each([
    ['https://proxy.golang.org,direct', ['https://proxy.golang.org/ ,']],
    ['https://a/go|https://b,off', ['https://a/go |', 'https://b/ ,']],
    ['off', []],
    ['direct', []],
    ['direct,https://a', []],
    ['', []],
    [' proxy.example.org/x/ , direct', ['https://proxy.example.org/x ,']],
    ['file:///srv/mirror,https://a', ['https://a/ ,']],
    ['http://127.0.0.1:3000', ['http://127.0.0.1:3000/ ,']],
  ])('%j', (text, proxies) => {
    const found = parseProxyList(text).map(
      ({ base, fallBackOnError }) => `${base.href} ${fallBackOnError ? '|' : ','}`,
    )
    expect(found).toEqual(proxies)
  })

  it('refuses what is no address, without showing a login', () => {
    expect(() => parseProxyList('ftp://me:hunter2@a')).toThrow(
      expect.objectContaining({ code: 'bad-goproxy', message: expect.not.stringContaining('hunter2') }),
    )
  })
})

it('an address keeps its own path and login', () => {
  expect(proxyUrl(new URL('https://me:pw@a/go/'), 'x/@v/list').href).toBe('https://me:pw@a/go/x/@v/list')
})

it('parseToolchainList keeps the versions of one platform', () => {
  const text =
    'v0.0.1-go1.27.3.linux-amd64\nv0.0.1-go1.27.3.linux-arm64\nv0.0.1-go1.26rc1.linux-amd64\nv1.0.0\n\n'
  expect(parseToolchainList(text, '.linux-amd64')).toEqual(['1.27.3', '1.26.0-rc.1'])
})

describe('loadGoSettings', () => {
  it('knows what Go does without settings', async () => {
    expect(await loadGoSettings({ HOME: home })).toEqual({
      GOPROXY: 'https://proxy.golang.org,direct',
      GOSUMDB: 'sum.golang.org',
    })
  })

  it('reads what `go env -w` wrote, after the environment', async () => {
    fs.mkdirSync(path.join(home, '.config/go'), { recursive: true })
    fs.writeFileSync(path.join(home, '.config/go/env'), 'GOPROXY=https://a\nGOSUMDB=off\n')
    expect(await loadGoSettings({ HOME: home, GOPROXY: 'https://b' })).toEqual({
      GOPROXY: 'https://b',
      GOSUMDB: 'off',
    })
    expect(await loadGoSettings({ HOME: home, GOENV: 'off' })).toMatchObject({ GOSUMDB: 'sum.golang.org' })
  })
})
