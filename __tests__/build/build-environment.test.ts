import { describe, expect, it } from '@jest/globals'
import { buildEnvironment, goEnvironment } from '../../src/build/build-environment.js'

describe('buildEnvironment', () => {
  it("drops the runner's tokens, inputs and command files, and nothing else", () => {
    const kept = {
      PATH: '/bin',
      HOME: '/h',
      HTTPS_PROXY: 'p',
      SSL_CERT_FILE: 'c',
      GOPROXY: 'g',
      GOPRIVATE: 'x',
      GOAUTH: 'netrc',
      GOARCH: 'arm64',
      GIT_CONFIG_COUNT: '1',
      GITHUB_SHA: 'abc',
      GITHUB_WORKSPACE: '/w',
      GITHUB_TOKENIZER: 'no token',
      RUNNER_TEMP: '/t',
      RUNNER_TRACKING_ID: 'i',
    }
    const dropped = {
      ACTIONS_RUNTIME_TOKEN: 's',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's',
      GITHUB_TOKEN: 's',
      INPUT_TOKEN: 's',
      'INPUT_GO-VERSION': 's',
      GITHUB_ENV: 'f',
      GITHUB_PATH: 'f',
      GITHUB_OUTPUT: 'f',
      GITHUB_STATE: 'f',
      GITHUB_STEP_SUMMARY: 'f',
    }
    expect(buildEnvironment({ ...kept, ...dropped })).toEqual(kept)
  })
})

const NOTHING = { buildEnv: {}, goarch: '', goamd64: '', cgo: 'off' } as const

describe('goEnvironment', () => {
  it('fixes target, toolchain and root, and turns cgo off', () => {
    const job = { GOOS: 'darwin', GOTOOLCHAIN: 'go1.99', GOROOT: '/old', CGO_ENABLED: '1', GOARCH: 'arm64' }
    expect(goEnvironment(job, NOTHING, '/go')).toEqual({
      GOOS: 'linux',
      GOTOOLCHAIN: 'local',
      GOROOT: '/go',
      CGO_ENABLED: '0',
      GOARCH: 'arm64',
    })
  })

  it('lets build-env turn cgo on and hand over a token', () => {
    const buildEnv = { CGO_ENABLED: '1', GITHUB_TOKEN: 'wanted' }
    expect(goEnvironment({ GITHUB_TOKEN: 'ambient' }, { ...NOTHING, buildEnv }, '/go')).toMatchObject(
      buildEnv,
    )
  })

  it('sets the processor that the inputs name, over that of the job', () => {
    const job = { GOARCH: 'arm64', GOAMD64: 'v1' }
    const options = { ...NOTHING, goarch: 'amd64', goamd64: 'v3' } as const
    expect(goEnvironment(job, options, '/go')).toMatchObject({ GOARCH: 'amd64', GOAMD64: 'v3' })
  })

  it.each([
    ['GOOS', 'windows'],
    ['GOTOOLCHAIN', 'auto'],
    ['GOROOT', '/x'],
    ['GOARCH', 'arm64'],
    ['GOAMD64', 'v1'],
    ['CGO_ENABLED', '0'],
  ])('refuses %s=%s', (name, value) => {
    const options = { buildEnv: { [name]: value }, goarch: 'amd64', goamd64: 'v3', cgo: 'container' } as const
    expect(() => goEnvironment({}, options, '/go')).toThrow(
      expect.objectContaining({
        code: 'bad-build-env',
        message: expect.stringContaining(`${name}=${value}`),
      }),
    )
  })
})
