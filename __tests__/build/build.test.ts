import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { buildArtifacts } from '../../src/build/build.js'
import { BuildError } from '../../src/build/build-error.js'
import type { BuildOptions } from '../../src/build/go-command.js'
import { loadArtifact } from '../../src/build/load-artifact.js'
import { toGateError } from '../../src/errors.js'
import type { Log } from '../../src/log.js'
import { createTerminalLog } from '../../src/terminal-log.js'
import { recordingLog } from '../setup/recording-log.js'
import { MAIN, TOOLCHAIN, writeFiles } from './go-fixture.js'
import { sampleBuildOptions } from './sample-options.js'

// Compiling takes its time on a busy machine.
jest.setTimeout(60_000)

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'build test '))
/** For a program that go's -toolexec names: no blank may be in its path. */
const toolFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'toolexec-'))
/** No settings file of the machine, no module download. */
const env = { ...process.env, GOENV: 'off', GOFLAGS: '', GOPROXY: 'off', GITHUB_WORKSPACE: root }
let folders = 0

afterAll(() => {
  for (const made of [root, toolFolder]) fs.rmSync(made, { recursive: true, force: true })
})

function folder(files: Readonly<Record<string, string>>): string {
  const directory = path.join(root, `module ${++folders}`)
  writeFiles(directory, files)
  return directory
}

function moduleWith(files: Readonly<Record<string, string>>): string {
  return folder({ 'go.mod': 'module example.com/app\n\ngo 1.20\n', ...files })
}

function build(
  workingDirectory: string,
  change: Partial<BuildOptions> = {},
  environment: NodeJS.ProcessEnv = env,
  log?: Log,
) {
  const recorded = recordingLog()
  const reportDirectory = path.join(workingDirectory, 'report')
  const context = {
    log: log ?? recorded,
    env: environment,
    signal: new AbortController().signal,
    reportDirectory,
    temporaryDirectory: root,
  }
  const programs = buildArtifacts(sampleBuildOptions(workingDirectory, change), TOOLCHAIN, context)
  return { log: recorded, artifacts: programs.then((built) => built.map(({ artifact }) => artifact)) }
}

async function failure(workingDirectory: string, change: Partial<BuildOptions> = {}, environment = env) {
  const error = await build(workingDirectory, change, environment).artifacts.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error
}

/** The log of a terminal, and what it has printed. */
function terminal() {
  const stream = new PassThrough()
  const log = createTerminalLog({ stream, interactive: false })
  return { log, text: () => String(stream.read() ?? '') }
}

const buildInfo = (file: string) => execFileSync('go', ['version', '-m', file], { encoding: 'utf8' })
const run = (file: string) => execFileSync(file, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

describe('buildArtifacts', () => {
  it('builds a program that runs, with the flags that the mission asks for', async () => {
    const directory = moduleWith({
      'main.go': 'package main\n\nimport "fmt"\n\nvar v = "none"\n\nfunc main() { fmt.Print(v) }\n',
    })
    const [artifact] = await build(directory, { ldflags: '-X main.v=1.2' }).artifacts
    const file = path.join(directory, 'report/artifacts/app')
    const bytes = fs.readFileSync(file)
    expect(artifact).toEqual({
      name: 'app',
      path: file,
      package: 'example.com/app',
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      size: bytes.length,
    })
    expect(run(file)).toBe('1.2')
    const info = buildInfo(file)
    for (const setting of ['-trimpath=true', '-tags=netgo,osusergo', 'CGO_ENABLED=0', 'GOOS=linux']) {
      expect(info).toContain(setting)
    }
  })

  it('tells two programs of one name apart', async () => {
    const directory = moduleWith({ 'a/server/main.go': MAIN, 'b/server/main.go': MAIN })
    const artifacts = await build(directory, { packages: ['./a/server', './b/...'] }).artifacts
    expect(artifacts.map(({ name, package: from }) => [name, from])).toEqual([
      ['a-server', 'example.com/app/a/server'],
      ['b-server', 'example.com/app/b/server'],
    ])
  })

  it('takes the programs of ./... and passes over everything else', async () => {
    const directory = moduleWith({
      'cmd/one/main.go': MAIN,
      'cmd/two/main.go': MAIN,
      'lib/lib.go': 'package lib\n',
      'tests/a_test.go': 'package tests\n',
      'gen/gen.go': `//go:build ignore\n\n${MAIN}`,
    })
    const artifacts = await build(directory, { packages: ['./...', './cmd/one'] }).artifacts
    expect(artifacts.map(({ name }) => name)).toEqual(['one', 'two'])
  })

  it('builds single files', async () => {
    const directory = moduleWith({
      'tools/gen.go': 'package main\n\nfunc main() { help() }\n',
      'tools/help.go': 'package main\n\nfunc help() {}\n',
    })
    const artifacts = await build(directory, { packages: ['tools/gen.go', 'tools/help.go'] }).artifacts
    expect(artifacts.map(({ name }) => name)).toEqual(['gen'])
  })

  it("lets the user's tags, those of GOFLAGS too, choose files", async () => {
    const directory = moduleWith({
      'main.go': 'package main\n\nfunc main() { one(); two() }\n',
      'one.go': '//go:build 310only\n\npackage main\n\nfunc one() {}\n',
      'two.go': '//go:build legacy && netgo\n\npackage main\n\nfunc two() {}\n',
    })
    const environment = { ...env, GOFLAGS: '-tags=legacy' }
    const [artifact] = await build(directory, { tags: ['310only'] }, environment).artifacts
    expect(buildInfo(artifact?.path ?? '')).toContain('-tags=netgo,osusergo,legacy,310only')
    expect(await failure(directory)).toBeInstanceOf(BuildError)
  })

  it('writes over what an earlier run left', async () => {
    const directory = moduleWith({ 'main.go': MAIN, 'report/artifacts/app': 'not a program' })
    const [artifact] = await build(directory).artifacts
    expect(buildInfo(artifact?.path ?? '')).toContain('example.com/app')
  })

  it("keeps the runner's secrets from the build", async () => {
    const directory = moduleWith({ 'main.go': MAIN })
    const spy = path.join(directory, 'spy.sh')
    fs.writeFileSync(spy, `#!/bin/sh\nenv >> "${directory}/seen"\nexec "$@"\n`, { mode: 0o755 })
    const secrets = { ACTIONS_RUNTIME_TOKEN: 'hunter2', GITHUB_TOKEN: 'hunter2', INPUT_TOKEN: 'hunter2' }
    const environment = {
      ...env,
      ...secrets,
      GOFLAGS: `'-toolexec="${spy}"'`,
      GOPRIVATE: 'kept',
    }
    await build(directory, {}, environment).artifacts
    const seen = fs.readFileSync(path.join(directory, 'seen'), 'utf8')
    expect(seen).toContain('GOPRIVATE=kept')
    expect(seen).not.toContain('hunter2')
  })

  it('builds without the stamp when git does not answer for the checkout', async () => {
    const directory = moduleWith({ 'main.go': MAIN, '.git/HEAD': 'broken' })
    const { log, artifacts } = build(directory)
    expect(await artifacts).toHaveLength(1)
    expect(log.lines.join('\n')).toMatch(/warning: git does not answer .* -buildvcs=false/)
    const error = await failure(directory, { buildFlags: ['-buildvcs=true'] })
    expect(error).toMatchObject({ hint: expect.stringContaining('safe.directory') })
  })
})

describe('a build that fails', () => {
  it('names file, line and column below the workspace', async () => {
    const directory = moduleWith({
      'cmd/x/main.go': 'package main\n\nfunc main() {\n\tvar s string = 1\n\t_ = s\n\tnope()\n}\n',
    })
    const { log, artifacts } = build(directory, { packages: ['./cmd/x'] })
    const error: unknown = await artifacts.catch((thrown: unknown) => thrown)
    const file = path.join(path.basename(directory), 'cmd/x/main.go')
    expect(error).toMatchObject({
      stage: 'build',
      code: 'build-failed',
      fault: 'user',
      compileErrors: [
        { file, line: 4, column: 17, message: expect.stringContaining('cannot use 1') },
        { file, line: 6, column: 2, message: 'undefined: nope' },
      ],
    })
    expect(error).toHaveProperty('message', expect.stringContaining(`${file}:4: cannot use 1`))
    expect(log.lines.join('\n')).toContain("go build -trimpath -tags netgo,osusergo -ldflags '-s -w' -o")
    expect(log.lines.join('\n')).toContain('undefined: nope')
  })

  it.each([
    ['syntax', 'package main\n\nfunc main({\n', 3],
    ['a missing module', 'package main\n\nimport _ "example.org/missing"\n\nfunc main() {}\n', 3],
    ['a package clause that is none', 'packige main\n', 1],
  ])('%s: the place is found', async (_, text, line) => {
    const directory = moduleWith({ 'main.go': text })
    const error = await failure(directory)
    expect(error).toMatchObject({ code: 'build-failed' })
    expect(error).toHaveProperty('compileErrors', [
      expect.objectContaining({ file: path.join(path.basename(directory), 'main.go'), line }),
    ])
  })

  it('a broken go.mod', async () => {
    const directory = folder({ 'go.mod': 'module a\n\nfoo bar\n', 'main.go': MAIN })
    const file = path.join(path.basename(directory), 'go.mod')
    expect(await failure(directory)).toMatchObject({ compileErrors: [{ file, line: 3 }] })
  })

  it('a go.mod that wants a newer Go', async () => {
    const directory = folder({ 'go.mod': 'module a\n\ngo 1.99\n', 'main.go': MAIN })
    expect(await failure(directory)).toMatchObject({ hint: expect.stringContaining('go-version') })
  })

  it('a workflow command in a message stays text', async () => {
    const directory = moduleWith({
      'main.go': 'package main\n\n//line ::error::x.go:1\nfunc main() { a() }\n',
    })
    const { text, log } = terminal()
    await expect(build(directory, {}, env, log).artifacts).rejects.toThrow('go build')
    const shown = text()
    expect(shown).toContain('\\::error::x.go:1')
    expect(shown).not.toMatch(/^\s*::/m)
  })
})

it('shows what go prints while it is still building', async () => {
  const directory = moduleWith({ 'main.go': MAIN })
  const seen: string[] = []
  const log: Log = {
    ...recordingLog(),
    group: (title, work) => {
      seen.push(title)
      return work((text) => seen.push(text)).finally(() => seen.push('end'))
    },
  }
  await build(directory, { buildFlags: ['-x'] }, env, log).artifacts
  expect(seen[0]).toMatch(/^go build .* example\.com\/app$/)
  // -x prints the commands one by one.
  expect(seen.length).toBeGreaterThan(4)
  expect(seen.join('')).toContain('WORK=')
  expect(seen.at(-1)).toBe('end')
})

it('runs a go whose path has blanks and quotes', async () => {
  const directory = moduleWith({ 'main.go': MAIN })
  const go = path.join(directory, 'a "go" \\ here')
  fs.symlinkSync(TOOLCHAIN.go, go)
  const context = {
    log: recordingLog(),
    env,
    signal: new AbortController().signal,
    reportDirectory: directory,
    temporaryDirectory: directory,
  }
  const artifacts = await buildArtifacts(sampleBuildOptions(directory), { ...TOOLCHAIN, go }, context)
  expect(artifacts).toHaveLength(1)
})

it('a cancelled build is not waited for', async () => {
  const tool = path.join(toolFolder, 'wait.sh')
  const wait = `#!/bin/sh
case "$*" in *-V=full*) exec "$@" ;; esac
for i in $(seq 100); do [ -e "${toolFolder}/go-on" ] || sleep 0.1; done
exec "$@"
`
  const directory = moduleWith({ 'main.go': MAIN })
  fs.writeFileSync(tool, wait, { mode: 0o755 })
  const options = sampleBuildOptions(directory, { buildFlags: ['-x'] })
  const controller = new AbortController()
  const log: Log = {
    ...recordingLog(),
    // By -x it tells what it does before it does it.
    group: (_, work) => work(() => controller.abort()),
  }
  const environment = { ...env, GOFLAGS: `-toolexec=${tool}` }
  const context = {
    ...{ log, env: environment, signal: controller.signal },
    ...{ reportDirectory: directory, temporaryDirectory: directory },
  }
  const error = await buildArtifacts(options, TOOLCHAIN, context).catch((thrown: unknown) => thrown)
  expect(fs.existsSync(path.join(directory, 'artifacts/app'))).toBe(false)
  expect(toGateError(error, 'build')).toMatchObject({ code: 'cancelled', fault: 'user', stage: 'build' })
  fs.writeFileSync(path.join(toolFolder, 'go-on'), '')
})

describe('packages that are not there', () => {
  const programs = () =>
    moduleWith({ 'cmd/one/main.go': MAIN, 'main.go': MAIN, 'lib/lib.go': 'package lib\n' })

  it.each([
    ['./nope', 'is not there'],
    ['./nope/...', 'is not there'],
    ['example.com/app/nope', 'is not there'],
    ['fmtt', 'is not there'],
    ['example.com/app@v1', 'is not there'],
    ['./lib', 'is package lib, not a program'],
    ['./lib/...', 'holds no main package'],
  ])('%s: the programs that exist are named', async (name, problem) => {
    const error = await failure(programs(), { packages: [name] })
    expect(error).toMatchObject({ code: 'no-package', message: expect.stringContaining(problem) })
    expect(error).toHaveProperty('hint', 'The main packages there: ., ./cmd/one.')
  })

  it('a flag is no package', async () => {
    const error = await failure(programs(), { packages: ['-toolexec=/bin/false'] })
    expect(error).toMatchObject({ code: 'no-package', message: expect.stringContaining('is a flag') })
  })

  it('no go.mod: the modules below are named', async () => {
    const directory = folder({
      'svc/a/go.mod': 'module a\n',
      'svc/b/go.mod': 'module b\n',
      'vendor/go.mod': '',
    })
    expect(await failure(directory)).toMatchObject({
      code: 'no-module',
      hint: 'Set working-directory to a module: svc/a, svc/b.',
    })
    expect(await failure(folder({ README: '' }), { packages: ['./...'] })).toMatchObject({
      code: 'no-module',
      hint: expect.stringContaining('Check out'),
    })
  })

  it('a working directory that does not exist, or is a file', async () => {
    expect(await failure(path.join(root, 'nowhere'))).toMatchObject({ code: 'no-working-directory' })
    const file = path.join(moduleWith({ x: '' }), 'x')
    expect(await failure(file)).toMatchObject({ message: expect.stringContaining('is no folder') })
  })

  it('a go that is not there', async () => {
    const gone = { ...TOOLCHAIN, go: path.join(root, 'no go') }
    const options = sampleBuildOptions(root)
    const signal = new AbortController().signal
    const context = { log: recordingLog(), env, signal, reportDirectory: root, temporaryDirectory: root }
    await expect(buildArtifacts(options, gone, context)).rejects.toMatchObject({ code: 'no-go' })
  })
})

describe('loadArtifact', () => {
  it('describes a prebuilt file, executable or not', async () => {
    const file = path.join(folder({ 'my tool': 'abc' }), 'my tool')
    const warnings: string[] = []
    expect(await loadArtifact(file, null, (text) => warnings.push(text))).toEqual({
      name: 'my tool',
      path: file,
      package: null,
      digest: 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      size: 3,
    })
    expect(warnings).toEqual([expect.stringContaining('no executable bit')])
    fs.chmodSync(file, 0o755)
    await loadArtifact(file, null, (text) => warnings.push(text))
    expect(warnings).toHaveLength(1)
  })

  it.each([
    ['missing', 'does not exist'],
    ['empty', 'is empty'],
    ['folder', 'is a folder'],
    ['fifo', 'no regular file'],
    ['link', 'does not exist'],
  ])('%s', async (name, problem) => {
    const directory = folder({ empty: '', 'folder/x': '' })
    execFileSync('mkfifo', [path.join(directory, 'fifo')])
    fs.symlinkSync('nowhere', path.join(directory, 'link'))
    await expect(loadArtifact(path.join(directory, name))).rejects.toMatchObject({
      code: 'no-artifact',
      message: expect.stringContaining(problem),
    })
  })
})
