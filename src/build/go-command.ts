import { stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { exec } from '@actions/exec'
import { GateError, messageOf } from '../errors.js'
import type { GateContext } from '../gate-context.js'
import { renderInert } from '../inert.js'
import type { Options } from '../inputs.js'
import { type CommandResult, runCommand } from '../run-command.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { type Environment, goEnvironment } from './build-environment.js'
import { orHung } from './build-hang.js'

export type BuildOptions = Pick<
  Options,
  | 'workingDirectory'
  | 'packages'
  | 'tags'
  | 'ldflags'
  | 'buildFlags'
  | 'buildEnv'
  | 'buildTimeoutMs'
  | 'goarch'
  | 'goamd64'
  | 'output'
  | 'cgo'
  | 'cgoPackages'
  | 'buildImage'
  | 'image'
  | 'engine'
  | 'goprivate'
  | 'privateHosts'
>
export type BuildContext = Pick<
  GateContext,
  'log' | 'env' | 'signal' | 'reportDirectory' | 'temporaryDirectory'
>

/** The go command, ready to run in the working directory. */
export interface GoCommand {
  readonly go: string
  /** What stands before the arguments: empty, but for a go that runs in a container. */
  readonly prefix: readonly string[]
  /** Absolute. */
  readonly directory: string
  readonly environment: Environment
  readonly signal: AbortSignal
  /** After it a command is looked at and ended; see orHung. */
  readonly timeoutMs: number
}

/** @throws GateError (codes `bad-build-env`, `no-working-directory`) */
export async function prepareGoCommand(
  options: BuildOptions,
  toolchain: GoToolchain,
  context: BuildContext,
): Promise<GoCommand> {
  const { workingDirectory: directory } = options
  const environment = goEnvironment(context.env, options, toolchain.goroot)
  // Without this look, spawn would say that the go command is missing.
  const found = await stat(directory).catch(() => null)
  if (found?.isDirectory()) {
    const { signal } = context
    return { go: toolchain.go, prefix: [], directory, environment, signal, timeoutMs: options.buildTimeoutMs }
  }
  throw new GateError({
    stage: 'build',
    code: 'no-working-directory',
    fault: 'user',
    message: `Input working-directory: ${directory} ${found ? 'is no folder' : 'does not exist'}.`,
    hint: 'Check out the repository before this step, and give a folder relative to the workspace.',
  })
}

/**
 * Asks the go command something.
 * @throws GateError (codes `no-go`, when it cannot be started, and `build-hung`); an AbortError when cancelled
 */
export async function runGo(
  command: GoCommand,
  args: readonly string[],
  timeoutMs: number | null = null,
): Promise<CommandResult> {
  const { go, prefix, directory: cwd, environment: env, signal } = command
  const running = runCommand(go, [...prefix, ...args], { cwd, env, signal, timeoutMs })
  const watch = { args: [...prefix, ...args], timeoutMs: command.timeoutMs, env }
  const result = await orHung(running, watch)
  signal.throwIfAborted()
  if (result.trouble !== null && result.trouble !== 'timeout') throw brokenGo(go, result.stderr)
  return result
}

/** What one long go command did. */
export interface GoOutcome {
  readonly code: number
  /** Both streams in the order in which they came. */
  readonly output: string
}

/** Characters kept of the output; errors come first, and all of it goes to `onText`. */
const MAX_OUTPUT = 8 << 20

/**
 * Runs a go command that takes its time, and hands on what it prints as it comes.
 *
 * A cancellation ends the waiting, not the command: Ctrl-C in a terminal reaches go as well, and the runner ends all
 * processes of a step that it cancels.
 * @param onText told pieces of text, not whole lines
 * @throws GateError (codes `no-go`, when it cannot be started, and `build-hung`); an AbortError when cancelled
 */
export async function streamGo(
  command: GoCommand,
  args: readonly string[],
  onText: (text: string) => void,
): Promise<GoOutcome> {
  const { go, prefix, directory, environment, signal } = command
  let output = ''
  const listener = (): ((bytes: Buffer) => void) => {
    const decoder = new StringDecoder('utf8')
    return (bytes) => {
      const text = decoder.write(bytes)
      if (output.length < MAX_OUTPUT) output += text
      onText(text)
    }
  }
  signal.throwIfAborted()
  const running = exec(`"${go.replaceAll('"', '\\"')}"`, [...prefix, ...args], {
    cwd: directory,
    env: definedOnly(environment),
    silent: true,
    ignoreReturnCode: true,
    listeners: { stdout: listener(), stderr: listener() },
  }).catch((error: unknown) => {
    throw brokenGo(go, messageOf(error), error)
  })
  const watched = orHung(running, {
    args: [...prefix, ...args],
    timeoutMs: command.timeoutMs,
    env: environment,
  })
  return { code: await orAborted(watched, signal), output }
}

/** The promise's outcome, or the reason of the signal when that comes first. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
  })
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort))
}

function definedOnly(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment)
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

function brokenGo(go: string, problem: string, cause?: unknown): GateError {
  return new GateError({
    stage: 'build',
    code: 'no-go',
    fault: 'user',
    message: `Cannot run ${go}: ${problem}.`,
    hint: 'The Go installation is broken: install Go before this step, or set go-version to download one.',
    cause,
  })
}

/** A command line for people to read; words with blanks are quoted. */
export function renderCommand(args: readonly string[]): string {
  const words = args.map((word) =>
    /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  )
  return renderInert(['go', ...words].join(' ')).replaceAll('\n', ' ')
}
