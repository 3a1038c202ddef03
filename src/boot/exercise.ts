import { parseWords } from '../words.js'
import type { Exercise } from './boot-plan.js'
import { checkedUrl } from './ready.js'

const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const SOCKETS = ['tcp', 'udp', 'unix'] as const
const SIGNALS = ['HUP', 'INT', 'QUIT', 'USR1', 'USR2', 'TERM', 'CONT', 'WINCH'] as const
const FORMS = `${HTTP_METHODS.join('|')} URL, ${SOCKETS.join('|')} ADDRESS, exec ARGV…, signal NAME or wait DURATION`

/** Longest `wait` and highest `xN`: an exercise shows a code path, it is no load test. */
const MAX_WAIT_MS = 600_000
const MAX_TIMES = 100_000
const MAX_CONCURRENCY = 256

/**
 * Parses one `exercise` line; the grammar is in docs/exercises.md.
 * @throws RangeError that says which word is wrong.
 */
export function parseExercise(line: string): Exercise {
  const [verb = '', ...rest] = parseWords(line)
  const method = HTTP_METHODS.find((name) => name === verb.toUpperCase())
  if (method) return parseHttp(line, method, rest)
  const network = SOCKETS.find((name) => name === verb)
  if (network) return parseSocket(line, network, rest)
  if (verb === 'exec') {
    if (rest.length === 0) throw new RangeError('exec needs a command')
    return { line, kind: 'exec', argv: rest }
  }
  if (verb === 'signal') return { line, kind: 'signal', name: signalName(rest) }
  if (verb === 'wait') return { line, kind: 'wait', ms: waitMs(rest) }
  throw new RangeError(`"${verb}" is no exercise: ${FORMS}`)
}

function parseHttp(line: string, method: string, words: readonly string[]): Exercise {
  const url = checkedUrl(words[0] ?? '')
  const http = {
    line,
    kind: 'http' as const,
    method,
    url,
    headers: [] as string[],
    body: '',
    status: 0,
    contains: '',
    times: 1,
    concurrency: 1,
  }
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? ''
    if (/^[1-5]\d\d$/.test(word)) http.status = Number(word)
    else if (/^x\d+$/.test(word)) http.times = within(word, 1, MAX_TIMES)
    else if (/^c\d+$/.test(word)) http.concurrency = within(word, 1, MAX_CONCURRENCY)
    else if (word === 'header') http.headers.push(headerOf(words, i++))
    else if (word === 'body') http.body = argumentOf(words, i++)
    else if (word === 'contains') http.contains = argumentOf(words, i++)
    else throw new RangeError(`"${word}" is none of STATUS, xN, cN, header "…", body "…", contains "…"`)
  }
  return http
}

function parseSocket(line: string, network: (typeof SOCKETS)[number], words: readonly string[]): Exercise {
  const address = words[0] ?? ''
  if (address === '') throw new RangeError(`${network} needs an address`)
  if (network !== 'unix' && !/:\d{1,5}$/.test(address)) throw new RangeError(`"${address}" is not HOST:PORT`)
  const socket = {
    line,
    kind: 'socket' as const,
    network,
    address,
    concurrency: 1,
    send: '',
    halfClose: false,
    expect: '',
  }
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? ''
    if (/^c\d+$/.test(word)) socket.concurrency = within(word, 1, MAX_CONCURRENCY)
    else if (word === 'send') socket.send = argumentOf(words, i++)
    else if (word === 'expect') socket.expect = argumentOf(words, i++)
    else if (word === 'half-close') socket.halfClose = true
    else throw new RangeError(`"${word}" is none of cN, send "…", half-close, expect "…"`)
  }
  return socket
}

function argumentOf(words: readonly string[], index: number): string {
  const argument = words[index + 1]
  if (argument === undefined) throw new RangeError(`"${words[index]}" needs a text after it`)
  return argument
}

function headerOf(words: readonly string[], index: number): string {
  const header = argumentOf(words, index)
  if (/^[\w!#$%&'*+.^`|~-]+:[^\r\n]*$/.test(header)) return header
  throw new RangeError(`"${header}" is no header like "Name: value"`)
}

function within(word: string, low: number, high: number): number {
  const value = Number(word.slice(1))
  if (value < low || value > high)
    throw new RangeError(`"${word}": ${value} is not between ${low} and ${high}`)
  return value
}

function signalName(words: readonly string[]): string {
  const name = (words[0] ?? '').toUpperCase().replace(/^SIG/, '')
  if (words.length === 1 && SIGNALS.some((known) => known === name)) return `SIG${name}`
  throw new RangeError(`"${words.join(' ')}" is none of the signals ${SIGNALS.join(', ')}`)
}

function waitMs(words: readonly string[]): number {
  const ms = parseDuration(words.join(' '))
  if (ms > MAX_WAIT_MS) throw new RangeError(`wait is at most ${MAX_WAIT_MS / 60_000} minutes`)
  return ms
}

/**
 * Milliseconds of `500ms`, `30s`, `2m`, `1h`, or of a bare number of seconds.
 * @throws RangeError
 */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim())
  if (!match) throw new RangeError(`"${text}" is no duration like 500ms, 30s or 2m`)
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h'] ?? 1000
  return Math.round(Number(match[1]) * unit)
}
