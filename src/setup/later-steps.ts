import * as path from 'node:path'
import { runCommand } from '../run-command.js'
import type { GoToolchain } from './go-toolchain.js'
import type { Environment } from './http-proxy.js'

/** What later steps of the job need to find the same Go. */
export interface LaterSteps {
  /** Folders for the front of PATH; the last one ends up first. */
  readonly paths: readonly string[]
  /** The value for GOROOT; null: leave it alone. */
  readonly goroot: string | null
}

/**
 * As actions/setup-go leaves it: the go command and what `go install` installs are on PATH. A Go that came from PATH is
 * there already. A GOROOT that the job has set is corrected, for with that of another Go the go command would not work;
 * GOTOOLCHAIN is left alone.
 */
export async function forLaterSteps(go: GoToolchain, environment: Environment): Promise<LaterSteps> {
  const env = { ...environment, GOTOOLCHAIN: 'local', GOROOT: go.goroot }
  const { code, stdout } = await runCommand(go.go, ['env', 'GOPATH'], { env, timeoutMs: 60_000 })
  const [gopath = ''] = code === 0 ? stdout.trim().split(path.delimiter) : []
  const bin = gopath === '' ? [] : [path.join(gopath, 'bin')]
  const paths = go.source === 'path' ? bin : [path.join(go.goroot, 'bin'), ...bin]
  const stale = environment.GOROOT && path.resolve(environment.GOROOT) !== go.goroot
  return { paths, goroot: stale ? go.goroot : null }
}
