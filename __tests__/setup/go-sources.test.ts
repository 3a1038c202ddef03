import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import * as http from 'node:http'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type SetupRequest, setupGo } from '../../src/setup/setup-go.js'
import { LOCAL_GO } from './local-go.js'
import { recordingLog } from './recording-log.js'
import { createSumDatabase, type SumDatabase } from './sum-database.js'
import { hash1, writeZip, type ZipEntry } from './zip-writer.js'

jest.setTimeout(60_000)

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'go-sources-'))
const { version, goroot, plain, semantic, goarch } = LOCAL_GO
const limits = { idleMs: 30_000, totalMs: 60_000, attempts: 2, firstPauseMs: 1 }
const moduleVersion = `v0.0.1-${version}.linux-${goarch}`
const prefix = `golang.org/toolchain@${moduleVersion}/`

/** The real go command as a toolchain module: without modes, and with go.mod files in disguise. */
const entries: readonly ZipEntry[] = [
  { name: `${prefix}bin/go`, content: fs.readFileSync(path.join(goroot, 'bin/go')) },
  { name: `${prefix}VERSION`, content: fs.readFileSync(path.join(goroot, 'VERSION')) },
  { name: `${prefix}pkg/tool/linux_${goarch}/vet`, content: 'no program' },
  { name: `${prefix}src/_go.mod`, content: 'module std\n', deflate: true },
]
const zip = writeZip(entries)

/** Answers by path; a function is called anew for each request. Everything else is 404. */
type Site = Record<
  string,
  string | Buffer | ((response: http.ServerResponse, request: http.IncomingMessage) => void)
>

const servers: http.Server[] = []
const requests: string[] = []

async function serve(site: Site, fallback?: (path: string) => Buffer | null): Promise<string> {
  const server = http.createServer((request, response) => {
    const where = (request.url ?? '').slice(1)
    requests.push(where)
    const answer = site[where] ?? fallback?.(where) ?? null
    if (answer === null) response.writeHead(404).end()
    else if (typeof answer === 'function') answer(response, request)
    else response.end(answer)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

const NOWHERE = 'http://127.0.0.1:1'
const NO_MANIFEST = { raw: NOWHERE, api: NOWHERE, releases: NOWHERE }
let folders = 0
let toolsPath = ''

beforeAll(() => {
  toolsPath = path.join(root, 'tools')
  fs.mkdirSync(toolsPath)
  for (const tool of ['tar', 'gzip', 'sh']) {
    const found = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim()
    fs.symlinkSync(found, path.join(toolsPath, tool))
  }
})

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
  requests.length = 0
})

afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

function request(environment: Record<string, string>, change: Partial<SetupRequest> = {}): SetupRequest {
  return {
    spec: plain,
    goModTexts: [],
    checkLatest: false,
    downloadBaseUrl: '',
    token: '',
    architecture: '',
    toolCacheDirectory: path.join(root, `cache ${++folders}`),
    workingDirectory: root,
    environment: { PATH: toolsPath, HOME: root, GOPROXY: 'off', ...environment },
    signal: new AbortController().signal,
    limits,
    places: { manifest: NO_MANIFEST, site: NOWHERE },
    ...change,
  }
}

async function failure(asked: SetupRequest): Promise<unknown> {
  const log = recordingLog()
  const error = await setupGo(asked, log).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const left = fs.existsSync(asked.toolCacheDirectory) ? fs.readdirSync(asked.toolCacheDirectory) : []
  expect(left).toEqual([])
  return error
}

describe('a module proxy', () => {
  const list = `golang.org/toolchain/@v/list`
  const zipPath = `golang.org/toolchain/@v/${moduleVersion}.zip`
  const lookup = (database: SumDatabase): string =>
    `sumdb/${database.name}/lookup/golang.org/toolchain@${moduleVersion}`

  /** A database in which the toolchain is known. */
  function database(hash = hash1(entries), padding = 300): SumDatabase {
    const made = createSumDatabase(padding)
    made.add('golang.org/toolchain', moduleVersion, hash)
    made.add('example.org/last', 'v1.0.0', hash)
    return made
  }

  function proxy(sums: SumDatabase, site: Site = {}): Promise<string> {
    const answers = { [list]: `${moduleVersion}\nv0.0.1-go1.3.linux-${goarch}\n`, [zipPath]: zip, ...site }
    const start = `sumdb/${sums.name}/`
    return serve(answers, (where) =>
      where.startsWith(start) ? sums.answer(where.slice(start.length)) : null,
    )
  }

  it('gives a Go that runs, verified with the checksum database, to a machine without Go', async () => {
    const sums = database()
    const base = await proxy(sums)
    const asked = request({ GOPROXY: `${base},direct`, GOSUMDB: sums.vkey })
    const toolchain = await setupGo(asked, recordingLog())
    const entry = path.join(asked.toolCacheDirectory, 'go', semantic, process.arch)
    expect(toolchain).toEqual({
      version: plain,
      go: path.join(entry, 'bin/go'),
      goroot: entry,
      source: 'download',
    })
    expect(execFileSync(toolchain.go, ['version'], { encoding: 'utf8' })).toContain(version)
    expect(fs.readFileSync(path.join(entry, 'src/go.mod'), 'utf8')).toBe('module std\n')
    expect(fs.readdirSync(asked.toolCacheDirectory)).toEqual(['go'])
    expect(requests).toContain(`sumdb/${sums.name}/tile/8/0/001.p/46`)
    expect((await setupGo(asked, recordingLog())).source).toBe('tool-cache')
  })

  it('answers ranges from its list', async () => {
    const sums = database()
    const base = await proxy(sums)
    const environment = { GOPROXY: base, GOSUMDB: sums.vkey }
    const minor = plain.split('.').slice(0, 2).join('.')
    expect((await setupGo(request(environment, { spec: minor }), recordingLog())).version).toBe(plain)
    expect((await setupGo(request(environment, { spec: 'stable' }), recordingLog())).version).toBe(plain)
    expect(await failure(request(environment, { spec: '1.2' }))).toMatchObject({
      code: 'no-go-version',
      message: `Go 1.2 is not among the versions at ${base}/.`,
      hint: expect.stringContaining(`The nearest that exist: ${plain}, 1.3.`),
    })
  })

  it.each(['', 404])(
    'without a list (%j) gives the exact version, and says so of a range',
    async (answer) => {
      const sums = database()
      const gone = (response: http.ServerResponse): void => void response.writeHead(404).end()
      const base = await proxy(sums, { [list]: answer === 404 ? gone : '' })
      const environment = { GOPROXY: base, GOSUMDB: sums.vkey }
      expect((await setupGo(request(environment), recordingLog())).version).toBe(plain)
      const goModTexts = [`module a\ngo ${plain}\n`]
      expect((await setupGo(request(environment, { spec: '', goModTexts }), recordingLog())).version).toBe(
        plain,
      )
      expect(await failure(request(environment, { spec: '^1.2' }))).toMatchObject({
        code: 'no-go-source',
        message: expect.stringContaining(
          'does not tell which versions it has, so Go ^1.2 cannot be looked up',
        ),
      })
    },
  )

  it('is verified with a database at an address of its own', async () => {
    const sums = database()
    const site = await serve({}, (where) => sums.answer(where))
    const base = await serve({ [list]: moduleVersion, [zipPath]: zip })
    const toolchain = await setupGo(
      request({ GOPROXY: base, GOSUMDB: `${sums.vkey} ${site}` }),
      recordingLog(),
    )
    expect(toolchain.version).toBe(plain)
  })

  it('survives a 503 and a reset connection', async () => {
    const sums = database()
    let zips = 0
    const base = await proxy(sums, {
      [list]: (response) => (++zips === 1 ? response.writeHead(503).end() : response.end(moduleVersion)),
      [zipPath]: (response) => {
        if (++zips < 4) return void response.socket?.resetAndDestroy()
        response.end(zip)
      },
    })
    expect((await setupGo(request({ GOPROXY: base, GOSUMDB: sums.vkey }), recordingLog())).version).toBe(
      plain,
    )
  })

  describe('that is one of several', () => {
    it.each([
      [404, ',', true],
      [410, ',', true],
      [404, '|', true],
      [403, '|', true],
      [403, ',', false],
    ])('%d and "%s": the next is asked: %s', async (status, separator, asked) => {
      const sums = database()
      const refuse = (response: http.ServerResponse): void => void response.writeHead(status).end()
      const bad = await serve({ [list]: refuse, [zipPath]: refuse, [`sumdb/${sums.name}/supported`]: refuse })
      const good = await proxy(sums)
      const asking = request({ GOPROXY: `${bad}${separator}${good}`, GOSUMDB: sums.vkey })
      if (asked) expect((await setupGo(asking, recordingLog())).version).toBe(plain)
      else
        expect(await failure(asking)).toMatchObject({
          code: 'no-go-source',
          message: expect.stringContaining('403'),
        })
    })
  })

  describe('that cannot be trusted', () => {
    it('serves another zip than the database knows', async () => {
      const sums = database(`h1:${'C'.repeat(43)}=`)
      const asked = request({ GOPROXY: await proxy(sums), GOSUMDB: sums.vkey })
      expect(await failure(asked)).toMatchObject({
        code: 'download-digest',
        message: expect.stringContaining(`${hash1(entries)}, but h1:CCC`),
      })
    })

    it('serves a cut zip', async () => {
      const sums = database()
      const asked = request({
        GOPROXY: await proxy(sums, { [zipPath]: zip.subarray(0, 5000) }),
        GOSUMDB: sums.vkey,
      })
      expect(await failure(asked)).toMatchObject({ code: 'bad-go-archive' })
    })

    it('breaks off in the middle of the zip', async () => {
      const sums = database()
      const cut = (response: http.ServerResponse): void => {
        response.writeHead(200, { 'Content-Length': zip.length })
        response.write(zip.subarray(0, 5000), () => response.destroy())
      }
      const asked = request({ GOPROXY: await proxy(sums, { [zipPath]: cut }), GOSUMDB: sums.vkey })
      expect(await failure(asked)).toMatchObject({
        code: 'no-go-source',
        message: expect.stringContaining('in the middle of the body'),
      })
      expect(requests.filter((where) => where === zipPath)).toHaveLength(2)
    })

    it('signs with a key of its own', async () => {
      const asked = request({ GOPROXY: await proxy(database()), GOSUMDB: database().vkey })
      expect(await failure(asked)).toMatchObject({
        code: 'checksum-forged',
        message: expect.stringContaining('not signed by sum.example.org'),
      })
    })

    it('answers with a record that is not in the signed log', async () => {
      const sums = database(`h1:${'C'.repeat(43)}=`)
      const answer = sums.answer(lookup(sums).replace(`sumdb/${sums.name}/`, ''))?.toString() ?? ''
      const base = await proxy(sums, { [lookup(sums)]: answer.replace(/h1:C+=/, hash1(entries)) })
      expect(await failure(request({ GOPROXY: base, GOSUMDB: sums.vkey }))).toMatchObject({
        code: 'checksum-forged',
        message: expect.stringContaining('not in the signed log'),
      })
    })

    it('answers with the true record of another module', async () => {
      const sums = database()
      const base = await proxy(sums, { [lookup(sums)]: sums.answer('lookup/example.org/last@v1.0.0') ?? '' })
      expect(await failure(request({ GOPROXY: base, GOSUMDB: sums.vkey }))).toMatchObject({
        code: 'checksum-forged',
        message: expect.stringContaining('another module'),
      })
    })

    it.each([
      ['no answer', ''],
      ['a page to sign in', '<html>Sign in</html>'],
    ])('gives %s for the database', async (_, text) => {
      const sums = database()
      const base = await proxy(sums, { [lookup(sums)]: text })
      expect(await failure(request({ GOPROXY: base, GOSUMDB: sums.vkey }))).toMatchObject({
        code: 'checksum-forged',
      })
    })

    it('does not know the database, which nobody else reaches', async () => {
      const base = await serve({ [list]: moduleVersion, [zipPath]: zip })
      const sums = createSumDatabase(1, 'nowhere.invalid')
      expect(await failure(request({ GOPROXY: base, GOSUMDB: sums.vkey }))).toMatchObject({
        code: 'no-go-source',
        message: expect.stringContaining('The checksum database nowhere.invalid cannot be asked'),
      })
      expect(requests).not.toContain(zipPath)
    })

    it.each([
      ['off', 'GOSUMDB is off, so a Go from a module proxy cannot be verified'],
      ['sum.example.org', 'which names no checksum database with its key'],
      ['sum.golang.org http://x y', 'which names no checksum database'],
    ])('has GOSUMDB=%s', async (gosumdb, message) => {
      const base = await serve({ [list]: moduleVersion, [zipPath]: zip })
      expect(await failure(request({ GOPROXY: base, GOSUMDB: gosumdb }))).toMatchObject({
        code: 'no-go-source',
        message: expect.stringContaining(message),
      })
      expect(requests).not.toContain(zipPath)
    })
  })
})

describe('the manifest of actions/go-versions', () => {
  const tag = `${semantic}-123`
  const filename = `go-${semantic}-linux-${process.arch}.tar.gz`
  /** As its builder makes it: all at the top, and a script for the images beside it. */
  let archive: Buffer

  beforeAll(() => {
    const folder = path.join(root, 'bare')
    for (const name of ['bin', 'pkg/tool']) fs.mkdirSync(path.join(folder, name), { recursive: true })
    fs.copyFileSync(path.join(goroot, 'bin/go'), path.join(folder, 'bin/go'))
    fs.copyFileSync(path.join(goroot, 'VERSION'), path.join(folder, 'VERSION'))
    fs.writeFileSync(path.join(folder, 'setup.sh'), '# for images\n')
    const file = path.join(root, 'bare.tar.gz')
    execFileSync('tar', ['-cf', file, '--use-compress-program=gzip -1', '-C', folder, '.'])
    archive = fs.readFileSync(file)
  })

  function manifest(...versions: string[]): string {
    return JSON.stringify(
      versions.map((each) => ({
        version: each,
        stable: true,
        release_url: '',
        files: [
          { filename: 'x', arch: process.arch, platform: 'darwin', download_url: 'x' },
          {
            filename,
            arch: process.arch,
            platform: 'linux',
            download_url: `https://github.com/actions/go-versions/releases/download/${each}-123/${filename}`,
          },
        ],
      })),
    )
  }

  function release(digest: string | null): string {
    return JSON.stringify({
      assets: [
        { name: 'x', size: 1 },
        { name: filename, size: archive.length, digest },
      ],
    })
  }

  const sha256 = (): string => `sha256:${createHash('sha256').update(archive).digest('hex')}`

  async function places(site: Site): Promise<{ places: NonNullable<SetupRequest['places']> }> {
    const base = await serve({
      'raw/versions-manifest.json': manifest('1.999.0', semantic).replaceAll('1.999.0', '1.3.0'),
      [`api/releases/tags/${tag}`]: release(sha256()),
      [`dl/${tag}/${filename}`]: archive,
      ...site,
    })
    return {
      places: {
        manifest: { raw: `${base}/raw`, api: `${base}/api`, releases: `${base}/dl` },
        site: `${base}/site`,
      },
    }
  }

  it('goes before the download site, and the token goes to GitHub alone', async () => {
    const logins: (string | undefined)[] = []
    const record =
      (text: string | Buffer) => (response: http.ServerResponse, asked: http.IncomingMessage) => {
        logins.push(asked.headers.authorization)
        response.end(text)
      }
    const found = await places({
      [`api/releases/tags/${tag}`]: record(release(sha256())),
      [`dl/${tag}/${filename}`]: record(archive),
    })
    const asked = request({}, { ...found, token: 'ghs_abc' })
    const toolchain = await setupGo(asked, recordingLog())
    expect(toolchain).toMatchObject({ version: plain, source: 'download' })
    expect(execFileSync(toolchain.go, ['version'], { encoding: 'utf8' })).toContain(version)
    expect(logins).toEqual(['Bearer ghs_abc', undefined])
    expect(requests.some((where) => where.startsWith('site'))).toBe(false)
  })

  it('does not send the token after a redirect to another host', async () => {
    const logins: (string | undefined)[] = []
    const other = await serve({
      'there.json': (response, asked) => {
        logins.push(asked.headers.authorization)
        response.end(release(sha256()))
      },
    })
    const away = (response: http.ServerResponse): void =>
      void response.writeHead(302, { Location: `${other}/there.json` }).end()
    const found = await places({ [`api/releases/tags/${tag}`]: away })
    await setupGo(request({}, { ...found, token: 'ghs_abc' }), recordingLog())
    expect(logins).toEqual([undefined])
  })

  it('with a file that has another digest: nothing is used, and nobody else asked', async () => {
    const found = await places({ [`api/releases/tags/${tag}`]: release(`sha256:${'b'.repeat(64)}`) })
    expect(await failure(request({}, found))).toMatchObject({ code: 'download-digest' })
    expect(requests.some((where) => where.startsWith('site'))).toBe(false)
  })

  it.each<[string, Site]>([
    ['is no JSON', { 'raw/versions-manifest.json': '<html>' }],
    ['is no manifest', { 'raw/versions-manifest.json': '{}' }],
    ['lacks the version', { 'raw/versions-manifest.json': '[]' }],
    ['has no digest', { [`api/releases/tags/${tag}`]: '{"assets":[]}' }],
    [
      'has used up what GitHub allows',
      { [`api/releases/tags/${tag}`]: (response) => response.writeHead(403).end() },
    ],
  ])('that %s: the download site is asked', async (_, site) => {
    const name = `${version}.linux-${goarch}.tar.gz`
    const tar = path.join(root, 'site.tar.gz')
    execFileSync('tar', [
      '-cf',
      tar,
      '--use-compress-program=gzip -1',
      '--transform',
      's,^bare,go,',
      '-C',
      root,
      'bare',
    ])
    const bytes = fs.readFileSync(tar)
    const file = {
      filename: name,
      os: 'linux',
      arch: goarch,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      kind: 'archive',
    }
    const found = await places({
      'site/?mode=json&include=all': JSON.stringify([{ version, files: [file] }]),
      [`site/${name}`]: bytes,
      ...site,
    })
    expect((await setupGo(request({}, found), recordingLog())).version).toBe(plain)
    expect(requests.at(-1)).toBe(`site/${name}`)
  })

  it('check-latest: what is newest there goes before what is installed', async () => {
    const found = await places({})
    const asked = request({}, { ...found, spec: '>=1.2' })
    const old = path.join(asked.toolCacheDirectory, 'go/1.3.0', process.arch)
    fs.mkdirSync(path.join(old, 'bin'), { recursive: true })
    fs.writeFileSync(path.join(old, 'bin/go'), `#!/bin/sh\nprintf 'go1.3\\n${old}\\n${goarch}\\n'\n`, {
      mode: 0o755,
    })
    fs.writeFileSync(`${old}.complete`, '')
    expect((await setupGo(asked, recordingLog())).version).toBe('1.3')
    expect(requests).toEqual([])
    expect((await setupGo({ ...asked, checkLatest: true }, recordingLog())).version).toBe(plain)
    expect((await setupGo({ ...asked, checkLatest: true }, recordingLog())).source).toBe('tool-cache')
  })

  it('check-latest without any answer: a warning, and what is installed', async () => {
    const log = recordingLog()
    const asked = request({}, { checkLatest: true, environment: { ...process.env, GOPROXY: 'off' } })
    expect((await setupGo(asked, log)).source).toBe('path')
    expect(log.lines.join('\n')).toContain('warning: Input check-latest has no effect')
  })
})

it('when nothing is installed and nobody answers, the error says what came of each', async () => {
  const error = await failure(request({ GOPROXY: NOWHERE }))
  expect(error).toMatchObject({ code: 'no-go-source', fault: 'user' })
  const { message } = error as Error
  expect(message).toMatch(/^Go [\d.]+ is not installed, and no source gives it: /)
  expect(message.match(/Cannot download/g)).toHaveLength(3)
})

it.each(['x65', 'sparc'])('the architecture %s is none of Go', async (architecture) => {
  expect(await failure(request({}, { architecture }))).toMatchObject({
    code: 'no-go-for-arch',
    hint: expect.stringContaining('amd64, arm64'),
  })
})
