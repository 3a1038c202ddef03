import { describe, expect, it } from '@jest/globals'
import { parseDuration, parseExercise } from '../../src/boot/exercise.js'

describe('parseExercise', () => {
  it.each([
    ['GET http://127.0.0.1:8080/', { kind: 'http', method: 'GET', status: 0, times: 1, concurrency: 1 }],
    ['get http://127.0.0.1:8080/ 204 x20 c4', { method: 'GET', status: 204, times: 20, concurrency: 4 }],
    [
      'POST http://localhost:1/a 200 body "a=\\"1\\"" contains \'ok now\'',
      { body: 'a="1"', contains: 'ok now' },
    ],
    [
      'tcp 127.0.0.1:7000 send "hi\\n" half-close expect "hi"',
      { kind: 'socket', network: 'tcp', send: 'hi\n', halfClose: true, expect: 'hi' },
    ],
    [
      'GET http://x/ header "Range: bytes=0-9" header X-Empty:',
      { headers: ['Range: bytes=0-9', 'X-Empty:'] },
    ],
    ['tcp 127.0.0.1:7000 c2', { network: 'tcp', concurrency: 2, send: '' }],
    ['udp [::1]:53', { network: 'udp', address: '[::1]:53', expect: '' }],
    ['unix /tmp/s.sock send x', { network: 'unix', address: '/tmp/s.sock', send: 'x' }],
    ['exec artifact migrate --dry-run', { kind: 'exec', argv: ['artifact', 'migrate', '--dry-run'] }],
    ['signal hup', { kind: 'signal', name: 'SIGHUP' }],
    ['wait 1.5s', { kind: 'wait', ms: 1500 }],
  ])('reads %j', (line, expected) => expect(parseExercise(line)).toMatchObject({ line, ...expected }))

  it.each([
    ['FETCH http://x/', /"FETCH" is no exercise/],
    ['GET', /"" is not an http/],
    ['GET ftp://x/', /is not an http/],
    ['GET http://x/ 700', /"700" is none of STATUS/],
    ['GET http://x/ x0', /0 is not between 1/],
    ['GET http://x/ c9999', /9999 is not between 1 and 256/],
    ['GET http://x/ body', /"body" needs a text/],
    ['GET http://x/ header Range', /"Range" is no header like "Name: value"/],
    ['GET http://x/ header "A: b\\r\\nC: d"', /is no header/],
    ['tcp 127.0.0.1:1 c0', /0 is not between 1/],
    ['tcp localhost', /is not HOST:PORT/],
    ['unix', /unix needs an address/],
    ['tcp a:1 frobnicate', /"frobnicate" is none of/],
    ['exec', /exec needs a command/],
    ['signal KILL', /"KILL" is none of the signals/],
    ['wait soon', /"soon" is no duration/],
    ['wait 11m', /at most 10 minutes/],
  ])('rejects %j', (line, message) => expect(() => parseExercise(line)).toThrow(message))
})

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['7', 7000],
    ['0.25s', 250],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms))
  it.each(['', '-1s', '1d', '1 2', 's'])('rejects %j', (text) =>
    expect(() => parseDuration(text)).toThrow(RangeError),
  )
})
