import type { RawInputs } from '../../src/inputs.js'
import type { CorpusCase } from './corpus-case.js'

/** One line of a case's exercise in the words of the gate's `exercise` input. */
export type Translation =
  /** `lost`: what the original checks and these lines do not; empty when nothing is lost. */
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly lost: string }
  | { readonly kind: 'untranslatable'; readonly reason: string }

const HTTP =
  /^(?<method>GET|POST|PUT) (?<url>\S+)(?: \(insecure\))?(?: (?<header>[\w-]+: \S+))?(?: body (?:'(?<body>[^']*)'|(?<mebibytes>\d+) MiB))? -> (?<status>\d{3})(?<rest>.*)$/
const SOCKET =
  /^(?<network>TCP|UDP|UNIX) (?<address>\S+) send '(?<send>[^']*)'(?<half> then half-close)? -> '(?<answer>[^']*)'/
const TWICE =
  /^TCP (?<address>\S+) twice at the same time, send '(?<send>[^']*)' on the first -> '(?<answer>[^']*)' on the second$/
const BODY_MAX = 64 << 10

/** Translates one `exercise` line of the corpus (grammar: __tests__/corpus/README.md). */
export function translateExercise(line: string, exerciseArgs: readonly string[] | null): Translation {
  if (/^run with /.test(line) && exerciseArgs) return exact(['exec', 'artifact', ...exerciseArgs].join(' '))
  const signal = /^send SIG([A-Z0-9]+)$/.exec(line)
  // A signal is taken in its own time; what comes next must not overtake it.
  if (signal) return { kind: 'lines', lines: [`signal ${signal[1]}`, 'wait 300ms'], lost: '' }
  const wait = /^wait (\d+) s$/.exec(line)
  if (wait) return exact(`wait ${wait[1]}s`)
  const http = HTTP.exec(line)?.groups
  if (http) return translateHttp(http)
  const socket = SOCKET.exec(line)?.groups
  if (socket) return translateSocket(socket)
  const twice = TWICE.exec(line)?.groups
  if (twice) return translateTwice(twice)
  return { kind: 'untranslatable', reason: 'no such line is known' }
}

type Groups = Readonly<Record<string, string | undefined>>

function translateHttp({ method, url, header, body, mebibytes, status, rest = '' }: Groups): Translation {
  const words = [method ?? '', url ?? '', status ?? '']
  const times = /repeated (\d+) times/.exec(rest)
  if (times) words.push(`x${times[1]}`)
  if (header !== undefined) words.push('header', quoted(header))
  if (body !== undefined) words.push('body', quoted(body))
  if (mebibytes !== undefined) words.push('body', quoted('x'.repeat(BODY_MAX)))
  const text = /'([^']*)'/.exec(rest)?.[1]?.replace(/\.\.\.$/, '')
  if (text) words.push('contains', quoted(text))
  const lost = [
    ...(mebibytes === undefined ? [] : [`a body of ${BODY_MAX >> 10} KiB instead of ${mebibytes} MiB`]),
    ...(/\d bytes/.test(rest) ? ['the length of the answer'] : []),
  ]
  return { kind: 'lines', lines: [words.join(' ')], lost: lost.join(', ') }
}

function translateSocket({ network = '', address = '', send = '', half, answer = '' }: Groups): Translation {
  // The engines give the artifact TMPDIR=/tmp.
  const place = address.replace('$TMPDIR', '/tmp')
  const words = [network.toLowerCase(), place, 'send', quoted(send), ...(half ? ['half-close'] : [])]
  return exact([...words, 'expect', quoted(answer)].join(' '))
}

function translateTwice({ address = '', send = '', answer = '' }: Groups): Translation {
  const line = `tcp ${address} c2 send ${quoted(send)} expect ${quoted(answer)}`
  return { kind: 'lines', lines: [line], lost: 'which of the two clients speaks: both do' }
}

function exact(line: string): Translation {
  return { kind: 'lines', lines: [line], lost: '' }
}

/** The corpus writes its texts with the same escapes as the gate's double quotes. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`
}

/** A service listens before it takes signals, and says `listening` when it does both. */
function readyOf({ ready, exercise }: CorpusCase): string {
  return exercise.some((line) => line.startsWith('send SIG')) ? 'log:^listening' : ready || 'exit'
}

/** The gate's inputs for one case, without the artifact and the target. */
export function inputsOf(one: CorpusCase): RawInputs {
  const lines = one.exercise.map((line) => translateExercise(line, one.exerciseArgs))
  const limit =
    one.timeoutMs === null
      ? {}
      : { 'ready-timeout': `${one.timeoutMs}ms`, 'run-timeout': `${one.timeoutMs}ms` }
  return {
    engine: 'sandbox',
    // The truth was recorded as root.
    privileges: 'root',
    args: one.args.map(quoted).join(' '),
    ready: readyOf(one),
    exercise: lines.flatMap((made) => (made.kind === 'lines' ? made.lines : [])).join('\n'),
    'exit-code': String(one.expectExit),
    'ready-timeout': '10s',
    'run-timeout': '30s',
    'stop-timeout': '3s',
    observe: '100ms',
    ...limit,
  }
}
