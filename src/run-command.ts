import { spawn } from 'node:child_process'

export interface CommandResult {
  /** Null when the program could not be started or was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** `missing`: no such program; `timeout`: killed after timeoutMs; `failed`: could not be started for another reason. */
  readonly trouble: 'missing' | 'timeout' | 'failed' | null
}

export interface CommandOptions {
  readonly timeoutMs: number
  readonly uid?: number
  readonly gid?: number
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
}

/** How much of each stream is kept, in characters; what tools print beyond it tells nobody anything. */
const MAX_OUTPUT = 1 << 20
const MAX_REASON = 300

/**
 * Runs a short command without a shell and collects what it prints. Never rejects: a missing program and a timeout
 * are results.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const { timeoutMs, ...spawnOptions } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: process.env,
      ...spawnOptions,
    })
    const output = { stdout: '', stderr: '' }
    let trouble: CommandResult['trouble'] = null
    const timer = setTimeout(() => {
      trouble = 'timeout'
      child.kill('SIGKILL')
    }, timeoutMs)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (output[name].length < MAX_OUTPUT) output[name] += text
      })
    }
    const finish = (code: number | null) => {
      clearTimeout(timer)
      resolve({ code, ...output, trouble })
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      trouble = error.code === 'ENOENT' ? 'missing' : 'failed'
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
