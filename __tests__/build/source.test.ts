import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import type { BuiltProgram } from '../../src/build/build.js'
import { goFixture, MAIN } from './go-fixture.js'

// Compiling takes its time on a busy machine.
jest.setTimeout(180_000)

const fixture = goFixture()
afterAll(() => fixture.remove())

const GO_MOD = 'module example.com/app\n\ngo 1.20\n'

function only(programs: readonly BuiltProgram[]): BuiltProgram {
  const [program] = programs
  if (!program || programs.length !== 1) throw new Error(`${programs.length} programs`)
  return program
}

function git(directory: string, ...args: string[]): string {
  const env = {
    ...process.env,
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
    ...{ GIT_AUTHOR_DATE: '2026-01-02T03:04:05+02:00', GIT_COMMITTER_DATE: '2026-01-02T03:04:05+02:00' },
    ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' },
  }
  return execFileSync('git', args, { cwd: directory, env, encoding: 'utf8' })
}

it('tells which files the tags include and leave out, and what vet says of their constraints', async () => {
  const directory = fixture.folder({
    'go.mod': GO_MOD,
    'main.go': 'package main\n\nimport _ "example.com/app/poll"\n\nfunc main() {}\n',
    'main_test.go': '//go:build 310only\n\npackage main\n',
    'poll/old.go': '//go:build linux && 310only\n\npackage poll\n',
    'poll/new.go': '//go:build linux && !310only\n\npackage poll\n',
    'poll/plain.go': 'package poll\n',
    'poll/poll_windows.go': 'package poll\n',
    'poll/poll_linux.go': 'package poll\n',
    'poll/pure.go': '// +build netgo\n\npackage poll\n',
    'poll/late.go': '// +build 310only\npackage poll\n\nvar Late = 1\n',
    'poll/_draft.go': '//go:build draft\n\npackage poll\n',
    'other/other.go': '//go:build 310only\n\npackage other\n',
  })
  const { source } = only(await fixture.build(directory, { tags: ['310only'] }))
  const name = path.basename(directory)
  expect(source.tags).toEqual(['netgo', 'osusergo', '310only'])
  const { rows, ...counts } = source.files
  expect(
    rows.map(({ file, constraint, included, changedBy }) => [
      path.relative(name, file),
      constraint,
      included,
      changedBy.join(' '),
    ]),
  ).toEqual([
    ['poll/new.go', '//go:build linux && !310only', false, '310only'],
    ['poll/old.go', '//go:build linux && 310only', true, '310only'],
    ['poll/pure.go', '// +build netgo', true, 'netgo'],
    ['poll/poll_windows.go', '_windows in the name', false, ''],
    ['poll/poll_linux.go', '_linux in the name', true, ''],
  ])
  expect(counts).toEqual({ constrained: 5, leftOut: 2, changed: 3, files: 8 })
  expect(rows[0]?.package).toBe('example.com/app/poll')
  expect(source.constraints).toEqual({
    wrong: [
      {
        file: `${name}/poll/late.go`,
        line: 1,
        column: 1,
        message: 'misplaced +build comment',
      },
    ],
    trouble: null,
  })
  expect(source.demands).toEqual([{ file: `${name}/go.mod`, line: 3, directive: 'go', version: '1.20' }])
})

it('a vet that cannot run is told, and fails nothing', async () => {
  const directory = fixture.folder({
    'go.mod': GO_MOD,
    'main.go': MAIN,
    'main_test.go': 'package main\n\nvar x int = "no"\n',
  })
  const { source } = only(await fixture.build(directory))
  expect(source.constraints).toEqual({ wrong: [], trouble: expect.stringContaining('main_test.go:3') })
})

it('builds from a workspace, whose modules have no published versions', async () => {
  const directory = fixture.folder({
    'go.work': 'go 1.20\n\nuse (\n\t./svc\n\t./lib\n)\n',
    'svc/go.mod': 'module example.com/svc\n\ngo 1.20\n',
    'svc/main.go': 'package main\n\nimport "example.com/lib"\n\nfunc main() { println(lib.Name) }\n',
    'lib/go.mod': 'module example.com/lib\n\ngo 1.19\n',
    'lib/lib_linux.go': 'package lib\n\nconst Name = "lib"\n',
  })
  const { artifact, source } = only(await fixture.build(path.join(directory, 'svc')))
  expect(artifact.package).toBe('example.com/svc')
  expect(source.files.rows.map(({ package: from }) => from)).toEqual(['example.com/lib'])
  const places = source.demands.map(
    ({ file, line, version }) => `${path.relative(path.basename(directory), file)}:${line} ${version}`,
  )
  expect(places.sort()).toEqual(['go.work:1 1.20', 'lib/go.mod:3 1.19', 'svc/go.mod:3 1.20'])
})

describe('vendoring', () => {
  const vendored = (version: string) =>
    fixture.folder({
      'go.mod': 'module example.com/app\n\ngo 1.20\n\nrequire example.org/dep v1.0.0\n',
      'main.go': 'package main\n\nimport "example.org/dep"\n\nfunc main() { println(dep.Name) }\n',
      'vendor/modules.txt': `# example.org/dep ${version}\n## explicit; go 1.20\nexample.org/dep\n`,
      'vendor/example.org/dep/dep.go': 'package dep\n\nconst Name = "vendored"\n',
      'vendor/example.org/dep/dep_windows.go': 'package dep\n',
    })

  it('takes the vendor folder without a word, and no network', async () => {
    const { artifact, source } = only(await fixture.build(vendored('v1.0.0')))
    expect(artifact.name).toBe('app')
    // Files of others are not the author's to look at.
    expect(source.files.rows).toEqual([])
  })

  it('says what to do about one that does not fit go.mod', async () => {
    await expect(fixture.build(vendored('v1.1.0'))).rejects.toMatchObject({
      hint: 'Run go mod vendor and commit the vendor folder.',
    })
  })
})

describe('output', () => {
  const two = () => fixture.folder({ 'go.mod': GO_MOD, 'cmd/one/main.go': MAIN, 'cmd/two/main.go': MAIN })

  it('puts several programs into a folder, and those are what is judged', async () => {
    const output = path.join(fixture.root, 'dist of two')
    const programs = await fixture.build(two(), { packages: ['./cmd/...'], output })
    expect(programs.map(({ artifact }) => artifact.path)).toEqual([
      path.join(output, 'one'),
      path.join(output, 'two'),
    ])
    expect(fs.readdirSync(output)).toEqual(['one', 'two'])
  })

  it('puts one program as that file, over an earlier one', async () => {
    const directory = two()
    const output = path.join(directory, 'bin/agent-linux')
    const [first] = await fixture.build(directory, { packages: ['./cmd/one'], output })
    const [again] = await fixture.build(directory, { packages: ['./cmd/one'], output })
    expect(again?.artifact).toEqual(first?.artifact)
    expect(again?.artifact).toMatchObject({ path: output, name: 'agent-linux' })
    const inFolder = await fixture.build(directory, { packages: ['./cmd/one'], output: `${directory}/out/` })
    expect(inFolder[0]?.artifact.path).toBe(path.join(directory, 'out/one'))
  })

  it('leaves no earlier program where the build failed', async () => {
    const directory = two()
    const output = path.join(directory, 'agent')
    await fixture.build(directory, { packages: ['./cmd/one'], output })
    fs.writeFileSync(path.join(directory, 'cmd/one/main.go'), 'package main\n\nfunc main() { nope() }\n')
    await expect(fixture.build(directory, { packages: ['./cmd/one'], output })).rejects.toMatchObject({
      code: 'build-failed',
    })
    expect(fs.existsSync(output)).toBe(false)
  })

  it.each([
    ['go.mod', ['./cmd/one'], 'go.mod is there already and is no program'],
    ['go.mod', ['./cmd/...'], 'go.mod is a file, and 2 programs are built'],
    ['go.mod/', ['./cmd/one'], 'go.mod is a file, not a folder'],
    ['go.mod/x', ['./cmd/one'], 'go.mod cannot be made'],
  ])('never writes over %s', async (name, packages, problem) => {
    const directory = two()
    await expect(
      fixture.build(directory, { packages, output: `${directory}/${name}` }),
    ).rejects.toMatchObject({ code: 'bad-output', message: expect.stringContaining(problem) })
    expect(fs.readFileSync(path.join(directory, 'go.mod'), 'utf8')).toBe(GO_MOD)
  })
})

describe('processor', () => {
  it.each([
    [{ goarch: 'arm64' }, ['GOARCH=arm64']],
    [{ goarch: '386' }, ['GOARCH=386']],
    [{ goarch: 'amd64', goamd64: 'v3' }, ['GOARCH=amd64', 'GOAMD64=v3']],
  ] as const)('%j', async (change, settings) => {
    const directory = fixture.folder({ 'go.mod': GO_MOD, 'main.go': MAIN })
    const { artifact } = only(await fixture.build(directory, change))
    const info = execFileSync('go', ['version', '-m', artifact.path], { encoding: 'utf8', env: process.env })
    for (const setting of settings) expect(info).toContain(`build\t${setting}\n`)
  })
})

describe('a commit', () => {
  const committed = (): string => {
    const directory = fixture.folder({
      'go.mod': GO_MOD,
      'main.go':
        'package main\n\nvar version, commit, date string\n\nfunc main() { print(version, " ", commit, " ", date) }\n',
    })
    git(directory, 'init', '--quiet', '--initial-branch=main')
    git(directory, 'add', '.')
    git(directory, 'commit', '--quiet', '--message=one')
    git(directory, 'tag', 'v1.4.2')
    return directory
  }
  const ldflags = '-X main.version={{.Version}} -X main.commit={{.Commit}} -X main.date={{.Date}}'

  it('is stamped into the program, which is the same from two folders', async () => {
    const [first, second] = [committed(), committed()]
    const one = only(await fixture.build(first, { ldflags }))
    const two = only(await fixture.build(second, { ldflags }, { TZ: 'Asia/Tokyo' }))
    const { stderr } = spawned(one.artifact.path)
    const commit = git(first, 'rev-parse', 'HEAD').trim()
    expect(stderr).toBe(`1.4.2 ${commit} 2026-01-02T01:04:05Z`)
    expect(two.artifact.digest).toBe(one.artifact.digest)
    const info = execFileSync('go', ['version', '-m', one.artifact.path], {
      encoding: 'utf8',
      env: process.env,
    })
    expect(info).toContain(`vcs.revision=${commit}`)
  })

  it('a changed file shows in the version', async () => {
    const directory = committed()
    fs.appendFileSync(path.join(directory, 'main.go'), '// more\n')
    const { artifact } = only(await fixture.build(directory, { ldflags }))
    expect(spawned(artifact.path).stderr).toMatch(/^1\.4\.2-dirty /)
  })

  it('without git there is a sentence', async () => {
    const directory = fixture.folder({ 'go.mod': GO_MOD, 'main.go': MAIN })
    await expect(fixture.build(directory, { ldflags })).rejects.toMatchObject({
      code: 'no-git-stamp',
      message: expect.stringContaining('not a git repository'),
    })
  })
})

function spawned(file: string) {
  const stderr = execFileSync('sh', ['-c', '"$0" 2>&1', file], { encoding: 'utf8' })
  return { stderr }
}
