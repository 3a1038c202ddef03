import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals'
import { CACHE_LIMITS, type CacheWorker } from '../../src/cache/ask-cache-worker.js'
import { decideCacheUse } from '../../src/cache/cache-use.js'
import { withGoCaches } from '../../src/cache/go-caches.js'
import type { PendingSave } from '../../src/cache/pending-save.js'
import { openRunCache } from '../../src/cache/run-cache.js'
import { saveCaches } from '../../src/cache/save-caches.js'
import { parseInputs, type RawInputs } from '../../src/inputs.js'
import type { GoToolchain } from '../../src/setup/go-toolchain.js'
import { recordingLog } from '../setup/recording-log.js'
import { type CacheService, startCacheService } from './cache-service.js'
import { bundleWorker } from './worker-bundle.js'

jest.setTimeout(180_000)

let directory: string
let worker: CacheWorker
let toolchain: GoToolchain
let service: CacheService
let project: string

beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-go-cache-'))
  worker = await bundleWorker(directory)
  const asked = spawnSync('go', ['env', 'GOROOT', 'GOVERSION'], { env: process.env, encoding: 'utf8' })
  const [goroot = '', version = ''] = asked.stdout.trim().split('\n')
  toolchain = { version: version.slice(2), go: path.join(goroot, 'bin', 'go'), goroot, source: 'path' }
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))
beforeEach(async () => {
  service = await startCacheService()
  project = mkdtempSync(path.join(directory, 'project-'))
  write('go.mod', 'module example.com/p\n\ngo 1.19\n')
  write('main.go', 'package main\n\nfunc main() { println("it runs") }\n')
})
afterEach(() => service.close())

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, name)), { recursive: true })
  writeFileSync(path.join(project, name), text)
}

/** One job on a fresh machine: its own caches of Go, a build, and the post step. */
async function job(inputs: RawInputs = {}, build: (home: string) => void = compile) {
  const home = mkdtempSync(path.join(directory, 'home-'))
  const log = recordingLog()
  const env = {
    ...process.env,
    ...service.environment,
    GOCACHE: path.join(home, 'build'),
    GOMODCACHE: path.join(home, 'modules'),
  }
  const signal = new AbortController().signal
  const base = { worker, env, signal, limits: CACHE_LIMITS, temporaryBase: home, log }
  const saves: PendingSave[] = []
  const hits: boolean[] = []
  const cache = openRunCache(decideCacheUse('true', env), {
    ...base,
    onSaves: (all) => void saves.splice(0, saves.length, ...all),
    onHit: (hit) => void hits.push(hit),
  })
  const context = { log, env, cache, signal, temporaryDirectory: home, reportDirectory: home }
  const options = parseInputs(inputs, project)
  const failure = await withGoCaches(options, toolchain, context, async () => build(home)).then(
    () => null,
    (error: Error) => error.message,
  )
  await saveCaches(saves, base)
  return { home, hits, lines: log.lines, saved: saves.map(({ key }) => key), failure }
}

/** A real build, and a module as the go command would have fetched it. */
function compile(home: string): void {
  const env = {
    ...process.env,
    GOCACHE: path.join(home, 'build'),
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
    GOFLAGS: '',
  }
  const args = ['build', '-x', '-tags', 'netgo,osusergo', '-o', path.join(home, 'program'), '.']
  const built = spawnSync(toolchain.go, args, { cwd: project, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  writeFileSync(path.join(home, 'commands'), built.stderr)
  const module = path.join(home, 'modules', 'example.com', 'a@v1.0.0')
  if (existsSync(module)) return
  mkdirSync(module, { recursive: true })
  writeFileSync(path.join(module, 'a.go'), 'package a\n')
  spawnSync('chmod', ['-R', 'a-w', module])
}

/** How many packages the compiler was started for. */
function compiled(home: string): number {
  return [...readFileSync(path.join(home, 'commands'), 'utf8').matchAll(/\/compile(?= .* -p )/g)].length
}

it('a second job finds modules and objects, and compiles nothing', async () => {
  write('go.sum', 'example.com/a v1.0.0 h1:x\n')
  const first = await job()
  expect([first.failure, first.hits, first.saved.length]).toEqual([null, [false], 2])
  expect(compiled(first.home)).toBeGreaterThan(10)
  expect(service.entries.map(({ key }) => key.split('-')[4]).sort()).toEqual(['build', 'modules'])

  const second = await job()
  expect([second.failure, second.hits, second.saved]).toEqual([null, [true], []])
  expect(compiled(second.home)).toBe(0)
  expect(existsSync(path.join(second.home, 'modules', 'example.com', 'a@v1.0.0', 'a.go'))).toBe(true)
  const left = ['build', 'modules'].flatMap((name) => readdirSync(path.join(second.home, name)))
  expect(left.filter((name) => name.startsWith('legacy-kernel-gate'))).toEqual([])
})

it('other dependencies start from the old ones and are saved under their own key', async () => {
  write('go.sum', 'example.com/a v1.0.0 h1:x\n')
  await job()
  write('go.sum', 'example.com/a v1.0.1 h1:y\n')
  const other = await job()
  expect([other.hits, other.saved.length, compiled(other.home)]).toEqual([[false], 2, 0])
  expect((await job()).hits).toEqual([true])
})

it('other tags have keys of their own', async () => {
  await job()
  const other = await job({ tags: 'fips' })
  expect([other.hits, other.saved.length]).toEqual([[false], 1])
})

it('without dependencies there are only objects', async () => {
  const first = await job()
  expect(first.saved).toHaveLength(1)
  expect(first.saved[0]).toMatch(/-build-.*-none$/)
  expect((await job()).hits).toEqual([true])
})

it('what a failed build left is not saved', async () => {
  const failed = await job({}, () => {
    throw new Error('it does not compile')
  })
  expect([failed.failure, failed.saved, service.entries]).toEqual(['it does not compile', [], []])
})

it('a workspace is keyed by all its sums', async () => {
  write('go.mod', 'module example.com/p\n\ngo 1.19\n')
  write('lib/go.mod', 'module example.com/lib\n\ngo 1.19\n')
  write('go.work', 'go 1.19\n\nuse (\n\t.\n\t./lib\n)\n')
  const keys = async (): Promise<string> => (await job({}, () => undefined)).saved.join()
  const none = await keys()
  write('lib/go.sum', 'example.com/b v1.0.0 h1:x\n')
  const one = await keys()
  write('go.work.sum', 'example.com/c v1.0.0 h1:x\n')
  const both = await keys()
  expect(new Set([none, one, both]).size).toBe(3)
})

it('cache-dependency-path takes globs, several lines, and says when nothing matches', async () => {
  write('deps/one.lock', 'one')
  const inputs = { 'cache-dependency-path': 'deps/*.lock\n!deps/other.lock' }
  const first = await job(inputs, () => undefined)
  write('deps/other.lock', 'other')
  expect((await job(inputs, () => undefined)).saved).toEqual(first.saved)
  write('deps/two.lock', 'two')
  expect((await job(inputs, () => undefined)).saved).not.toEqual(first.saved)

  const before = service.requests.length
  const none = await job({ 'cache-dependency-path': 'no/such/*.sum' }, () => undefined)
  expect([none.saved, service.requests.length]).toEqual([[], before])
  expect(none.lines.join('\n')).toMatch(/warning: Input cache-dependency-path: no file matches/)
})

it('a broken checkout is left to the build to tell', async () => {
  const broken = await job({ 'working-directory': 'missing' }, () => undefined)
  expect([broken.failure, broken.hits, broken.saved]).toEqual([null, [false], []])
})
