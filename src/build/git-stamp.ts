import { GateError } from '../errors.js'
import { lastLine, runCommand } from '../run-command.js'
import type { Environment } from './build-environment.js'
import type { GitStamp } from './ldflags-template.js'

const TIMEOUT_MS = 60_000

/**
 * Asks git about the commit that is checked out in a folder.
 * @throws GateError (code `no-git-stamp`) when git is missing, does not answer, or there is no commit
 */
export async function loadGitStamp(
  directory: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<GitStamp> {
  const git = async (...args: string[]): Promise<string> => {
    const env = { ...environment, TZ: 'UTC' }
    const result = await runCommand('git', args, { cwd: directory, env, signal, timeoutMs: TIMEOUT_MS })
    signal.throwIfAborted()
    if (result.code === 0) return result.stdout.trim()
    throw noStamp(result.trouble === 'missing' ? 'git is not installed' : lastLine(result))
  }
  // %cd with this form is in TZ, so the same on every machine.
  const shown = await git(
    'log',
    '-1',
    '--format=%H %h %cd',
    '--date=format-local:%Y-%m-%dT%H:%M:%SZ',
    '--no-show-signature',
  )
  const described = await git('describe', '--tags', '--always', '--dirty')
  const [commit = '', shortCommit = '', date = ''] = shown.split(' ')
  return { version: described.replace(/^v(?=\d)/, ''), commit, shortCommit, date }
}

function noStamp(reason: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'no-git-stamp',
    fault: 'user',
    message: `Input ldflags: git cannot fill in the placeholders: ${reason}.`,
    hint: 'Check the repository out before this step (with fetch-depth: 0 for tags), or take the placeholders out.',
  })
}
