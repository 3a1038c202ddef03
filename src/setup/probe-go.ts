import * as path from 'node:path'
import { messageOf } from '../errors.js'
import { errorCode } from './error-code.js'
import type { GoToolchain } from './go-toolchain.js'
import { parseGoVersion } from './go-version.js'
import type { Environment } from './http-proxy.js'
import { runTool } from './run-tool.js'

/** A Go that answered, with its semantic version. */
export interface ProbedGo {
  readonly toolchain: GoToolchain
  readonly semantic: string
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
 */
export async function probeGo(
  go: string,
  source: GoToolchain['source'],
  directory: string,
  context: { readonly environment: Environment; readonly signal: AbortSignal },
): Promise<ProbedGo | NoGo> {
  const goroot = source === 'path' ? context.environment.GOROOT : undefined
  const environment = { ...context.environment, GOTOOLCHAIN: 'local', GOROOT: goroot }
  try {
    const options = { directory, environment, timeoutMs: 60_000, signal: context.signal }
    const { code, stdout, output } = await runTool(go, ['env', 'GOVERSION', 'GOROOT'], options)
    const [version = '', root = ''] = stdout.trim().split('\n')
    if (code !== 0 || root === '') return { missing: false, reason: output.trim() || `exit code ${code}` }
    const semantic = parseGoVersion(version)
    if (semantic === null) return { missing: false, reason: `it calls itself "${version}"` }
    const toolchain = {
      version: version.replace(/^go/, '').replace(/[\s+-].*$/, ''),
      go: path.join(root, 'bin', 'go'),
      goroot: root,
      source,
    }
    return { toolchain, semantic }
  } catch (error) {
    return { missing: errorCode(error) === 'ENOENT', reason: messageOf(error) }
  }
}
