import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { GateError, messageOf } from '../errors.js'
import type { Log } from '../log.js'
import { type HttpContext, HttpFailure, type HttpTimeouts, httpGet } from './http-get.js'

/** How hard a download is tried. */
export interface DownloadLimits extends HttpTimeouts {
  readonly attempts: number
  /** Pause before the second attempt; doubled before each further one. Milliseconds. */
  readonly firstPauseMs: number
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  idleMs: 30_000,
  totalMs: 600_000,
  attempts: 4,
  firstPauseMs: 1000,
}

/** For a question that another source can answer as well: a host that a firewall hides does not hold up the run for minutes. */
export function briefly(context: DownloadContext): DownloadContext {
  const { idleMs, totalMs, attempts, firstPauseMs } = context.limits
  const limits = {
    idleMs: Math.min(idleMs, 10_000),
    totalMs: Math.min(totalMs, 60_000),
    attempts: Math.min(attempts, 2),
    firstPauseMs,
  }
  return { ...context, limits }
}

export interface DownloadContext extends HttpContext {
  readonly limits: DownloadLimits
  readonly log: Log
}

/** Go's full listing had some 4 MB in 2026. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024

/**
 * Fetches a text.
 * @throws GateError naming the URL, see downloadError
 */
export async function fetchText(url: URL, context: DownloadContext): Promise<string> {
  return (await fetchBytes(url, context)).toString('utf8')
}

/**
 * Fetches something small into memory.
 * @throws GateError naming the URL, see downloadError
 */
export async function fetchBytes(url: URL, context: DownloadContext): Promise<Buffer> {
  return withRetries(url, context, () =>
    httpGet(url, context, async (body) => {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > MAX_TEXT_BYTES) throw new HttpFailure('too-large', `more than ${MAX_TEXT_BYTES} bytes`)
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    }),
  )
}

/** How many bytes a file must have, or (not `exact`) may have at most. */
export interface FileSize {
  readonly bytes: number
  readonly exact: boolean
}

/**
 * Fetches a file.
 * @returns the SHA-256 of what was written, 64 lower-case hexadecimal digits
 * @throws GateError naming the URL, see downloadError
 */
export async function fetchFile(
  url: URL,
  file: string,
  expected: FileSize,
  context: DownloadContext,
): Promise<string> {
  return withRetries(url, context, () =>
    httpGet(url, context, (body) => writeBody(body as AsyncIterable<Buffer>, file, expected)),
  )
}

async function writeBody(body: AsyncIterable<Buffer>, file: string, expected: FileSize): Promise<string> {
  const handle = await open(file, 'w', 0o600).catch((error) => {
    throw diskError(file, error)
  })
  try {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of body) {
      size += chunk.length
      if (size > expected.bytes) {
        const bound = expected.exact ? 'listed' : 'allowed'
        throw new HttpFailure('too-large', `more than the ${expected.bytes} bytes ${bound}`)
      }
      hash.update(chunk)
      await handle.writeFile(chunk).catch((error) => {
        throw diskError(file, error)
      })
    }
    if (expected.exact && size < expected.bytes) {
      throw new HttpFailure('truncated', `the body ended after ${size} of the ${expected.bytes} bytes listed`)
    }
    return hash.digest('hex')
  } finally {
    await handle.close()
  }
}

async function withRetries<T>(url: URL, context: DownloadContext, attempt: () => Promise<T>): Promise<T> {
  const { limits, log } = context
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error
      if (!isTransient(error) || tries >= limits.attempts) throw downloadError(url, error, tries)
      const pauseMs = limits.firstPauseMs * 2 ** (tries - 1)
      log.info(`${renderUrl(url)}: ${error.message}; trying again in ${pauseMs / 1000} s`)
      await sleep(pauseMs, undefined, { signal: context.signal })
    }
  }
}

/** Whether another attempt may bring something else. */
function isTransient({ kind, status }: HttpFailure): boolean {
  if (status !== null) return status >= 500 || status === 408 || status === 429
  return kind === 'network' || kind === 'timeout' || kind === 'truncated'
}

/** A URL without the login and the query that it may carry. */
export function renderUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`
}

const CODES = {
  status: 'download-refused',
  network: 'download-unreachable',
  timeout: 'download-timeout',
  truncated: 'download-truncated',
  redirect: 'download-refused',
  'too-large': 'download-refused',
} as const

function downloadError(url: URL, failure: HttpFailure, tries: number): GateError {
  const often = tries > 1 ? ` (${tries} attempts)` : ''
  return new GateError({
    stage: 'setup',
    code: isAbsent(failure.status) ? 'download-not-found' : CODES[failure.kind],
    // A server's own failure is nobody's to mend here; an address that is wrong or unreachable is the user's.
    fault: failure.kind === 'truncated' || (failure.status ?? 0) >= 500 ? 'gate' : 'user',
    message: `Cannot download ${renderUrl(url)}${often}: ${failure.message}.`,
    hint: hintFor(failure),
    cause: failure,
  })
}

/** A module proxy answers 410 for what it will never have. */
function isAbsent(status: number | null): boolean {
  return status === 404 || status === 410
}

function hintFor({ kind, status }: HttpFailure): string {
  if (isAbsent(status))
    return 'Check the version, and go-download-base-url or GOPROXY if given: the server does not have this file.'
  if (status === 401 || status === 403 || status === 407)
    return 'The server or proxy wants a login for this file.'
  if (kind === 'network') {
    return 'Check the network, the proxy variables and go-download-base-url, or install Go before this step.'
  }
  return 'Run the job again later, or install Go before this step.'
}

function diskError(file: string, error: unknown): GateError {
  return new GateError({
    stage: 'setup',
    code: 'download-not-stored',
    fault: 'user',
    message: `Cannot write the download to ${file}: ${messageOf(error)}.`,
    hint: 'Make room on this disk, or set RUNNER_TOOL_CACHE to a folder that can be written.',
    cause: error,
  })
}
