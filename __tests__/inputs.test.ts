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
      buildTimeoutMs: 1_800_000,
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
    [{ 'check-latest': 'yes' }, 'Input check-latest: "yes" is not one of true, false.'],
    [{ architecture: 'sparc' }, 'Input architecture: Go is not published for "sparc", but for amd64,'],
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
    [{ goarch: 'sparc' }, 'Input goarch: "sparc" is not one of amd64, arm64, 386.'],
    [{ goamd64: 'v5' }, 'Input goamd64: "v5" is not one of v1, v2, v3, v4.'],
    [{ goarch: 'arm64', goamd64: 'v2' }, 'Input goamd64: "v2" says nothing of goarch arm64.'],
    [{ cgo: 'on' }, 'Input cgo: "on" is not one of off, container.'],
    [{ 'build-image': 'x' }, 'Input build-image: given without cgo: container.'],
    [{ 'cgo-packages': 'x' }, 'Input cgo-packages: given without cgo: container.'],
    [{ cgo: 'container', 'cgo-packages': '-x' }, 'Input cgo-packages: "-x" is no package name.'],
    [
      { cgo: 'container', 'cgo-packages': 'x', 'build-image': 'y' },
      'Input cgo-packages: given together with build-image.',
    ],
    [{ 'go-policy': 'newest' }, 'Input go-policy: "newest" is no range of versions'],
    [{ 'go-policy': 'pinned', artifact: 'a' }, 'Input go-policy: pinned needs a go.mod'],
    [{ 'private-token': 'a.b=c d' }, 'Input private-token: line 1: the token is empty, or holds a blank'],
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
