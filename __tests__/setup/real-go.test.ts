import { execFileSync, spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { parseInputs } from '../../src/inputs.js'
import type { GoToolchain } from '../../src/setup/go-toolchain.js'
import { forLaterSteps } from '../../src/setup/later-steps.js'
import { prepareGo } from '../../src/setup/prepare-go.js'
import { setupGo } from '../../src/setup/setup-go.js'
import { debianGo, KEPT } from './debian-go.js'
import { recordingLog } from './recording-log.js'

// A whole Go is downloaded, and the runtime is compiled by three of them.
jest.setTimeout(300_000)

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'real-go-'))
const { signal } = new AbortController()
let machineGo = ''

beforeAll(() => {
  machineGo = execFileSync('go', ['env', 'GOROOT'], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local' },
  }).trim()
})

afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

/** A folder with a program that says by which Go it was built. */
function module(name: string, goMod: string): string {
  const folder = path.join(root, name)
  fs.mkdirSync(folder)
  fs.writeFileSync(path.join(folder, 'go.mod'), goMod)
  fs.writeFileSync(
    path.join(folder, 'main.go'),
    'package main\n\nimport "runtime"\n\nfunc main() { println(runtime.Version()) }\n',
  )
  return folder
}

function environment(goroot: string, change: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: `${path.join(goroot, 'bin')}:/usr/bin:/bin`,
    HOME: root,
    RUNNER_TOOL_CACHE: path.join(root, 'tools'),
    ...change,
  }
}

/** Builds and runs the program with the very Go that was found. */
function builtBy(go: GoToolchain, folder: string): string {
  const program = path.join(folder, 'program')
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: root,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-buildvcs=false',
    CGO_ENABLED: '0',
    GOCACHE: path.join(KEPT, 'go-build'),
  }
  execFileSync(go.go, ['build', '-o', program, '.'], { cwd: folder, env })
  return spawnSync(program, { encoding: 'utf8' }).stderr.trim()
}

function prepare(folder: string, env: Record<string, string>, inputs: Record<string, string> = {}) {
  const options = parseInputs({ 'working-directory': folder, ...inputs }, root)
  const told: GoToolchain[] = []
  const onGo = async (go: GoToolchain): Promise<void> => void told.push(go)
  return prepareGo(options, { log: recordingLog(), env, signal, onGo }).then((go) => ({ go, told }))
}

it('1.19, from Debian, on PATH', async () => {
  const folder = module('old', 'module old\n\ngo 1.19\n')
  const { go, told } = await prepare(folder, environment(debianGo()))
  expect(go).toMatchObject({ source: 'path', version: expect.stringMatching(/^1\.19\.\d+$/) })
  expect(told).toEqual([go])
  expect(builtBy(go, folder)).toBe(`go${go.version}`)
})

it("1.19, in the tool cache, before the machine's, for the version that a file names", async () => {
  const tools = path.join(root, 'tools-1.19')
  const real = debianGo()
  const version = fs.readFileSync(path.join(real, 'VERSION'), 'utf8').trim().replace(/^go/, '')
  fs.mkdirSync(path.join(tools, 'go', version), { recursive: true })
  fs.symlinkSync(real, path.join(tools, 'go', version, process.arch))
  fs.writeFileSync(path.join(tools, 'go', version, `${process.arch}.complete`), '')
  const folder = module('pinned', 'module pinned\n\ngo 1.18\n')
  fs.writeFileSync(path.join(folder, '.tool-versions'), `golang ${version}\n`)
  const { go } = await prepare(folder, environment(machineGo, { RUNNER_TOOL_CACHE: tools }), {
    'go-version-file': 'pinned/.tool-versions',
  })
  expect(go).toMatchObject({ source: 'tool-cache', version })
  expect(builtBy(go, folder)).toBe(`go${version}`)
})

it("the machine's, on PATH, for a module in a workspace", async () => {
  const folder = module('own', 'module own\n\ngo 1.20\n')
  fs.writeFileSync(path.join(folder, 'go.work'), 'go 1.21\n\nuse .\n')
  const { go } = await prepare(folder, environment(machineGo))
  expect(go).toMatchObject({ source: 'path', goroot: machineGo })
  expect(builtBy(go, folder)).toBe(`go${go.version}`)
})

it('1.27.3, through the module proxy, where only an older Go is on PATH', async () => {
  const settings = execFileSync('go', ['env', 'GOPROXY', 'GOSUMDB'], { encoding: 'utf8', env: process.env })
  const [GOPROXY = '', GOSUMDB = ''] = settings.split('\n')
  const folder = module('new', 'module new\n\ngo 1.27.3\n')
  const nowhere = 'http://127.0.0.1:1'
  const log = recordingLog()
  const go = await setupGo(
    {
      spec: '1.27.3',
      goModTexts: [fs.readFileSync(path.join(folder, 'go.mod'), 'utf8')],
      checkLatest: false,
      downloadBaseUrl: '',
      token: '',
      architecture: '',
      toolCacheDirectory: path.join(root, 'tools'),
      workingDirectory: folder,
      environment: { ...process.env, ...environment(debianGo()), GOPROXY, GOSUMDB },
      signal,
      places: { manifest: { raw: nowhere, api: nowhere, releases: nowhere }, site: nowhere },
    },
    log,
  )
  expect(go).toMatchObject({ source: 'download', version: '1.27.3' })
  expect(builtBy(go, folder)).toBe('go1.27.3')
})

describe('later steps', () => {
  const go = (source: GoToolchain['source']): GoToolchain => ({
    version: '1.26.8',
    go: path.join(machineGo, 'bin/go'),
    goroot: machineGo,
    source,
  })

  it('find the Go and what it installs on PATH', async () => {
    const env = environment(machineGo, { GOPATH: '/somewhere/go' })
    expect(await forLaterSteps(go('download'), env)).toEqual({
      paths: [path.join(machineGo, 'bin'), '/somewhere/go/bin'],
      goroot: null,
    })
    expect((await forLaterSteps(go('path'), env)).paths).toEqual(['/somewhere/go/bin'])
  })

  it('do not keep the GOROOT of another Go', async () => {
    const env = environment(machineGo, { GOROOT: debianGo() })
    expect((await forLaterSteps(go('tool-cache'), env)).goroot).toBe(machineGo)
    const right = environment(machineGo, { GOROOT: `${machineGo}/` })
    expect((await forLaterSteps(go('tool-cache'), right)).goroot).toBeNull()
  })
})

it('a prebuilt artifact is no reason to change the PATH of later steps', async () => {
  const artifact = path.join(root, 'program')
  fs.writeFileSync(artifact, '')
  const { go, told } = await prepare('.', environment(machineGo), { artifact })
  expect(go.source).toBe('path')
  expect(told).toEqual([])
})

it('go-version goes before go-version-file, with a warning', async () => {
  const log = recordingLog()
  const options = parseInputs({ 'go-version': '>=1.20', 'go-version-file': 'missing' }, root)
  const env = environment(machineGo, { RUNNER_TOOL_CACHE: path.join(root, 'empty') })
  expect((await prepareGo(options, { log, env, signal })).source).toBe('path')
  expect(log.lines).toContain('warning: Both go-version and go-version-file are given: go-version counts')
})
