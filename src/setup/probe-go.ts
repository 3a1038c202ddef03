import * as path from 'node:path'
import { runCommand } from '../run-command.js'
import type { GoToolchain } from './go-toolchain.js'
import { parseGoVersion } from './go-version.js'
import type { Environment } from './http-proxy.js'

/** A Go that answered, with its semantic version. */
export interface ProbedGo {
  readonly toolchain: GoToolchain
  readonly semantic: string
  /** GOHOSTARCH: what it runs on. */
  readonly goarch: string
}

/** Why there is no usable Go at that place. `missing`: nothing is there. */
export interface NoGo {
  readonly missing: boolean
  readonly reason: string
}

/**
 * Asks a `go` command who it is.
 *
 * GOTOOLCHAIN=local keeps it from answering for (or downloading) another version that go.mod or the user's settings
 * name; GOROOT is taken from the command's own place.
 * @param go a path, or `go` for the one on PATH
 * @param directory where version managers' shims look for their settings
 * @throws an AbortError when cancelled
 */
export async function probeGo(
  go: string,
  source: GoToolchain['source'],
  directory: string,
  context: { readonly environment: Environment; readonly signal: AbortSignal },
): Promise<ProbedGo | NoGo> {
  const goroot = source === 'path' ? context.environment.GOROOT : undefined
  const env = { ...context.environment, GOTOOLCHAIN: 'local', GOROOT: goroot }
  const options = { cwd: directory, env, timeoutMs: 60_000, signal: context.signal }
  const result = await runCommand(go, ['env', 'GOVERSION', 'GOROOT', 'GOHOSTARCH'], options)
  context.signal.throwIfAborted()
  if (result.trouble === 'timeout') return { missing: false, reason: 'it did not answer within a minute' }
  if (result.trouble !== null) return { missing: result.trouble === 'missing', reason: result.stderr }
  const [version = '', root = '', goarch = ''] = result.stdout.trim().split('\n')
  if (result.code !== 0 || root === '')
    return { missing: false, reason: result.output.trim() || `exit code ${result.code}` }
  const semantic = parseGoVersion(version)
  if (semantic === null) return { missing: false, reason: `it calls itself "${version}"` }
  const toolchain = {
    version: version.replace(/^go/, '').replace(/[\s+-].*$/, ''),
    go: path.join(root, 'bin', 'go'),
    goroot: root,
    source,
  }
  return { toolchain, semantic, goarch }
}
