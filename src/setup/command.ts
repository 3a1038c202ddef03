import { spawn } from 'node:child_process'
import type { Environment } from './http-proxy.js'

export interface CommandOptions {
  readonly directory: string
  /** The whole environment of the command; its PATH finds the command. */
  readonly environment: Environment
  readonly timeoutMs?: number
}

export interface CommandResult {
  /** Null when a signal ended the command. */
  readonly code: number | null
  readonly stdout: string
  /** Both streams in the order in which they came. */
  readonly output: string
}

/** Characters kept of each text: far more than anybody reads, far less than memory. */
const MAX_KEPT = 8 * 1024 * 1024

/**
 * Runs a command without a shell and without input, and gathers what it prints.
 * @throws the system's error when it cannot be started (ENOENT, EACCES, …)
 */
export function runCommand(
  command: string,
  argv: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd: options.directory,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs, killSignal: 'SIGKILL' }),
    })
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
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, output }))
  })
}
