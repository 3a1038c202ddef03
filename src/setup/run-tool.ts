import { spawn } from 'node:child_process'
import type { Environment } from './http-proxy.js'

export interface ToolOptions {
  readonly directory: string
  /** The whole environment of the command; its PATH finds the command. */
  readonly environment: Environment
  /** Null: as long as it takes. */
  readonly timeoutMs: number | null
  /** Ends the command when the user or the runner cancels. */
  readonly signal: AbortSignal
}

export interface ToolResult {
  /** Null when a signal ended the command. */
  readonly code: number | null
  readonly stdout: string
  /** Both streams in the order in which they came. */
  readonly output: string
}

/** Characters kept of each text: far more than anybody reads, far less than memory. */
const MAX_KEPT = 8 * 1024 * 1024

/**
 * Runs a command of any length without a shell and without input, and gathers what it prints.
 *
 * Beside run-command.ts, which is for short questions: this one keeps both streams in order, knows no end of patience
 * unless told, and stops when the run is cancelled.
 * @throws the system's error when it cannot be started (ENOENT, EACCES, …); an AbortError when cancelled
 */
export function runTool(
  command: string,
  argv: readonly string[],
  { directory, environment, timeoutMs, signal }: ToolOptions,
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    })
    // Not spawn's own timeout: its timer outlives a command that could not be started.
    const timer = timeoutMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    let stdout = ''
    let output = ''
    const keep = (text: string, chunk: string): string => (text.length < MAX_KEPT ? text + chunk : text)
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout = keep(stdout, chunk)
      output = keep(output, chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output = keep(output, chunk)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, stdout, output })
    })
  })
}
