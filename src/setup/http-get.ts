import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import * as tls from 'node:tls'
import { GateError, messageOf } from '../errors.js'
import { errorCode } from './error-code.js'
import { type Environment, proxyFor } from './http-proxy.js'

/** Bounds of one attempt, in milliseconds. */
export interface HttpTimeouts {
  /** Silence on the connection that ends the attempt. */
  readonly idleMs: number
  /** The whole attempt, body included. */
  readonly totalMs: number
}

export interface HttpContext {
  readonly limits: HttpTimeouts
  /** For the proxy variables. */
  readonly environment: Environment
  /** Aborted when the user or the runner cancels. */
  readonly signal: AbortSignal
  /** Sent to the host of the first URL alone: a redirect to another one does not carry them along. */
  readonly headers?: Readonly<Record<string, string>>
}

export type HttpFailureKind = 'status' | 'network' | 'timeout' | 'truncated' | 'redirect' | 'too-large'

/** Why a request brought no whole answer. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind
  /** Of the answer; null when there was none. */
  readonly status: number | null

  constructor(kind: HttpFailureKind, message: string, status: number | null = null, cause?: unknown) {
    super(message, { cause })
    this.name = 'HttpFailure'
    this.kind = kind
    this.status = status
  }
}

const MAX_REDIRECTS = 5

/**
 * One GET, redirects followed, through the environment's proxy, and the body handed to `consume`.
 *
 * Written on node:http because fetch of Node 20 knows no proxy, and the tool-cache package neither bounds the time
 * nor verifies a digest.
 * @throws HttpFailure for any answer but 200 and for everything that goes wrong on the way
 */
export async function httpGet<T>(
  url: URL,
  { limits, environment, headers = {}, signal: cancelled }: HttpContext,
  consume: (body: http.IncomingMessage) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(limits.totalMs)
  const signal = AbortSignal.any([timeout, cancelled])
  try {
    const response = await follow(url, { idleMs: limits.idleMs, environment, headers, signal })
    return await consume(response)
  } catch (error) {
    cancelled.throwIfAborted()
    throw toHttpFailure(error, timeout)
  }
}

interface Sending {
  readonly idleMs: number
  readonly environment: Environment
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

async function follow(start: URL, sending: Sending): Promise<http.IncomingMessage> {
  let url = start
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await send(url, url.origin === start.origin ? sending : { ...sending, headers: {} })
    const status = response.statusCode ?? 0
    if (status === 200) return response
    // Nothing reads this body, so the connection has to go.
    response.destroy()
    const location = response.headers.location
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      throw new HttpFailure(
        'status',
        `the answer was ${status} ${response.statusMessage ?? ''}`.trim(),
        status,
      )
    }
    url = redirected(url, location)
  }
  throw new HttpFailure('redirect', `more than ${MAX_REDIRECTS} redirects`)
}

function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) throw new HttpFailure('redirect', 'a redirect to no URL')
  const url = new URL(location, from)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && from.protocol === 'http:')
  if (!safe) throw new HttpFailure('redirect', `a redirect from ${from.protocol} to ${url.protocol}`)
  return url
}

async function send(
  url: URL,
  { idleMs, environment, headers: extra, signal }: Sending,
): Promise<http.IncomingMessage> {
  const headers = { 'User-Agent': 'legacy-kernel-gate', 'Accept-Encoding': 'identity', ...extra }
  const proxy = proxyFor(url, environment)
  if (proxy === null) {
    const client = url.protocol === 'https:' ? https : http
    return answerOf(client.request(url, { headers, agent: false, signal }), idleMs)
  }
  if (url.protocol === 'http:') {
    const options = { ...proxyOptions(proxy), path: url.href, agent: false, signal }
    return answerOf(
      clientOf(proxy).request({
        ...options,
        headers: { ...headers, Host: url.host, ...proxyHeaders(proxy) },
      }),
      idleMs,
    )
  }
  const socket = await openTunnel(proxy, url, idleMs, signal)
  const createConnection = (): Socket => tls.connect({ socket, servername: url.hostname })
  return answerOf(https.request(url, { headers, createConnection, signal }), idleMs)
}

function clientOf(proxy: URL): typeof http | typeof https {
  return proxy.protocol === 'https:' ? https : http
}

function proxyOptions(proxy: URL): { readonly host: string; readonly port: number } {
  return { host: proxy.hostname, port: Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80) }
}

function proxyHeaders(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {}
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }
}

function openTunnel(proxy: URL, target: URL, idleMs: number, signal: AbortSignal): Promise<Socket> {
  const authority = `${target.hostname}:${target.port || 443}`
  const request = clientOf(proxy).request({
    ...proxyOptions(proxy),
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...proxyHeaders(proxy) },
    agent: false,
    signal,
  })
  return new Promise((resolve, reject) => {
    request.on('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new HttpFailure('network', `the proxy ${proxy.host} answered ${response.statusCode}`))
    })
    request.on('error', reject)
    request.setTimeout(idleMs, () => request.destroy(silence(idleMs)))
    request.end()
  })
}

function answerOf(request: http.ClientRequest, idleMs: number): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    let answer: http.IncomingMessage | undefined
    request.on('response', (response) => {
      answer = response
      resolve(response)
    })
    request.on('error', reject)
    // Once the answer has begun, whoever reads it has to hear of the silence.
    request.setTimeout(idleMs, () => (answer ?? request).destroy(silence(idleMs)))
    request.end()
  })
}

function silence(idleMs: number): HttpFailure {
  return new HttpFailure('timeout', `nothing came for ${idleMs / 1000} s`)
}

function toHttpFailure(error: unknown, timeout: AbortSignal): Error {
  if (error instanceof GateError) return error
  if (timeout.aborted) return new HttpFailure('timeout', 'the answer took too long', null, error)
  if (error instanceof HttpFailure) return error
  // Node's words for a body that ends before its announced length.
  if (errorCode(error) === 'ECONNRESET' && /aborted$/.test(messageOf(error))) {
    return new HttpFailure('truncated', 'the connection ended in the middle of the body', null, error)
  }
  return new HttpFailure('network', messageOf(error) || errorCode(error), null, error)
}
