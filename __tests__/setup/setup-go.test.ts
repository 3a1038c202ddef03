import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import * as net from 'node:net'
import * as os from 'node:os'
import * as path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type SetupRequest, setupGo } from '../../src/setup/setup-go.js'
import { type DownloadServer, startServer } from './download-server.js'
import { LOCAL_GO } from './local-go.js'
import { recordingLog } from './recording-log.js'

// Starting a Node, making a key and packing a go command take their time on a busy machine.
jest.setTimeout(60_000)

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'setup-go-'))
const { version, goroot, plain, semantic, goarch: arch } = LOCAL_GO
const filename = `${version}.linux-${arch}.tar.gz`
const limits = { idleMs: 30_000, totalMs: 60_000, attempts: 3, firstPauseMs: 1 }

const TRUSTED_SCRIPT = `
const [, , source, request] = process.argv
const { setupGo } = await import(source)
const log = { step: (_, work) => work(), info() {}, warning() {}, group() {} }
const signal = new AbortController().signal
console.log(JSON.stringify(await setupGo({ ...JSON.parse(request), signal }, log)))
`

/** An archive with the real go command in the real layout, without the 200 MB of the library. */
let archive: Buffer
/** PATH with tar and its helpers, but no go. */
let toolsPath = ''
let server: DownloadServer | undefined
let folders = 0

function pack(name: string, ...argv: string[]): Buffer {
  const file = path.join(root, name)
  execFileSync('tar', ['-cf', file, '--use-compress-program=gzip -1', ...argv], { cwd: root })
  return fs.readFileSync(file)
}

beforeAll(() => {
  fs.mkdirSync(path.join(root, 'go/bin'), { recursive: true })
  fs.mkdirSync(path.join(root, 'go/pkg/tool'), { recursive: true })
  fs.copyFileSync(path.join(goroot, 'bin/go'), path.join(root, 'go/bin/go'))
  fs.copyFileSync(path.join(goroot, 'VERSION'), path.join(root, 'go/VERSION'))
  archive = pack('good.tar.gz', 'go')
  toolsPath = path.join(root, 'tools')
  fs.mkdirSync(toolsPath)
  for (const tool of ['tar', 'gzip', 'sh']) {
    const found = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim()
    fs.symlinkSync(found, path.join(toolsPath, tool))
  }
})

afterEach(async () => {
  await server?.close()
  server = undefined
})

afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

function listing(bytes: Buffer, change: Record<string, unknown> = {}): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = {
    filename,
    os: 'linux',
    arch,
    version,
    sha256,
    size: bytes.length,
    kind: 'archive',
    ...change,
  }
  return JSON.stringify([{ version, stable: true, files: [file] }])
}

function serve(bytes: Buffer, change: Record<string, unknown> = {}) {
  return startServer((response, where) => {
    response.end(where === '/dl/' ? listing(bytes, change) : bytes)
  })
}

function request(change: Partial<SetupRequest> = {}): SetupRequest {
  return {
    spec: plain,
    goModTexts: [],
    checkLatest: false,
    token: '',
    architecture: '',
    downloadBaseUrl: server?.base ?? 'http://127.0.0.1:1/dl',
    toolCacheDirectory: path.join(root, `cache ${++folders}`),
    workingDirectory: root,
    environment: { PATH: toolsPath, HOME: root },
    signal: new AbortController().signal,
    limits,
    ...change,
  }
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1'
const NO_MANIFEST = { raw: NOWHERE, api: NOWHERE, releases: NOWHERE }

/** The server as the download site that is asked when no mirror is given. */
function viaSite(): Partial<SetupRequest> {
  return {
    downloadBaseUrl: '',
    places: { manifest: NO_MANIFEST, site: server?.base ?? NOWHERE },
    environment: { PATH: toolsPath, HOME: root, GOPROXY: 'off' },
  }
}

/** Runs a set-up that must fail, and proves that the tool cache got nothing. */
async function failure(change: Partial<SetupRequest> = {}) {
  const asked = request(change)
  const log = recordingLog()
  const error = await setupGo(asked, log).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const left = fs.existsSync(asked.toolCacheDirectory) ? fs.readdirSync(asked.toolCacheDirectory) : []
  expect(left).toEqual([])
  return { error, log }
}

describe('a download', () => {
  it('is verified, unpacked, run, and found again in the tool cache', async () => {
    server = await serve(archive)
    const asked = request(viaSite())
    const toolchain = await setupGo(asked, recordingLog())
    const entry = path.join(asked.toolCacheDirectory, 'go', semantic, process.arch)
    expect(toolchain).toEqual({
      version: plain,
      go: path.join(entry, 'bin/go'),
      goroot: entry,
      source: 'download',
    })
    expect(execFileSync(toolchain.go, ['version'], { encoding: 'utf8' })).toContain(version)
    expect(fs.readdirSync(asked.toolCacheDirectory)).toEqual(['go'])
    expect(fs.readdirSync(path.dirname(entry)).sort()).toEqual([process.arch, `${process.arch}.complete`])
    expect(server.requests).toEqual(['/dl/?mode=json&include=all', `/dl/${filename}`])

    const again = await setupGo(asked, recordingLog())
    expect(again).toEqual({ ...toolchain, source: 'tool-cache' })
    expect(server.requests).toHaveLength(2)
  })

  it('is found by @actions/tool-cache, as an actions/setup-go of the same job would', async () => {
    server = await serve(archive)
    const asked = request(viaSite())
    await setupGo(asked, recordingLog())
    const script = `import('@actions/tool-cache').then((tc) => console.log('\\n' + tc.find('go', '${semantic}')))`
    const found = execFileSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      env: { ...process.env, RUNNER_TOOL_CACHE: asked.toolCacheDirectory },
    })
    expect(found.trim().split('\n').at(-1)).toBe(
      path.join(asked.toolCacheDirectory, 'go', semantic, process.arch),
    )
  })

  it('survives two 500s', async () => {
    let answers = 0
    server = await startServer((response, where) => {
      if (where !== '/dl/' && ++answers <= 2) response.writeHead(500).end()
      else response.end(where === '/dl/' ? listing(archive) : archive)
    })
    const log = recordingLog()
    expect((await setupGo(request(), log)).source).toBe('download')
    expect(log.lines.filter((line) => line.includes('the answer was 500'))).toHaveLength(2)
  })

  it('follows a redirect, as go.dev does', async () => {
    server = await startServer((response, where) => {
      if (where === '/dl/') response.end(listing(archive))
      else if (where.startsWith('/dl/')) response.writeHead(302, { Location: '/elsewhere' }).end()
      else response.end(archive)
    })
    expect((await setupGo(request(), recordingLog())).source).toBe('download')
    expect(server.requests.at(-1)).toBe('/elsewhere')
  })

  it('of `stable` asks the listing which version that is', async () => {
    server = await serve(archive)
    expect((await setupGo(request({ spec: 'stable' }), recordingLog())).version).toBe(plain)
  })

  it('runs side by side with another of the same version', async () => {
    server = await serve(archive)
    const asked = request(viaSite())
    const both = await Promise.all([setupGo(asked, recordingLog()), setupGo(asked, recordingLog())])
    expect(new Set(both.map(({ goroot: place }) => place)).size).toBe(1)
    expect(fs.readdirSync(asked.toolCacheDirectory)).toEqual(['go'])
  })
})

describe('a download that goes wrong leaves the tool cache empty and says why', () => {
  it('wrong SHA-256', async () => {
    const evil = pack('evil.tar.gz', '--transform', 's,^go,../escaped,', '-P', 'go/VERSION')
    server = await serve(evil, { sha256: 'b'.repeat(64) })
    const { error } = await failure()
    expect(error).toMatchObject({ code: 'download-digest', message: expect.stringContaining('b'.repeat(64)) })
  })

  it.each(['cut', 'cut without a length'])('%s body', async (how) => {
    server = await startServer((response, where) => {
      if (where === '/dl/') return response.end(listing(archive))
      if (how === 'cut') response.writeHead(200, { 'Content-Length': archive.length })
      else response.writeHead(200, { Connection: 'close', 'Transfer-Encoding': 'identity' })
      response.write(archive.subarray(0, 1000), () => {
        if (how === 'cut') response.destroy()
        else response.end()
      })
    })
    const { error } = await failure()
    expect(error).toMatchObject({
      code: 'download-truncated',
      message: expect.stringContaining('3 attempts'),
    })
    expect(server.requests).toHaveLength(4)
  })

  it('a body longer than listed', async () => {
    server = await serve(archive, { size: 1000 })
    expect((await failure()).error).toMatchObject({ code: 'download-refused' })
  })

  it('404 on the file: no second attempt', async () => {
    server = await startServer((response, where) => {
      if (where === '/dl/') response.end(listing(archive))
      else response.writeHead(404).end()
    })
    const { error } = await failure()
    expect(error).toMatchObject({ code: 'download-not-found', fault: 'user' })
    expect(error).toHaveProperty('message', expect.stringContaining(`/dl/${filename}`))
    expect(server.requests).toHaveLength(2)
  })

  it('404 on the listing', async () => {
    server = await startServer((response) => void response.writeHead(404).end())
    expect((await failure()).error).toMatchObject({ code: 'download-not-found' })
  })

  it('500 for ever', async () => {
    server = await startServer((response) => void response.writeHead(503).end())
    expect((await failure()).error).toMatchObject({ code: 'download-refused', fault: 'gate' })
    expect(server.requests).toHaveLength(3)
  })

  it.each(['before the answer', 'in the middle of the body'])('silence %s', async (when) => {
    server = await startServer((response, where) => {
      if (where === '/dl/') response.end(listing(archive))
      else if (when !== 'before the answer') response.write(archive.subarray(0, 1000))
    })
    const { error } = await failure({ limits: { ...limits, idleMs: 200, attempts: 2 } })
    expect(error).toMatchObject({
      code: 'download-timeout',
      message: expect.stringContaining('nothing came'),
    })
  })

  it('a drip that never ends', async () => {
    const drips: NodeJS.Timeout[] = []
    server = await startServer((response, where) => {
      if (where === '/dl/') return void response.end(listing(archive))
      drips.push(setInterval(() => response.write('x'), 20))
    })
    const { error } = await failure({ limits: { ...limits, totalMs: 600, attempts: 1 } })
    for (const drip of drips) clearInterval(drip)
    expect(error).toMatchObject({ code: 'download-timeout' })
  })

  it('a listing that is no JSON', async () => {
    server = await startServer((response) => void response.end('<html>Sign in</html>'))
    expect((await failure()).error).toMatchObject({ code: 'bad-go-listing' })
  })

  it('no such version: the ones that exist are named', async () => {
    server = await serve(archive)
    const { error } = await failure({ spec: '1.3' })
    expect(error).toMatchObject({ code: 'no-go-version', hint: expect.stringContaining(plain) })
  })

  it('nobody listens (offline)', async () => {
    const { error } = await failure()
    expect(error).toMatchObject({ code: 'download-unreachable', fault: 'user' })
    expect(error).toHaveProperty('hint', expect.stringContaining('proxy'))
  })

  it('a name that does not resolve', async () => {
    const { error } = await failure({ downloadBaseUrl: 'http://nowhere.invalid/dl' })
    expect(error).toMatchObject({ code: 'download-unreachable' })
  })

  it('never shows the login or the query of a base URL', async () => {
    const { error, log } = await failure({ downloadBaseUrl: 'http://me:hunter2@127.0.0.1:1/dl' })
    expect(error).toHaveProperty('code', 'download-unreachable')
    expect(`${error}${log.lines.join()}`).not.toContain('hunter2')
  })

  it.each([
    ['a name that leads out', ['--transform', 's,^go/VERSION,go/../../escaped,', '-P', 'go/VERSION']],
    ['an absolute name', ['--transform', `s,^go/VERSION,${root}/escaped,`, '-P', 'go/VERSION']],
    ['another top folder', ['--transform', 's,^go,escaped,', 'go/VERSION']],
  ])('%s in the archive', async (_, argv) => {
    server = await serve(pack('evil.tar.gz', ...argv))
    expect((await failure()).error).toMatchObject({ code: 'bad-go-archive' })
    expect(execFileSync('find', [root, '-name', 'escaped*'], { encoding: 'utf8' })).toBe('')
  })

  it('a link in the archive', async () => {
    fs.mkdirSync(path.join(root, 'linked/go'), { recursive: true })
    fs.symlinkSync('/etc', path.join(root, 'linked/go/lib'))
    server = await serve(pack('link.tar.gz', '-C', 'linked', 'go'))
    const { error } = await failure()
    expect(error).toMatchObject({ code: 'bad-go-archive', message: expect.stringContaining('go/lib') })
  })

  it('an archive that is no archive', async () => {
    server = await serve(Buffer.from('this is not gzip'))
    expect((await failure()).error).toMatchObject({ code: 'bad-go-archive' })
  })

  it('an archive without a go that runs', async () => {
    server = await serve(pack('empty.tar.gz', 'go/VERSION'))
    expect((await failure()).error).toMatchObject({ message: expect.stringContaining('does not run') })
  })

  it('an archive with another go than it says', async () => {
    const other = listing(archive).replaceAll(version, 'go1.3.1')
    server = await startServer((response, where) => void response.end(where === '/dl/' ? other : archive))
    const { error } = await failure({ spec: '1.3' })
    expect(error).toMatchObject({ message: expect.stringContaining(`its go is ${plain}, not 1.3.1`) })
  })
})

describe('the Go of the machine', () => {
  const environment = { ...process.env }

  it('on PATH is taken when nothing is asked for', async () => {
    const toolchain = await setupGo(request({ spec: '', environment }), recordingLog())
    expect(toolchain).toEqual({ version: plain, go: path.join(goroot, 'bin/go'), goroot, source: 'path' })
  })

  it('on PATH goes before the tool cache only when no version is asked for', async () => {
    server = await serve(archive)
    const asked = request()
    await setupGo(asked, recordingLog())
    const any = await setupGo({ ...asked, spec: '', environment }, recordingLog())
    const exact = await setupGo({ ...asked, environment }, recordingLog())
    expect([any.source, exact.source]).toEqual(['path', 'tool-cache'])
  })

  it('on PATH does not answer for the toolchain that go.mod names', async () => {
    const module = path.join(root, 'future')
    fs.mkdirSync(module)
    fs.writeFileSync(path.join(module, 'go.mod'), 'module future\n\ngo 1.99.1\n')
    server = await serve(archive)
    const { error, log } = await failure({
      spec: '',
      goModTexts: [fs.readFileSync(path.join(module, 'go.mod'), 'utf8')],
      workingDirectory: module,
      environment: { ...environment, GOTOOLCHAIN: 'go1.99.1' },
    })
    expect(error).toMatchObject({
      code: 'no-go-version',
      message: expect.stringContaining('Go 1.99.1 or later'),
    })
    expect(log.lines.join('\n')).toContain(`The Go ${plain} on PATH is not Go 1.99.1 or later`)
  })

  it.each([
    ['does not run', 'not a program'],
    ['is missing', null],
  ])('whose bin/go %s in the tool cache is passed over, and replaced by a download', async (_, content) => {
    server = await serve(archive)
    const asked = request(viaSite())
    const entry = path.join(asked.toolCacheDirectory, 'go', semantic, process.arch)
    fs.mkdirSync(path.join(entry, 'bin'), { recursive: true })
    if (content !== null) fs.writeFileSync(path.join(entry, 'bin/go'), content, { mode: 0o755 })
    fs.writeFileSync(`${entry}.complete`, '')
    const log = recordingLog()
    expect((await setupGo({ ...asked, environment }, log)).source).toBe('path')
    expect(log.lines.join('\n')).toMatch(/warning: The tool cache's .* is broken and not used/)

    expect((await setupGo(asked, recordingLog())).source).toBe('download')
    expect((await setupGo(asked, recordingLog())).source).toBe('tool-cache')
    expect(fs.readdirSync(asked.toolCacheDirectory)).toEqual(['go'])
  })

  it('in the tool cache is passed over when it is incomplete', async () => {
    server = await serve(archive)
    const asked = request(viaSite())
    const entry = path.join(asked.toolCacheDirectory, 'go', semantic, process.arch)
    fs.mkdirSync(path.join(entry, 'bin'), { recursive: true })
    fs.writeFileSync(path.join(entry, 'bin/go'), 'half of it', { mode: 0o755 })
    const log = recordingLog()
    expect((await setupGo(asked, log)).source).toBe('download')
    expect(log.lines.join('\n')).not.toContain('broken')
  })

  it('that is broken does not hide an older one that will do', async () => {
    server = await serve(archive)
    const asked = request(viaSite())
    await setupGo(asked, recordingLog())
    const newer = path.join(asked.toolCacheDirectory, 'go/1.999.0', process.arch)
    fs.mkdirSync(newer, { recursive: true })
    fs.writeFileSync(`${newer}.complete`, '')
    const toolchain = await setupGo({ ...asked, spec: '>=1.2' }, recordingLog())
    expect(toolchain).toMatchObject({ version: plain, source: 'tool-cache' })
  })

  it('on PATH is not taken for another architecture', async () => {
    server = await serve(archive)
    const other = process.arch === 'arm64' ? 'amd64' : 'arm64'
    const { error, log } = await failure({ spec: '', architecture: other, environment })
    expect(error).toMatchObject({ code: 'no-go-version' })
    expect(log.lines.join('\n')).toContain(`The Go on PATH is for ${arch}, not ${other}`)
  })
})

describe('a mirror', () => {
  it('has a shelf of its own in the tool cache, as for actions/setup-go', async () => {
    server = await serve(archive)
    const asked = request()
    await setupGo(asked, recordingLog())
    const hash = createHash('sha256').update(asked.downloadBaseUrl).digest('hex').slice(0, 8)
    expect(fs.readdirSync(asked.toolCacheDirectory)).toEqual([`go-${hash}`])
    const other = await setupGo({ ...asked, ...viaSite() }, recordingLog())
    expect(other.source).toBe('download')
  })

  it('is not passed by for the Go on PATH when a version is asked for', async () => {
    server = await serve(archive)
    const toolchain = await setupGo(request({ environment: { ...process.env } }), recordingLog())
    expect(toolchain.source).toBe('download')
  })

  it('without a listing is asked for the file and its .sha256', async () => {
    const digest = createHash('sha256').update(archive).digest('hex')
    server = await startServer((response, where) => {
      if (where === `/dl/${filename}`) response.end(archive)
      else if (where === `/dl/${filename}.sha256`) response.end(`${digest}\n`)
      else response.writeHead(404).end()
    })
    expect((await setupGo(request(), recordingLog())).source).toBe('download')
    expect((await failure({ spec: '1.26.x' })).error).toMatchObject({
      code: 'no-go-version',
      hint: 'Give the exact version, like 1.26.8.',
    })
  })

  it.each([
    ['a wrong digest', 'b'.repeat(64), 'download-digest'],
    ['no digest', '<html>', 'no-published-digest'],
  ])('without a listing and with %s in the .sha256', async (_, text, code) => {
    server = await startServer((response, where) => {
      if (where === '/dl/') response.writeHead(404).end()
      else response.end(where.endsWith('.sha256') ? text : archive)
    })
    expect((await failure()).error).toMatchObject({ code })
  })
})

describe('a proxy', () => {
  const proxied = (change: Partial<SetupRequest>, name: string) =>
    request({
      ...change,
      environment: {
        PATH: toolsPath,
        [name]: server?.base.replace('http://', 'http://me:secret@').replace('/dl', ''),
      },
    })

  it('gets the whole URL of a plain request', async () => {
    server = await startServer((response, where) => {
      response.end(where.endsWith('/') ? listing(archive) : archive)
    })
    const asked = proxied({ downloadBaseUrl: 'http://mirror.invalid/dl' }, 'http_proxy')
    expect((await setupGo(asked, recordingLog())).source).toBe('download')
    expect(server.requests[0]).toBe('http://mirror.invalid/dl/?mode=json&include=all')
  })

  it('that does not know tunnels is named, without its login', async () => {
    server = await startServer((response) => void response.end())
    const asked = proxied({ downloadBaseUrl: 'https://mirror.invalid/dl' }, 'https_proxy')
    const error = await setupGo(asked, recordingLog()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'download-unreachable' })
    expect(String(error)).not.toContain('secret')
  })

  it('opens a tunnel for https, in which the certificate is verified', async () => {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(root, name))
    const subject = ['-subj', '/CN=mirror.invalid', '-addext', 'subjectAltName=DNS:mirror.invalid']
    const files = ['-keyout', key ?? '', '-out', cert ?? '']
    const argv = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...files, ...subject]
    execFileSync('openssl', argv, { stdio: 'ignore' })
    const mirror = https.createServer(
      { key: fs.readFileSync(key ?? ''), cert: fs.readFileSync(cert ?? '') },
      (asked, response) => response.end(asked.url?.startsWith('/dl/?') ? listing(archive) : archive),
    )
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve))
    const asked: string[] = []
    const proxy = http.createServer().on('connect', (opened, client: net.Socket) => {
      asked.push(`${opened.url} ${opened.headers['proxy-authorization']}`)
      const upstream = net.connect((mirror.address() as net.AddressInfo).port, '127.0.0.1')
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      client.pipe(upstream).pipe(client)
      client.on('error', () => upstream.destroy())
      upstream.on('error', () => client.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as net.AddressInfo
    const change = { ...request(), downloadBaseUrl: 'https://mirror.invalid/dl' }
    const environment = { PATH: toolsPath, https_proxy: `http://me:secret@127.0.0.1:${port}` }
    try {
      const error = await setupGo({ ...change, environment }, recordingLog()).catch(
        (thrown: unknown) => thrown,
      )
      expect(error).toMatchObject({
        code: 'download-unreachable',
        message: expect.stringContaining('self-signed'),
      })
      expect(asked[0]).toBe(`mirror.invalid:443 Basic ${Buffer.from('me:secret').toString('base64')}`)

      // Trusted certificates are read when Node starts, so the good case needs a process of its own.
      const script = path.join(root, 'trusted.mts')
      const source = path.resolve('src/setup/setup-go.ts')
      fs.writeFileSync(script, TRUSTED_SCRIPT)
      const run = promisify(execFile)
      const { stdout } = await run(
        process.execPath,
        ['--import', 'tsx', script, source, JSON.stringify({ ...change, environment })],
        {
          env: { ...process.env, NODE_EXTRA_CA_CERTS: cert },
        },
      )
      expect(JSON.parse(stdout)).toMatchObject({ version: plain, source: 'download' })
    } finally {
      proxy.close().closeAllConnections()
      mirror.close().closeAllConnections()
    }
  })
})

it('ends when it is cancelled', async () => {
  const controller = new AbortController()
  server = await startServer((response, where) => {
    if (where === '/dl/') response.end(listing(archive))
    else response.write('x', () => controller.abort(new Error('cancelled')))
  })
  const { error } = await failure({ signal: controller.signal })
  expect(String(error)).toContain('cancelled')
  expect(server.requests).toHaveLength(2)
})
