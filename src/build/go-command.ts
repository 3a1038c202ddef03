import { stat } from 'node:fs/promises'
import { GateError, messageOf } from '../errors.js'
import type { GateContext } from '../gate-context.js'
import { renderInert } from '../inert.js'
import type { Options } from '../inputs.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { runTool, type ToolResult } from '../setup/run-tool.js'
import { type Environment, goEnvironment } from './build-environment.js'

export type BuildOptions = Pick<
  Options,
  'workingDirectory' | 'packages' | 'tags' | 'ldflags' | 'buildFlags' | 'buildEnv'
>
export type BuildContext = Pick<GateContext, 'log' | 'env' | 'signal' | 'reportDirectory'>

/** The go command, ready to run in the working directory. */
export interface GoCommand {
  readonly go: string
  /** Absolute. */
  readonly directory: string
  readonly environment: Environment
  readonly signal: AbortSignal
}

/** @throws GateError (codes `bad-build-env`, `no-working-directory`) */
export async function prepareGoCommand(
  options: BuildOptions,
  toolchain: GoToolchain,
  context: BuildContext,
): Promise<GoCommand> {
  const { workingDirectory: directory } = options
  const environment = goEnvironment(context.env, options.buildEnv, toolchain.goroot)
  // Without this look, spawn would say that the go command is missing.
  const found = await stat(directory).catch(() => null)
  if (found?.isDirectory()) return { go: toolchain.go, directory, environment, signal: context.signal }
  throw new GateError({
    stage: 'build',
    code: 'no-working-directory',
    fault: 'user',
    message: `Input working-directory: ${directory} ${found ? 'is no folder' : 'does not exist'}.`,
    hint: 'Check out the repository before this step, and give a folder relative to the workspace.',
  })
}

/** @throws GateError (code `no-go`) when the command cannot be started */
export async function runGo(command: GoCommand, args: readonly string[]): Promise<ToolResult> {
  const { go, ...options } = command
  return runTool(go, args, { ...options, timeoutMs: null }).catch((error: unknown) => {
    command.signal.throwIfAborted()
    throw new GateError({
      stage: 'build',
      code: 'no-go',
      fault: 'user',
      message: `Cannot run ${go}: ${messageOf(error)}.`,
      hint: 'The Go installation is broken: install Go before this step, or set go-version to download one.',
      cause: error,
    })
  })
}

/** A command line for people to read; words with blanks are quoted. */
export function renderCommand(args: readonly string[]): string {
  const words = args.map((word) =>
    /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  )
  return renderInert(['go', ...words].join(' ')).replaceAll('\n', ' ')
}
