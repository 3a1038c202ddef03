import { randomBytes } from 'node:crypto'
import * as http from 'node:http'
import type { AddressInfo } from 'node:net'

/** The requests that make up one restore or save, in their order. */
export type Stage = 'lookup' | 'download' | 'reserve' | 'upload' | 'commit'

/** What goes wrong with one: an HTTP status, the body ends in the middle, or no answer ever comes. */
export type Fault = number | 'cut' | 'hang'

export interface Entry {
  readonly key: string
  readonly version: string
  bytes: Buffer
}

/** A cache service on loopback with the protocol of GitHub's second one, and a blob store behind signed URLs. */
export interface CacheService {
  /** What the runner puts into an action's environment. */
  readonly environment: Readonly<Record<string, string>>
  /** `METHOD path` of all requests, without what is signed. */
  readonly requests: string[]
  /** Committed ones, the oldest first. */
  readonly entries: Entry[]
  readonly faults: Map<Stage, Fault>
  close(): Promise<void>
}

interface State {
  readonly entries: Entry[]
  /** Reserved, not committed; by the path of their blob. */
  readonly uploads: Map<string, Entry & { readonly blocks: Map<string, Buffer> }>
  readonly faults: Map<Stage, Fault>
  readonly token: string
  readonly signature: string
  base: string
}

type Json = Readonly<Record<string, unknown>>

const SERVICE = '/twirp/github.actions.results.api.v1.CacheService/'

export async function startCacheService(): Promise<CacheService> {
  const state: State = {
    entries: [],
    uploads: new Map(),
    faults: new Map(),
    token: `e30.${Buffer.from('{"ac":"[]"}').toString('base64url')}.${randomBytes(8).toString('hex')}`,
    signature: randomBytes(8).toString('hex'),
    base: '',
  }
  const requests: string[] = []
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    requests.push(`${request.method} ${url.pathname}`)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => answer(state, request, url, Buffer.concat(parts), response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    environment: {
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: `${state.base}/`,
      ACTIONS_RUNTIME_TOKEN: state.token,
    },
    requests,
    entries: state.entries,
    faults: state.faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(
  state: State,
  request: http.IncomingMessage,
  url: URL,
  body: Buffer,
  response: http.ServerResponse,
): void {
  const stage = stageOf(request.method ?? '', url.pathname)
  if (stage === null) return void response.writeHead(404).end()
  if (!mayPass(state, stage, request, url))
    return void response.writeHead(403).end('{"code":"permission_denied"}')
  const fault = state.faults.get(stage)
  if (fault === 'hang') return
  if (typeof fault === 'number')
    return void response.writeHead(fault).end('{"code":"x","msg":"out of order"}')
  if (stage === 'download') return void download(state, url, fault === 'cut', response)
  if (stage === 'upload') return void upload(state, url, body, response)
  const [status, value] = call(state, stage, JSON.parse(body.toString()))
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function stageOf(method: string, path: string): Stage | null {
  const calls: Readonly<Record<string, Stage>> = {
    GetCacheEntryDownloadURL: 'lookup',
    CreateCacheEntry: 'reserve',
    FinalizeCacheEntryUpload: 'commit',
  }
  if (path.startsWith(SERVICE)) return calls[path.slice(SERVICE.length)] ?? null
  if (!path.startsWith('/blobs/')) return null
  return { GET: 'download' as const, PUT: 'upload' as const }[method] ?? null
}

/** The service knows its callers by their token, the blob store by the signature in the URL. */
function mayPass(state: State, stage: Stage, request: http.IncomingMessage, url: URL): boolean {
  if (stage === 'download' || stage === 'upload') return url.searchParams.get('sig') === state.signature
  return request.headers.authorization === `Bearer ${state.token}`
}

function call(state: State, stage: 'lookup' | 'reserve' | 'commit', body: Json): [number, Json] {
  const { key, version } = body
  if (typeof key !== 'string' || typeof version !== 'string')
    return [400, { code: 'malformed', msg: 'no key' }]
  if (stage === 'lookup') return [200, lookup(state, key, version, body.restore_keys)]
  const path = `/blobs/${encodeURIComponent(key)}/${version}`
  if (stage === 'reserve') {
    const taken = state.uploads.has(path) || state.entries.some((e) => e.key === key && e.version === version)
    if (taken) return [409, { code: 'already_exists', msg: 'cache entry already exists' }]
    state.uploads.set(path, { key, version, bytes: Buffer.alloc(0), blocks: new Map() })
    return [200, { ok: true, signed_upload_url: signed(state, path) }]
  }
  const entry = state.uploads.get(path)
  if (entry?.bytes.length !== Number(body.size_bytes)) return [200, { ok: false, message: 'another size' }]
  state.uploads.delete(path)
  state.entries.push({ key, version, bytes: entry.bytes })
  return [200, { ok: true, entry_id: String(state.entries.length) }]
}

/** The entry with the key, else for each key in turn the newest that starts with it. */
function lookup(state: State, key: string, version: string, restoreKeys: unknown): Json {
  const mine = state.entries.filter((entry) => entry.version === version).reverse()
  const prefixes = [key, ...(Array.isArray(restoreKeys) ? restoreKeys.map(String) : [])]
  const near = prefixes.map((prefix) => mine.find((entry) => entry.key.startsWith(prefix)))
  const found = mine.find((entry) => entry.key === key) ?? near.find((entry) => entry !== undefined)
  if (!found) return { ok: false }
  const path = `/blobs/${encodeURIComponent(found.key)}/${version}`
  return { ok: true, signed_download_url: signed(state, path), matched_key: found.key }
}

function signed({ base, signature }: State, path: string): string {
  return `${base}${path}?sv=2021-06-08&sig=${signature}`
}

function download({ entries }: State, url: URL, cut: boolean, response: http.ServerResponse): void {
  const found = entries.find((e) => `/blobs/${encodeURIComponent(e.key)}/${e.version}` === url.pathname)
  if (!found) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-length': found.bytes.length })
  if (!cut) return void response.end(found.bytes)
  response.write(found.bytes.subarray(0, found.bytes.length >> 1), () => response.destroy())
}

/** Put Blob, Put Block and Put Block List of Azure's blob store. */
function upload({ uploads }: State, url: URL, body: Buffer, response: http.ServerResponse): void {
  const entry = uploads.get(url.pathname)
  if (!entry) return void response.writeHead(404).end()
  const part = url.searchParams.get('comp')
  if (part === 'block') entry.blocks.set(url.searchParams.get('blockid') ?? '', body)
  else if (part === 'blocklist') {
    const ids = [...body.toString().matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id = '']) => id)
    entry.bytes = Buffer.concat(ids.map((id) => entry.blocks.get(id) ?? Buffer.alloc(0)))
  } else entry.bytes = body
  response.writeHead(201, { etag: '"1"', 'x-ms-request-id': '1' }).end()
}
