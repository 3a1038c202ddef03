import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import * as path from 'node:path'
import { projectRoot } from '../project-root.js'
import { removeDirectory } from '../run-directories.js'
import type { CacheAnswer, CacheRequest } from './cache-message.js'
import { parseWorkerOutput } from './worker-output.js'

/** How the worker is started; see cache-worker.ts. */
export interface CacheWorker {
  readonly file: string
  /** Options of node. */
  readonly execArgv: readonly string[]
}

/** The worker as the action brings it along: a bundle of its own, so that nobody else carries @actions/cache. */
export function bundledCacheWorker(): CacheWorker {
  return { file: path.join(projectRoot(), 'dist', 'cache', 'index.js'), execArgv: [] }
}

/** Milliseconds. */
export interface CacheLimits {
  /** Until the service has said what it has. */
  readonly lookupMs: number
  /** From start to end, also when the service answers. */
  readonly restoreMs: number
  readonly saveMs: number
}

/** A lookup takes less than a second, and 3 GB in five minutes is 10 MB/s. */
export const CACHE_LIMITS: CacheLimits = { lookupMs: 20_000, restoreMs: 300_000, saveMs: 600_000 }

export interface WorkerContext {
  readonly worker: CacheWorker
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly limits: CacheLimits
  /** Where the worker keeps archives while it works; made below and removed again. */
  readonly temporaryBase: string
}

/** The last answer, or null with the reason why there is none. */
export interface WorkerResult {
  readonly answer: CacheAnswer | null
  /** One sentence without a full stop each: what the package warned of, or what became of the worker. */
  readonly troubles: readonly string[]
}

const MAX_OUTPUT = 1 << 20

/**
 * Asks a worker once, in a process of its own: the package knows no cancellation, retries for minutes, and prints its
 * troubles as errors of the job. When the time is up, the worker and its tar are killed. Never rejects.
 * @param directory absolute; what is packed, or where it is unpacked
 */
export async function askCacheWorker(
  request: CacheRequest,
  directory: string,
  context: WorkerContext,
): Promise<WorkerResult> {
  if (context.signal.aborted) return { answer: null, troubles: ['the run was cancelled'] }
  const temporary = await mkdtemp(path.join(context.temporaryBase, 'legacy-kernel-gate-cache-'))
  try {
    return await converse(request, start(directory, temporary, context), context)
  } finally {
    await removeDirectory(temporary)
  }
}

function start(directory: string, temporary: string, { worker, env }: WorkerContext): ChildProcess {
  return fork(worker.file, [], {
    execArgv: [...worker.execArgv],
    cwd: directory,
    env: workerEnvironment(env, directory, temporary),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
}

/** The package takes the root of archives and the place of its temporary files from these two. */
function workerEnvironment(env: NodeJS.ProcessEnv, directory: string, temporary: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(INPUT_.*|TAR_OPTIONS|GITHUB_WORKSPACE)$/.test(name))
  return { ...Object.fromEntries(kept), GITHUB_WORKSPACE: directory, RUNNER_TEMP: temporary }
}

function converse(
  request: CacheRequest,
  child: ChildProcess,
  { limits, signal }: WorkerContext,
): Promise<WorkerResult> {
  return new Promise((resolve) => {
    let output = ''
    let answer: CacheAnswer | null = null
    let ended: string | null = null
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-MAX_OUTPUT)
      })
    }
    const stop = (why: string): void => {
      ended ??= why
      killGroup(child)
    }
    const cancel = (): void => stop('the run was cancelled')
    signal.addEventListener('abort', cancel)
    const [first, whole] = limitsOf(request, limits)
    let timer = setTimeout(() => stop(tooSlow(first)), first)
    child.on('message', (message: CacheAnswer) => {
      answer = message
      if (message.kind !== 'found') return
      clearTimeout(timer)
      timer = setTimeout(() => stop(tooSlow(whole)), whole)
    })
    child.on('error', (error) => stop(error.message))
    child.on('close', (code) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      resolve(outcome(answer, ended ?? (answer ? null : `the worker ended with ${code}`), output))
    })
    child.send(request, () => undefined)
  })
}

function limitsOf({ kind }: CacheRequest, { lookupMs, restoreMs, saveMs }: CacheLimits): [number, number] {
  return kind === 'save' ? [saveMs, saveMs] : [lookupMs, restoreMs]
}

function tooSlow(limitMs: number): string {
  return `it took longer than ${limitMs / 1000} s`
}

/** `found` is no answer: what it announced did not come. */
function outcome(answer: CacheAnswer | null, ended: string | null, output: string): WorkerResult {
  const { troubles, tellingLine } = parseWorkerOutput(output)
  if (ended !== null) {
    return {
      answer: null,
      troubles: [tellingLine === '' ? ended : `${ended}; it said: ${tellingLine}`],
    }
  }
  if (answer?.kind === 'failed') return { answer: null, troubles: [...troubles, answer.message] }
  return { answer: answer?.kind === 'found' ? null : answer, troubles }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
