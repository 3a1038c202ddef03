import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import * as net from 'node:net'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { orHung } from '../../src/build/build-hang.js'
import { lockHolder } from '../../src/build/file-locks.js'
import { type GoCommand, streamGo } from '../../src/build/go-command.js'
import { openConnections } from '../../src/build/open-connections.js'
import { loadProcesses, parseTaskStat, parseTaskSyscall, processTree } from '../../src/build/process-table.js'
import type { GateError } from '../../src/errors.js'

jest.setTimeout(60_000)

const folder = mkdtempSync(path.join(os.tmpdir(), 'lkg-build-hang-'))
const modules = path.join(folder, 'mod')
/** Lets everybody in and says nothing. */
const silent = net.createServer(() => undefined)
let errors: Record<'proxy' | 'lock' | 'spin', GateError>

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as net.AddressInfo
  writeFileSync(
    path.join(folder, 'go.mod'),
    'module example.com/app\n\ngo 1.19\n\nrequire example.com/dep v1.0.0\n',
  )
  writeFileSync(
    path.join(folder, 'main.go'),
    'package main\n\nimport _ "example.com/dep"\n\nfunc main() {}\n',
  )
  const lockFile = path.join(modules, 'cache', 'lock')
  mkdirSync(path.dirname(lockFile), { recursive: true })
  const holder = spawn('flock', [lockFile, 'sleep', '60'], {
    env: process.env,
    detached: true,
    stdio: 'ignore',
  })
  const variables = {
    GOPROXY: `http://127.0.0.1:${port}`,
    GONOSUMDB: '*',
    GOFLAGS: '-mod=mod',
    GOTOOLCHAIN: 'local',
  }
  const build = ['build', '-o', path.join(folder, 'app'), '.']
  const [proxy, lock, spin] = await Promise.all([
    hangOf('go', build, { ...variables, GOMODCACHE: path.join(folder, 'other') }),
    hangOf('go', ['mod', 'edit', '-go=1.20'], { ...variables, GOMODCACHE: modules }),
    // In place of a compiler that never ends: a child of what the gate started.
    hangOf('sh', ['-c', 'sh -c "while :; do :; done"; true'], {}),
  ])
  process.kill(-(holder.pid ?? 0))
  errors = { proxy, lock, spin }
})

afterAll(() => {
  silent.close()
  rmSync(folder, { recursive: true, force: true })
})

async function hangOf(go: string, args: readonly string[], own: Record<string, string>): Promise<GateError> {
  const command: GoCommand = {
    go,
    prefix: [],
    directory: folder,
    environment: { ...process.env, ...own },
    signal: new AbortController().signal,
    timeoutMs: 2_000,
  }
  return streamGo(command, args, () => undefined).then(
    () => Promise.reject(new Error('it ended')),
    (error: GateError) => error,
  )
}

it('names the server that a download waits for', () => {
  expect([errors.proxy.stage, errors.proxy.code, errors.proxy.fault]).toEqual(['build', 'build-hung', 'user'])
  expect(errors.proxy.message).toMatch(/^go build did not end within build-timeout \(2 s\) and was ended\. /)
  expect(errors.proxy.message).toMatch(/Open connections: 127\.0\.0\.1:\d+ \(connected\)\./)
  expect(errors.proxy.hint).toMatch(/GOPROXY/)
})

it('names the lock that it waits for, and who holds it', () => {
  expect(errors.lock.message).toMatch(/^go mod did not end .*for a lock on \S+\/mod\/cache\/lock \(flock\)/)
  expect(errors.lock.message).toMatch(/The lock is held by (flock|sleep) \(process \d+\)\./)
  expect(errors.lock.hint).toMatch(/module cache of its own/)
})

it('names the child that computes for ever', () => {
  expect(errors.spin.message).toMatch(
    /waits for a while for sh \(process \d+\) to end, of which is seen: .* % of a processor/,
  )
})

it('leaves nothing alive', () => {
  const seen = spawnSync('pgrep', ['-f', `${folder}|while :; do :; done`], {
    encoding: 'utf8',
    env: process.env,
  })
  expect(seen.stdout).toBe('')
})

it('gives what ends in time', async () => {
  const watch = { args: [], timeoutMs: 60_000, env: {} }
  await expect(orHung(Promise.resolve(3), watch)).resolves.toBe(3)
  await expect(orHung(Promise.reject(new Error('no')), watch)).rejects.toThrow('no')
})

it('reads /proc', async () => {
  expect(parseTaskStat('7 (a) b) S 1 7 7 0 -1 0 1 0 0 0 12 3 0')).toEqual({
    ...{ id: 7, parent: 1, comm: 'a) b', state: 'S', cpuMs: 150 },
  })
  expect(['', '7 (a) S 1', '(a S 1'].map(parseTaskStat)).toEqual([null, null, null])
  expect(parseTaskSyscall('202 0x5 0x80 0x0 0x0 0x0 0x0 0x7 0x4').syscall).toBe(202)
  expect(parseTaskSyscall('running')).toEqual({ syscall: null, args: [] })
  const all = await loadProcesses()
  const self = all.find(({ id }) => id === process.pid)
  expect(self?.args.join(' ')).toContain('jest')
  expect(self && processTree(all, self)[0]).toBe(self)
})

it('reads /proc/locks', () => {
  const text = [
    '1: POSIX  ADVISORY  WRITE 812 fe:01:77 0 EOF',
    '2: FLOCK  ADVISORY  WRITE 5 fe:01:78 0 EOF',
    '2: -> FLOCK  ADVISORY  WRITE 6 fe:01:79 0 EOF',
  ].join('\n')
  expect([77, 78, 79].map((inode) => lockHolder(text, inode))).toEqual([812, 5, null])
})

it('reads /proc/net/tcp', () => {
  const row = (address: string, state: string, inode: number): string =>
    `   0: 0100007F:8AE4 ${address} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 20`
  const text = [
    '  sl  local_address rem_address   st',
    row('0100007F:1F90', '01', 5),
    row('0101000A:01BB', '02', 6),
    row('0100007F:1F91', '01', 7),
    row('00000000:0000', '0A', 6),
    row('00000000000000000000000001000000:0050', '01', 5),
    row('0000000000000000FFFF00000100007F:0050', '01', 5),
  ].join('\n')
  expect(openConnections(text, new Set(['5', '6']))).toEqual([
    '127.0.0.1:8080 (connected)',
    '10.0.1.1:443 (not answered yet)',
    '[0:0:0:0:0:0:0:1]:80 (connected)',
    '127.0.0.1:80 (connected)',
  ])
})
