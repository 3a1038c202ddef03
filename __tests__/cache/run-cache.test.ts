import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { CACHE_LIMITS, type CacheLimits, type CacheWorker } from '../../src/cache/ask-cache-worker.js'
import { decideCacheUse } from '../../src/cache/cache-use.js'
import type { PendingSave } from '../../src/cache/pending-save.js'
import { openRunCache, type Restored, type RunCache } from '../../src/cache/run-cache.js'
import { saveCaches } from '../../src/cache/save-caches.js'
import { recordingLog } from '../setup/recording-log.js'
import { type CacheService, type Fault, type Stage, startCacheService } from './cache-service.js'
import { bundleWorker } from './worker-bundle.js'

jest.setTimeout(120_000)

let directory: string
let worker: CacheWorker
let service: CacheService
let log: ReturnType<typeof recordingLog>
let content: string

beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-cache-'))
  worker = await bundleWorker(directory)
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))
beforeEach(async () => {
  service = await startCacheService()
  log = recordingLog()
  content = mkdtempSync(path.join(directory, 'content-'))
  mkdirSync(path.join(content, 'sub'))
  writeFileSync(path.join(content, 'sub', 'file'), 'cached')
})
afterEach(() => service.close())

function context(limits: Partial<CacheLimits> = {}, signal = new AbortController().signal) {
  return {
    worker,
    env: { ...process.env, ...service.environment },
    signal,
    limits: { ...CACHE_LIMITS, ...limits },
    temporaryBase: directory,
    log,
  }
}

function openCache(choice: 'true' | 'restore-only' = 'true', limits: Partial<CacheLimits> = {}) {
  const saves: PendingSave[] = []
  const cache = openRunCache(decideCacheUse(choice, { ...process.env, ...service.environment }), {
    ...context(limits),
    onSaves: (all) => void saves.splice(0, saves.length, ...all),
    onHit: () => undefined,
  })
  return { cache, saves }
}

interface Outcome {
  readonly restored: Restored
  /** What the file said; null when nothing was handed over. */
  readonly text: string | null
}

async function restore(cache: RunCache, key: string, restoreKeys: readonly string[] = []): Promise<Outcome> {
  let text: string | null = null
  const beside = path.join(directory, 'beside')
  const take = async (staging: string): Promise<void> => {
    text = readFileSync(path.join(staging, 'sub', 'file'), 'utf8')
  }
  const restored = await cache.restore({ title: 'the test', key, restoreKeys, beside, take })
  expect(readdirSync(beside)).toEqual([])
  return { restored, text }
}

function save(key: string, limits: Partial<CacheLimits> = {}): Promise<void> {
  return saveCaches([{ kind: 'directory', key, path: content }], context(limits))
}

function warnings(): string {
  return log.lines.filter((line) => line.startsWith('warning')).join('\n')
}

/** Nothing of a worker is left: no folder of its, and no process in it. */
function leftOvers(): readonly string[] {
  return readdirSync(directory).filter((name) => /^legacy-kernel-gate-/.test(name))
}

describe('restore and save', () => {
  it('misses, saves, and hits in the next run', async () => {
    expect(await restore(openCache().cache, 'k-1')).toEqual({ restored: 'none', text: null })
    await save('k-1')
    expect(service.entries.map(({ key }) => key)).toEqual(['k-1'])
    expect(await restore(openCache().cache, 'k-1')).toEqual({ restored: 'exact', text: 'cached' })
    expect(warnings()).toBe('')
    expect(leftOvers()).toEqual([])
  })

  it('falls back to the newest entry of the first restore key that has one', async () => {
    await save('go1.26-a-1')
    writeFileSync(path.join(content, 'sub', 'file'), 'newer')
    await save('go1.26-a-2')
    writeFileSync(path.join(content, 'sub', 'file'), 'other')
    await save('go1.26-b-1')
    const { cache } = openCache()
    expect(await restore(cache, 'go1.26-a-3', ['go1.26-a-', 'go1.26-'])).toEqual({
      restored: 'partial',
      text: 'newer',
    })
    expect(await restore(cache, 'go1.26-c-3', ['go1.26-c-', 'go1.26-'])).toEqual({
      restored: 'partial',
      text: 'other',
    })
    expect(await restore(cache, 'go1.27-a-3', ['go1.27-'])).toEqual({ restored: 'none', text: null })
  })

  it('saves a single file', async () => {
    const file = path.join(content, 'sub', 'file')
    const sub = (staging: string): Promise<void> => {
      expect(readdirSync(staging)).toEqual(['file'])
      return Promise.resolve()
    }
    await saveCaches([{ kind: 'file', key: 'f', path: file }], context())
    const request = {
      title: 'it',
      key: 'f',
      restoreKeys: [],
      beside: path.join(directory, 'beside'),
      take: sub,
    }
    expect(await openCache().cache.restore(request)).toBe('exact')
  })

  it('saves more than one block', async () => {
    const { randomBytes } = await import('node:crypto')
    writeFileSync(path.join(content, 'large'), randomBytes(130 << 20))
    await save('large')
    expect(service.requests.filter((line) => line.startsWith('PUT')).length).toBeGreaterThan(2)
    expect(await restore(openCache().cache, 'large')).toEqual({ restored: 'exact', text: 'cached' })
  })

  it('leaves an empty folder and one that is not there alone', async () => {
    rmSync(path.join(content, 'sub'), { recursive: true })
    await save('empty')
    rmSync(content, { recursive: true })
    await save('gone')
    expect([service.requests, warnings()]).toEqual([[], ''])
  })

  it('does not save what a killed restore left', async () => {
    mkdirSync(path.join(content, 'legacy-kernel-gate-restore-abc', 'x'), { recursive: true })
    chmodSync(path.join(content, 'legacy-kernel-gate-restore-abc', 'x'), 0o555)
    await save('k')
    expect(existsSync(path.join(content, 'legacy-kernel-gate-restore-abc'))).toBe(false)
  })

  it('says nothing bad when another job has saved the same key', async () => {
    await save('k')
    await save('k')
    expect(service.entries).toHaveLength(1)
    expect([warnings(), log.lines.at(-1)]).toEqual(['', 'Another job has saved, or is saving, k'])
  })

  it('hands over to the post step what is to be saved, and with restore-only nothing', () => {
    const file: PendingSave = { kind: 'file', key: 'f', path: '/f' }
    const open = openCache('true')
    const closed = openCache('restore-only')
    for (const { cache } of [open, closed]) cache.saveLater(file)
    expect([open.saves, closed.saves, closed.cache.restores]).toEqual([[file], [], true])
  })
})

describe('trouble is a warning', () => {
  it.each<[Stage, Fault, RegExp]>([
    ['lookup', 403, /403/],
    ['lookup', 500, /500/],
    ['lookup', 'hang', /longer than 3 s/],
    ['download', 403, /./],
    ['download', 'cut', /./],
    ['download', 'hang', /longer than 6 s/],
  ])('a restore whose %s ends in %s', async (stage, fault, reason) => {
    await save('k')
    service.faults.set(stage, fault)
    const { cache } = openCache('true', { lookupMs: 3_000, restoreMs: 6_000 })
    expect(await restore(cache, 'k')).toEqual({ restored: 'none', text: null })
    expect(warnings()).toMatch(reason)
    expect(warnings().split('\n')).toHaveLength(1)
    expect(leftOvers()).toEqual([])
  })

  it('asks a broken service no second time', async () => {
    service.faults.set('lookup', 403)
    const { cache } = openCache()
    await restore(cache, 'a')
    const asked = service.requests.length
    expect(await restore(cache, 'b')).toEqual({ restored: 'none', text: null })
    expect([service.requests.length, warnings().split('\n').length]).toEqual([asked, 1])
  })

  it.each<[Stage, Fault, RegExp]>([
    ['reserve', 500, /500|longer than 8 s/],
    ['reserve', 'hang', /longer than 8 s/],
    ['upload', 403, /403|not authorized|out of order/i],
    ['upload', 'hang', /longer than 8 s/],
    ['commit', 403, /./],
  ])('a save whose %s ends in %s', async (stage, fault, reason) => {
    service.faults.set(stage, fault)
    await save('k', { saveMs: 8_000 })
    expect(warnings()).toMatch(reason)
    expect(service.entries).toEqual([])
    expect(leftOvers()).toEqual([])
  })

  it('an entry that is no archive', async () => {
    await save('k')
    for (const entry of service.entries) entry.bytes = Buffer.from('not zstd at all')
    expect(await restore(openCache().cache, 'k')).toEqual({ restored: 'none', text: null })
    expect(warnings()).not.toBe('')
  })

  it('a worker that cannot be started', async () => {
    worker = { file: path.join(directory, 'missing.mjs'), execArgv: [] }
    try {
      expect(await restore(openCache().cache, 'k')).toEqual({ restored: 'none', text: null })
      expect(warnings()).toMatch(/ended with 1/)
    } finally {
      worker = { file: path.join(directory, 'cache-worker.mjs'), execArgv: [] }
    }
  })

  it('a cancelled run waits for nothing', async () => {
    service.faults.set('lookup', 'hang')
    const controller = new AbortController()
    const cache = openRunCache(decideCacheUse('true', service.environment), {
      ...context({}, controller.signal),
      onSaves: () => undefined,
      onHit: () => undefined,
    })
    let over = false
    const restoring = restore(cache, 'k').finally(() => {
      over = true
    })
    while (service.requests.length === 0 && !over) await new Promise((resolve) => setTimeout(resolve, 20))
    controller.abort()
    expect(await restoring).toEqual({ restored: 'none', text: null })
    expect(leftOvers()).toEqual([])
  })
})

describe('files of cache-dependency-path', () => {
  it('are found by globs, folders left out', async () => {
    mkdirSync(path.join(content, 'go.sum'))
    writeFileSync(path.join(content, 'sub', 'go.sum'), '')
    writeFileSync(path.join(content, 'sub', 'other.sum'), '')
    const patterns = [`${content}/**/*.sum`, `!${content}/**/other.sum`]
    const found = await openCache().cache.findFiles(patterns, content)
    expect(found).toEqual([path.join(content, 'sub', 'go.sum')])
    expect(service.requests).toEqual([])
  })
})

describe('a cache that is off', () => {
  it('asks nothing, starts nothing, writes nothing', async () => {
    const { cache, saves } = (() => {
      const saves: PendingSave[] = []
      const cache = openRunCache(decideCacheUse('false', service.environment), {
        ...context(),
        worker: { file: path.join(directory, 'must-not-run.mjs'), execArgv: [] },
        onSaves: (all) => void saves.push(...all),
        onHit: () => undefined,
      })
      return { cache, saves }
    })()
    const beside = path.join(directory, 'off')
    const take = (): Promise<void> => Promise.resolve()
    expect(await cache.restore({ title: 'x', key: 'k', restoreKeys: [], beside, take })).toBe('none')
    cache.saveLater({ kind: 'file', key: 'f', path: '/f' })
    expect([cache.restores, saves, service.requests, log.lines, existsSync(beside)]).toEqual([
      false,
      [],
      [],
      [],
      false,
    ])
  })
})
