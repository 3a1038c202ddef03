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

describe('goEnvironment', () => {
  it('fixes target, toolchain and root, and turns cgo off', () => {
    const job = { GOOS: 'darwin', GOTOOLCHAIN: 'go1.99', GOROOT: '/old', CGO_ENABLED: '1' }
    expect(goEnvironment(job, {}, '/go')).toEqual({
      GOOS: 'linux',
      GOTOOLCHAIN: 'local',
      GOROOT: '/go',
      CGO_ENABLED: '0',
    })
  })

  it('lets build-env turn cgo on and hand over a token', () => {
    const own = { CGO_ENABLED: '1', GITHUB_TOKEN: 'wanted' }
    expect(goEnvironment({ GITHUB_TOKEN: 'ambient' }, own, '/go')).toMatchObject(own)
  })

  it.each([
    ['GOOS', 'windows'],
    ['GOTOOLCHAIN', 'auto'],
    ['GOROOT', '/x'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => goEnvironment({}, { [name]: value }, '/go')).toThrow(
      expect.objectContaining({
        code: 'bad-build-env',
        message: expect.stringContaining(`${name}=${value}`),
      }),
    )
  })
})
