import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as https from 'node:https'
import type { AddressInfo } from 'node:net'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type BuiltProgram, buildArtifacts } from '../../src/build/build.js'
import { messageOf } from '../../src/errors.js'
import { goFixture, TOOLCHAIN } from './go-fixture.js'
import { sampleBuildOptions } from './sample-options.js'

// Compiling takes its time on a busy machine.
jest.setTimeout(120_000)

const TOKEN = 'hunter2-token-of-nobody'
const fixture = goFixture()
let proxy: Proxy

beforeAll(async () => {
  proxy = await startProxy(fixture.folder({ README: '' }))
})
afterAll(async () => {
  await proxy.close()
  fixture.remove()
})

interface Proxy {
  readonly host: string
  readonly certificate: string
  /** What is asked of it while it waits, and what it sees then. */
  onRequest: () => void
  readonly statuses: readonly number[]
  close(): Promise<void>
}

/** A module proxy that speaks HTTPS and asks for a name and a token; it has example.org/secret v1.0.0. */
async function startProxy(directory: string): Promise<Proxy> {
  const [key, certificate] = ['key.pem', 'cert.pem'].map((name) => path.join(directory, name)) as [
    string,
    string,
  ]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', ...form, '-keyout', key, '-out', certificate, ...subject], {
    stdio: 'ignore',
  })
  const folder = 'example.org/secret@v1.0.0'
  const tree = path.join(directory, 'tree', folder)
  fs.mkdirSync(tree, { recursive: true })
  fs.writeFileSync(path.join(tree, 'go.mod'), 'module example.org/secret\n\ngo 1.20\n')
  fs.writeFileSync(path.join(tree, 'secret.go'), 'package secret\n\nconst Name = "secret"\n')
  const zip = path.join(directory, 'module.zip')
  const make = 'import shutil,sys; shutil.make_archive(sys.argv[1][:-4], "zip", sys.argv[2], sys.argv[3])'
  execFileSync('python3', ['-c', make, zip, path.join(directory, 'tree'), folder])
  const files: Readonly<Record<string, Buffer | string>> = {
    '/example.org/secret/@v/v1.0.0.info': JSON.stringify({ Version: 'v1.0.0', Time: '2026-01-01T00:00:00Z' }),
    '/example.org/secret/@v/v1.0.0.mod': fs.readFileSync(path.join(tree, 'go.mod')),
    '/example.org/secret/@v/v1.0.0.zip': fs.readFileSync(zip),
  }
  const statuses: number[] = []
  const expected = `Basic ${Buffer.from(`ci:${TOKEN}`).toString('base64')}`
  const tls = { key: fs.readFileSync(key), cert: fs.readFileSync(certificate) }
  const server = https.createServer(tls, (request, response) => {
    made.onRequest()
    const body = files[request.url ?? '']
    const status = request.headers.authorization !== expected ? 401 : body === undefined ? 404 : 200
    statuses.push(status)
    response.writeHead(status).end(status === 200 ? body : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const made: Proxy = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    onRequest: () => undefined,
    statuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return made
}

function app(): string {
  return fixture.folder({
    'go.mod': 'module example.com/app\n\ngo 1.20\n\nrequire example.org/secret v1.0.0\n',
    'main.go': 'package main\n\nimport "example.org/secret"\n\nfunc main() { println(secret.Name) }\n',
  })
}

/** Builds with a module cache of its own, and looks around while the proxy is asked. */
async function build(
  token: string,
): Promise<{ programs: Promise<readonly BuiltProgram[]>; temporary: string; seen: string[] }> {
  const directory = app()
  const temporary = fixture.folder({ README: '' })
  const seen: string[] = []
  proxy.onRequest = () => {
    seen.push(...processArguments(), ...leaks(temporary))
  }
  const env = {
    ...process.env,
    ...{ GOENV: 'off', GOFLAGS: '-mod=mod -modcacherw', GONOSUMDB: '*', GONOSUMCHECK: '1', GOSUMDB: 'off' },
    ...{
      GOPROXY: `https://${proxy.host}`,
      SSL_CERT_FILE: proxy.certificate,
      GOMODCACHE: `${temporary}/modules`,
    },
    ...{ HOME: temporary, GOCACHE: goCache(), GITHUB_WORKSPACE: directory },
  }
  const privateHosts = [{ host: proxy.host, user: 'ci', token }]
  const options = sampleBuildOptions(directory, { privateHosts, goprivate: 'example.net/*' })
  const context = {
    ...{ log: recorded, env, signal: new AbortController().signal },
    ...{ reportDirectory: `${directory}/report`, temporaryDirectory: temporary },
  }
  return { programs: buildArtifacts(options, TOOLCHAIN, context), temporary, seen }
}

const lines: string[] = []
const recorded = {
  step: <T>(title: string, work: () => Promise<T>) => {
    lines.push(title)
    return work()
  },
  info: (text: string) => void lines.push(text),
  warning: (text: string) => void lines.push(text),
  group: <T>(title: string, work: (write: (text: string) => void) => Promise<T>) => {
    lines.push(title)
    return work((text) => void lines.push(text))
  },
}

function goCache(): string {
  return execFileSync('go', ['env', 'GOCACHE'], { encoding: 'utf8', env: process.env }).trim()
}

/** The command lines of all processes. */
function processArguments(): readonly string[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
      } catch {
        return []
      }
    })
}

/** Files below a folder that hold the token and that others may read. */
function leaks(directory: string): readonly string[] {
  const folder = path.join(directory, 'private-modules')
  if (!fs.existsSync(folder)) return ['leak: no folder']
  const open = [folder, ...fs.readdirSync(folder).map((name) => path.join(folder, name))]
  return open.filter((file) => (fs.statSync(file).mode & 0o077) !== 0).map((file) => `leak: ${file}`)
}

describe('a private module behind a proxy that asks for a token', () => {
  it('is fetched, and the token is in no argument, no log and no file that stays', async () => {
    const { programs, temporary, seen } = await build(TOKEN)
    const [program] = await programs
    const built = execFileSync('sh', ['-c', '"$0" 2>&1', program?.artifact.path ?? ''], { encoding: 'utf8' })
    expect(built).toBe('secret\n')
    expect(proxy.statuses).toContain(200)
    expect(seen.length).toBeGreaterThan(10)
    expect(seen.filter((text) => text.startsWith('leak:'))).toEqual([])
    expect(seen.filter((text) => text.includes(TOKEN))).toEqual([])
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('\n')).not.toContain(TOKEN)
    expect(JSON.stringify(program)).not.toContain(TOKEN)
    expect(fs.readFileSync(program?.artifact.path ?? '').includes(TOKEN)).toBe(false)
    expect(fs.existsSync(path.join(temporary, 'private-modules'))).toBe(false)
  })

  it('a wrong token is an error with a hint, and is not shown either', async () => {
    const { programs, temporary } = await build('wrong-hunter3')
    const error: unknown = await programs.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ stage: 'build', hint: expect.stringContaining('private-token') })
    expect(messageOf(error)).toContain('401')
    expect(`${JSON.stringify(error)}${messageOf(error)}${lines.join('')}`).not.toContain('wrong-hunter3')
    expect(fs.existsSync(path.join(temporary, 'private-modules'))).toBe(false)
  })
})
