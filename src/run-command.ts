import { spawn } from 'node:child_process'

export interface CommandResult {
  /** Null when the program could not be started or was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order in which they came. */
  readonly output: string
  /**
   * `missing`: no such program (or no such `cwd`); `timeout`: killed after timeoutMs; `cancelled`: killed because
   * `signal` was aborted; `failed`: could not be started for another reason, which `stderr` tells.
   */
  readonly trouble: 'missing' | 'timeout' | 'cancelled' | 'failed' | null
}

export interface CommandOptions {
  /** Null: as long as it takes. */
  readonly timeoutMs: number | null
  readonly uid?: number
  readonly gid?: number
  /** The whole environment of the command, whose PATH finds it; this process's own when not given. */
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Ends the command when the user or the runner cancels. */
  readonly signal?: AbortSignal
}

/** How much of each text is kept, in characters: far more than anybody reads, far less than memory. */
const MAX_OUTPUT = 8 << 20
const MAX_REASON = 300

/**
 * Runs a command without a shell and without input, and collects what it prints. Never rejects: a missing program, a
 * timeout and a cancellation are results.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { timeoutMs, signal, ...spawnOptions }: CommandOptions,
): Promise<CommandResult> {
  const output = { stdout: '', stderr: '', output: '' }
  if (signal?.aborted) return Promise.resolve({ code: null, ...output, trouble: 'cancelled' })
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: process.env,
      ...spawnOptions,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let trouble: CommandResult['trouble'] = null
    const stop = (why: 'timeout' | 'cancelled') => {
      trouble ??= why
      child.kill('SIGKILL')
      // What the command itself has started may live on and hold these open.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const cancel = () => stop('cancelled')
    // Not spawn's own timeout: its timer outlives a command that could not be started.
    const timer = timeoutMs === null ? undefined : setTimeout(() => stop('timeout'), timeoutMs)
    signal?.addEventListener('abort', cancel)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (output[name].length < MAX_OUTPUT) output[name] += text
        if (output.output.length < MAX_OUTPUT) output.output += text
      })
    }
    const finish = (code: number | null) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      resolve({ code, ...output, trouble })
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      trouble ??= error.code === 'ENOENT' ? 'missing' : 'failed'
      output.stderr ||= error.message
      finish(null)
    })
    child.on('close', finish)
  })
}

/** The last non-empty line that a command printed on stderr (or stdout): usually the reason of its failure. */
export function lastLine(result: CommandResult): string {
  const lines = `${result.stdout}\n${result.stderr}`.split('\n').filter((line) => line.trim() !== '')
  if (result.trouble === 'timeout') return 'it did not answer in time'
  return lines.at(-1)?.trim().replace(/\.$/, '').slice(0, MAX_REASON) ?? `exit code ${result.code}`
}
