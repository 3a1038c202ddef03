import * as fs from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadClocksource } from '../clocksource.js'
import { GateError } from '../errors.js'
import { loadKernelModel } from '../kernel/load-kernel-model.js'
import { machineOfNode } from '../kernel/machine.js'
import { namesByNumber } from '../kernel/syscall-table.js'
import { runCommand } from '../run-command.js'
import { diagnoseHang, renderThread, WINDOW_SECONDS } from '../trace/hang/diagnose.js'
import type { HangDiagnosis } from '../trace/hang/diagnosis.js'
import { createLastCalls, type LastCalls } from '../trace/hang/last-calls.js'
import type { HangSnapshot, ThreadSnapshot } from '../trace/hang/snapshot.js'
import { lockHolder } from './file-locks.js'
import { openConnections } from './open-connections.js'
import { loadProcesses, loadThreads, type ProcessEntry, processTree } from './process-table.js'

/** How long strace looks at the processes; a second more than what counts as just before. */
const LOOK_SECONDS = 3
const MAX_SHOWN = 6

export interface BuildWatch {
  /** Of the go command, without the program: by them it is found among this process's children. */
  readonly args: readonly string[]
  readonly timeoutMs: number
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The promise's outcome, unless it takes longer than timeoutMs. Then the go command is looked at, ended with all that it
 * has started, and the error says what it was waiting for.
 * @param running the go command, started by this process
 * @throws GateError (code `build-hung`)
 */
export async function orHung<T>(running: Promise<T>, watch: BuildWatch): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), watch.timeoutMs)
  })
  const first = await Promise.race([running.then((value) => ({ value })), late]).finally(() =>
    clearTimeout(timer),
  )
  if (first !== 'late') return first.value
  const tree = await goProcesses(watch.args)
  const look = tree.length === 0 ? null : await lookAt(tree, watch.env).catch(() => null)
  await killTree(watch.args)
  running.catch(() => undefined)
  throw hungError(watch, tree, look)
}

/** The go command and all that it has started; empty when it is not found. */
async function goProcesses(args: readonly string[]): Promise<readonly ProcessEntry[]> {
  const all = await loadProcesses()
  const wanted = args.join('\0')
  const go = all.find((one) => one.parent === process.pid && one.args.slice(1).join('\0') === wanted)
  return go ? processTree(all, go) : []
}

/** Stops before it kills, until nothing new appears: what go starts in the meantime must not live on. */
async function killTree(args: readonly string[]): Promise<void> {
  const seen = new Set<number>()
  for (let round = 0; round < 5; round++) {
    const fresh = (await goProcesses(args)).filter(({ id }) => !seen.has(id))
    if (fresh.length === 0) break
    for (const { id } of fresh) {
      seen.add(id)
      signal(id, 'SIGSTOP')
    }
  }
  for (const id of [...seen].reverse()) signal(id, 'SIGKILL')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended.
  }
}

interface BuildLook {
  readonly diagnosis: HangDiagnosis
  readonly connections: readonly string[]
  /** `go (process 812)`; empty when no lock is waited for. */
  readonly lockHolder: string
}

async function lookAt(tree: readonly ProcessEntry[], env: BuildWatch['env']): Promise<BuildLook> {
  const before = (await Promise.all(tree.map(({ id }) => loadThreads(id)))).flat()
  const began = performance.now()
  const trace = await traceTree(tree, env)
  await sleep(Math.max(0, 500 - (performance.now() - began)))
  const after = new Map(
    (await Promise.all(tree.map(({ id }) => loadThreads(id)))).flat().map((one) => [one.tid, one]),
  )
  const threads = before.map((one) => ({
    ...one,
    recentCpuMs: (after.get(one.tid)?.cpuMs ?? one.cpuMs) - one.cpuMs,
  }))
  const snapshot: HangSnapshot = {
    why: 'build-timeout',
    at: Date.now() / 1000,
    windowMs: performance.now() - began,
    clocksource: await loadClocksource(),
    threads,
    moreThreads: 0,
    goroutines: '',
  }
  const machine = machineOfNode(process.arch)
  const names = machine ? namesByNumber(loadKernelModel().syscalls, machine.table) : new Map<number, string>()
  const nameOf = (number: number): string | undefined => names.get(number)
  return {
    diagnosis: diagnoseHang(snapshot, trace && readTrace(trace, snapshot.at, nameOf), nameOf),
    connections: await loadConnections(tree),
    lockHolder: await loadLockHolder(threads, nameOf),
  }
}

/** What strace sees of the processes; null where it is missing or may not look. */
async function traceTree(tree: readonly ProcessEntry[], env: BuildWatch['env']): Promise<Buffer | null> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'legacy-kernel-gate-'))
  try {
    const file = path.join(folder, 'strace')
    const strace = [
      'strace',
      '-f',
      '-q',
      '-ttt',
      '-s',
      '128',
      '-o',
      file,
      ...tree.flatMap(({ id }) => ['-p', String(id)]),
    ]
    await runCommand('timeout', ['--signal=INT', String(LOOK_SECONDS), ...strace], {
      timeoutMs: (LOOK_SECONDS + 5) * 1000,
      env,
    })
    const text = await fs.readFile(file)
    return text.length === 0 ? null : text
  } catch {
    return null
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

function readTrace(trace: Buffer, at: number, nameOf: (number: number) => string | undefined): LastCalls {
  const reader = createLastCalls({ at, windowSeconds: WINDOW_SECONDS, nameOf })
  reader.write(trace)
  return reader.end()
}

async function loadConnections(tree: readonly ProcessEntry[]): Promise<readonly string[]> {
  const inodes = new Set<string>()
  for (const { id } of tree) {
    for (const fd of await fs.readdir(`/proc/${id}/fd`).catch(() => [])) {
      const target = await fs.readlink(`/proc/${id}/fd/${fd}`).catch(() => '')
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
      if (inode !== undefined) inodes.add(inode)
    }
  }
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => fs.readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  )
  return tables.flatMap((text) => openConnections(text, inodes))
}

async function loadLockHolder(
  threads: readonly ThreadSnapshot[],
  nameOf: (number: number) => string | undefined,
): Promise<string> {
  const waits = threads.find(
    ({ syscall }) => syscall !== null && /^(flock|fcntl)$/.test(nameOf(syscall) ?? ''),
  )
  if (!waits) return ''
  const file = await fs.stat(`/proc/${waits.pid}/fd/${Number(waits.args[0])}`).catch(() => null)
  const pid = file && lockHolder(await fs.readFile('/proc/locks', 'utf8').catch(() => ''), file.ino)
  const holder = pid && (await loadProcesses()).find(({ id }) => id === pid)
  return holder ? `${holder.comm} (process ${holder.id})` : ''
}

function hungError(
  { args, timeoutMs }: BuildWatch,
  tree: readonly ProcessEntry[],
  look: BuildLook | null,
): GateError {
  const what = args.includes('build') ? 'go build' : `go ${args[0] ?? ''}`
  return new GateError({
    stage: 'build',
    code: 'build-hung',
    fault: 'user',
    message: [
      `${what} did not end within build-timeout (${timeoutMs / 1000} s) and was ended.`,
      ...(look ? [look.diagnosis.sentence] : []),
      ...(look?.lockHolder ? [`The lock is held by ${look.lockHolder}.`] : []),
      ...(look && look.connections.length > 0
        ? [`Open connections: ${look.connections.slice(0, 3).join(', ')}.`]
        : []),
      ...(tree.length > 0
        ? [
            `Running were: ${tree
              .slice(0, MAX_SHOWN)
              .map(({ comm }) => comm)
              .join(', ')}.`,
          ]
        : []),
      ...(look ? look.diagnosis.threads.slice(0, 2).map((thread) => `${renderThread(thread)}.`) : []),
    ].join(' '),
    hint: buildHangHint(tree, look),
  })
}

function buildHangHint(tree: readonly ProcessEntry[], look: BuildLook | null): string {
  const runs = (name: RegExp): boolean => tree.some(({ comm }) => name.test(comm))
  if (look?.lockHolder)
    return 'Let the other one end, or give this build a module cache of its own (GOMODCACHE, GOCACHE).'
  if (runs(/^(git|ssh|git-remote-)/)) {
    return 'git waits for a server or for credentials: give it what the private module needs (goprivate, private-token).'
  }
  if (look && look.connections.length > 0)
    return 'A server does not answer: check GOPROXY, GOSUMDB and the proxy settings.'
  if (runs(/^(compile|link|cc1|cc1plus|asm|ld)$/)) {
    return 'It is compiling: raise build-timeout, use the build cache, or a runner with more memory and processors.'
  }
  return 'Raise build-timeout if the build needs longer.'
}
