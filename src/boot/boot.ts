import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import { finished } from 'node:stream/promises'
import { messageOf } from '../errors.js'
import type { TraceWatch } from '../trace/summary.js'
import { type AgentStream, createAgentStream } from './agent-stream.js'
import type { AgentPlan } from './boot-plan.js'
import type { BootRun } from './boot-run.js'
import type { Confinement, Engine } from './engine.js'
import { loadHang } from './load-hang.js'
import { isTargetUserland } from './os-release.js'
import type { Staging } from './staging.js'

/** Time on top of the plan's own timeouts before the engine is ended from outside; the agent's own watchdog takes 45 s. */
const GRACE_MS = 60_000

export interface BootRequest {
  readonly engine: Engine
  readonly staging: Staging
  readonly plan: AgentPlan
  readonly confinement: Confinement
  /** For the report, for example `6.1 (host)`. */
  readonly strace: string
  readonly tracePath: string
  /** Name of a syscall number on the artifact's machine. */
  nameOf(number: number): string | undefined
  readonly watch: TraceWatch
  /** Told what the agent is doing, in words for people. */
  onStage(text: string): void
  /** Ends the boot early. */
  readonly signal: AbortSignal
}

/**
 * Boots the artifact once: starts the agent in the engine, hands it the plan, and takes apart what it sends. Does
 * not reject for what goes wrong on the way: every trouble is a sentence in `problems`.
 */
export async function boot(request: BootRequest): Promise<BootRun> {
  const started = performance.now()
  const traceFile = fs.createWriteStream(request.tracePath)
  const written = finished(traceFile).then(
    () => [],
    (error: unknown) => [`The trace could not be written: ${messageOf(error)}.`],
  )
  const stream = createAgentStream({ ...request, onTrace: (bytes) => traceFile.write(bytes) })
  const engineTroubles = await runAgent(request, stream, traceFile)
  traceFile.end()
  const { hello, result, trace, stdout, stderr, problems } = stream.end()
  const fileTroubles = await written
  await request.engine.remove(request.staging)
  return {
    place: {
      engine: request.engine.name,
      engineVersion: request.engine.version,
      userland: request.engine.userland,
      targetUserland: isTargetUserland(hello?.osRelease ?? ''),
      kernel: hello?.kernel ?? os.release(),
      strace: request.strace,
    },
    result,
    trace: trace.lines === 0 ? null : trace,
    hang: result?.hang ? await loadHang(request.tracePath, result.hang, request.nameOf) : null,
    tracePath: request.tracePath,
    stdout,
    stderr,
    durationMs: Math.round(performance.now() - started),
    problems: [...engineTroubles, ...problems, ...fileTroubles, ...(result?.problems ?? [])],
  }
}

/** Runs the engine's command to its end. @returns what went wrong with the engine, one sentence each */
function runAgent(request: BootRequest, stream: AgentStream, traceFile: fs.WriteStream): Promise<string[]> {
  const { command, args, uid } = request.engine.command(request.staging, request.confinement)
  const { runTimeoutMs, stopTimeoutMs, observeMs } = request.plan
  const troubles: string[] = []
  let engineSaid = ''
  return new Promise((resolve) => {
    // Detached: a Ctrl-C in the terminal is for us, who then end the engine in order.
    const child = spawn(command, args, {
      detached: true,
      env: process.env,
      ...(uid === null ? {} : { uid, gid: uid }),
    })
    const stop = (why: string) => {
      troubles.push(why)
      child.kill('SIGKILL')
      void request.engine.remove(request.staging)
    }
    const cancel = () => stop('The run was cancelled.')
    const timer = setTimeout(
      () => stop('The agent did not end in time and was killed.'),
      runTimeoutMs + stopTimeoutMs + observeMs + GRACE_MS,
    )
    request.signal.addEventListener('abort', cancel)
    const resume = () => child.stdout.resume()
    traceFile.on('drain', resume).on('close', resume)
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        stream.write(chunk)
        if (traceFile.writableNeedDrain) child.stdout.pause()
      } catch (error) {
        stop(`A message of the agent cannot be read: ${messageOf(error)}.`)
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      engineSaid = (engineSaid + text).slice(-4000)
    })
    child.stdin.on('error', () => undefined).end(JSON.stringify(request.plan))
    const finish = () => {
      clearTimeout(timer)
      request.signal.removeEventListener('abort', cancel)
      resolve(troubles)
    }
    child.on('error', (error) => {
      troubles.push(`${command} cannot be started: ${error.message}.`)
      finish()
    })
    child.on('close', (code) => {
      if (code !== 0)
        troubles.push(`${command} ended with code ${code} and said: ${engineSaid.trim() || 'nothing'}.`)
      finish()
    })
  })
}
