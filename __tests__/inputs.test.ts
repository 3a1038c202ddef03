import { describe, expect, it } from '@jest/globals'
import { GateError } from '../src/errors.js'
import { INPUTS } from '../src/input-table.js'
import { parseInputs, type RawInputs } from '../src/inputs.js'

describe('parseInputs', () => {
  it('takes every default', () => {
    expect(parseInputs({}, '/base')).toMatchObject({
      workingDirectory: '/base',
      packages: ['.'],
      artifacts: [],
      engine: 'auto',
      ready: { kind: 'auto' },
      exercises: [],
      exitCode: 0,
      readyTimeoutMs: 30_000,
      runTimeoutMs: 120_000,
      memoryBytes: 2 ** 31,
      mode: 'enforce',
      reportDirectory: '',
    })
  })

  it('reads lists line by line and leaves out comments', () => {
    const options = parseInputs(
      { package: './cmd/a\n# not yet\n ./cmd/b \n', env: 'A=1\nB=x=y', tags: 'a, b c' },
      '/base',
    )
    expect(options.packages).toEqual(['./cmd/a', './cmd/b'])
    expect(options.env).toEqual({ A: '1', B: 'x=y' })
    expect(options.tags).toEqual(['a', 'b', 'c'])
  })

  it('resolves paths against the base', () => {
    expect(parseInputs({ artifact: 'out/app\n/abs/tool', 'report-directory': 'r' }, '/base')).toMatchObject({
      artifacts: ['/base/out/app', '/abs/tool'],
      reportDirectory: '/base/r',
    })
  })

  it.each<[RawInputs, string]>([
    [{ engine: 'qemu' }, 'Input engine: "qemu" is not one of auto, docker, podman, sandbox.'],
    [{ mode: 'strict' }, 'Input mode: "strict" is not one of enforce, audit.'],
    [{ strace: 'mine' }, 'Input strace: "mine" is not one of host, image.'],
    [{ ready: 'tcp:http' }, 'Input ready: "tcp:http" is none of'],
    [{ ready: 'tcp:70000' }, 'Input ready: port 70000 is not between 1 and 65535.'],
    [{ ready: 'http://' }, 'Input ready: "http://" is not an http:// or https:// URL.'],
    [{ exercise: 'GET http://localhost/\nPING x' }, 'Input exercise: "PING" is no exercise'],
    [{ 'exit-code': '256' }, 'Input exit-code: 256 is not between 0 and 255.'],
    [{ 'exit-code': '-1' }, 'Input exit-code: "-1" is not a whole number.'],
    [{ 'ready-timeout': 'soon' }, 'Input ready-timeout: "soon" is no duration like 500ms, 30s or 2m.'],
    [{ 'run-timeout': '0s' }, 'Input run-timeout: 0ms is not between 100ms and 21600000ms.'],
    [{ 'memory-limit': '1' }, 'Input memory-limit: "1" is not between 32m and 1024g.'],
    [{ env: 'NOVALUE' }, 'Input env: "NOVALUE" is not NAME=value.'],
    [{ tags: 'a-b' }, 'Input tags: "a-b" is no build tag'],
    [{ args: '"open' }, 'Input args: the quote " is not closed.'],
    [
      { 'go-download-base-url': 'file:///x' },
      'Input go-download-base-url: "file:///x" is not an http(s) URL.',
    ],
    [{ artifact: 'a', package: './b' }, 'Input artifact: given together with package (./b).'],
  ])('rejects %j in one sentence', (raw, message) => {
    const attempt = () => parseInputs(raw, '/base')
    expect(attempt).toThrow(GateError)
    expect(attempt).toThrow(message)
    try {
      attempt()
    } catch (error) {
      expect(error).toMatchObject({ stage: 'inputs', code: 'bad-input', fault: 'user' })
      expect((error as GateError).hint).not.toBe('')
    }
  })

  it('has a description and a valid default for every input', () => {
    for (const { name, description } of INPUTS) expect(`${name}: ${description}`).toMatch(/^\S+: [A-Z].*\.$/)
    expect(() =>
      parseInputs(Object.fromEntries(INPUTS.map((input) => [input.name, input.default])), '/'),
    ).not.toThrow()
    expect(() => parseInputs({ artifact: 'a', package: '.' }, '/')).not.toThrow()
  })
})
