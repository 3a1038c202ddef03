import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import type { Environment } from './http-proxy.js'

/** How modules are to be fetched and verified, in Go's own notation. */
export interface GoSettings {
  readonly GOPROXY: string
  readonly GOSUMDB: string
}

/** Of a Go that nobody configured: https://go.dev/ref/mod#environment-variables. */
const DEFAULTS: GoSettings = { GOPROXY: 'https://proxy.golang.org,direct', GOSUMDB: 'sum.golang.org' }

/** Settings as the go command finds them: the environment, then what `go env -w` wrote, then the defaults. No Go is needed. */
export async function loadGoSettings(environment: Environment): Promise<GoSettings> {
  const file = settingsFile(environment)
  const written = parseSettings(file === null ? '' : await readFile(file, 'utf8').catch(() => ''))
  const setting = (name: keyof GoSettings): string => environment[name] || written[name] || DEFAULTS[name]
  return { GOPROXY: setting('GOPROXY'), GOSUMDB: setting('GOSUMDB') }
}

function settingsFile(environment: Environment): string | null {
  if (environment.GOENV) return environment.GOENV === 'off' ? null : environment.GOENV
  const home = environment.HOME ? path.join(environment.HOME, '.config') : null
  const config = environment.XDG_CONFIG_HOME || home
  return config === null ? null : path.join(config, 'go', 'env')
}

/** Lines of NAME=value, as `go env -w` writes them; others do not count. */
function parseSettings(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').map((line) => /^([A-Z0-9_]+)=(.*)$/.exec(line.trim()))
  return Object.fromEntries(lines.flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? '']] : [])))
}
