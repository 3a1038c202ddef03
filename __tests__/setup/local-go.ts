import { execFileSync } from 'node:child_process'
import { parseGoVersion } from '../../src/setup/go-version.js'

const [version = '', goroot = ''] = execFileSync('go', ['env', 'GOVERSION', 'GOROOT'], {
  encoding: 'utf8',
  env: { ...process.env, GOTOOLCHAIN: 'local' },
}).split('\n')

/** The Go on PATH. */
export const LOCAL_GO = {
  /** For example `go1.26.8`. */
  version,
  goroot,
  plain: version.replace(/^go/, ''),
  semantic: parseGoVersion(version) ?? '',
  goarch: process.arch === 'x64' ? 'amd64' : process.arch,
}
