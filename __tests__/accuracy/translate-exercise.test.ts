import { describe, expect, it } from '@jest/globals'
import { loadCorpus } from '../../scripts/accuracy/load-corpus.js'
import { inputsOf, translateExercise } from '../../scripts/accuracy/translate-exercise.js'
import { parseInputs } from '../../src/inputs.js'

const corpus = loadCorpus()
const everyLine = corpus.flatMap((one) =>
  one.exercise.map((line) => ({ name: one.name, line, made: translateExercise(line, one.exerciseArgs) })),
)

describe('translateExercise', () => {
  it.each([
    ["GET http://127.0.0.1:1/ -> 200 'ok'", ['GET http://127.0.0.1:1/ 200 contains "ok"']],
    ["GET http://127.0.0.1:1/new -> 200 'born ...'", ['GET http://127.0.0.1:1/new 200 contains "born "']],
    ['GET http://127.0.0.1:1/ -> 200, repeated 20 times', ['GET http://127.0.0.1:1/ 200 x20']],
    [
      "GET https://127.0.0.1:1/ (insecure) -> 200 contains 'tls'",
      ['GET https://127.0.0.1:1/ 200 contains "tls"'],
    ],
    [
      "POST http://127.0.0.1:1/echo body 'abc' -> 200 'abc'",
      ['POST http://127.0.0.1:1/echo 200 body "abc" contains "abc"'],
    ],
    [
      'GET http://127.0.0.1:1/blob Range: bytes=10-19 -> 206 10 bytes',
      ['GET http://127.0.0.1:1/blob 206 header "Range: bytes=10-19"'],
    ],
    [
      "TCP 127.0.0.1:1 send 'abc' then half-close -> 'ABC'",
      ['tcp 127.0.0.1:1 send "abc" half-close expect "ABC"'],
    ],
    ["UNIX $TMPDIR/a.sock send 'hi\\n' -> 'hi\\n'", ['unix /tmp/a.sock send "hi\\n" expect "hi\\n"']],
    [
      "TCP 127.0.0.1:1 twice at the same time, send 'hi\\n' on the first -> 'hi' on the second",
      ['tcp 127.0.0.1:1 c2 send "hi\\n" expect "hi"'],
    ],
    ['send SIGHUP', ['signal HUP', 'wait 300ms']],
    ['wait 4 s', ['wait 4s']],
  ])('%s', (line, lines) => expect(translateExercise(line, null)).toMatchObject({ kind: 'lines', lines }))

  it('starts a CLI again with the arguments of its exercise', () => {
    expect(translateExercise('run with --fast', ['--fast'])).toMatchObject({
      lines: ['exec artifact --fast'],
    })
    expect(translateExercise('run with --fast', null).kind).toBe('untranslatable')
  })

  it('does not guess', () => expect(translateExercise('press any key', null).kind).toBe('untranslatable'))
})

describe('the corpus', () => {
  it('has a line of exercise for every service, bar the one that never listens', () => {
    const idle = corpus.filter(({ kind, exercise }) => kind === 'service' && exercise.length === 0)
    expect(idle.map(({ name }) => name)).toEqual(['bad-never-ready'])
  })

  it('is translated line by line', () => {
    expect(everyLine.filter(({ made }) => made.kind === 'untranslatable')).toEqual([])
  })

  it('loses only this on the way', () => {
    const lost = everyLine.flatMap(({ name, made }) =>
      made.kind === 'lines' && made.lost ? [`${name}: ${made.lost}`] : [],
    )
    expect(lost).toEqual([
      'cond-second-client: which of the two clients speaks: both do',
      'std-http-go122: the length of the answer',
      'std-http-go124: the length of the answer',
      'std-sendfile-go127: the length of the answer',
      'std-sendfile-go127: the length of the answer',
      'std-sendfile-go127: a body of 64 KiB instead of 1 MiB',
    ])
  })

  it.each(corpus.map((one) => [one.name, one] as const))('%s makes valid inputs', (_, one) => {
    const options = parseInputs({ ...inputsOf(one), artifact: '/x' }, '/')
    expect(options.args).toEqual(one.args)
    expect(options.exitCode).toBe(one.expectExit)
  })
})
