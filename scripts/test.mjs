// npm test: installs what the tests need, then runs every check. `npm test -- PATTERN` runs only those jest files.
import path from 'node:path'
import { ensureCommands, ensureNode, ensureNpmPackages, root, run } from './ensure.mjs'

ensureNode()
ensureNpmPackages()
ensureNpmPackages(path.join(root, '__tests__', 'nodes'))
ensureCommands({
  strace: 'strace',
  bwrap: 'bubblewrap',
  dockerd: 'docker.io',
  podman: 'podman',
  gawk: 'gawk',
  gcc: 'gcc',
  readelf: 'binutils',
  'aarch64-linux-gnu-objdump': 'binutils-aarch64-linux-gnu',
  git: 'git',
  openssl: 'openssl',
  pgrep: 'procps',
  python3: 'python3',
  go: 'golang-go',
  setpriv: 'util-linux',
  '/usr/include/stdio.h': 'libc6-dev',
  '/etc/ssl/certs/ca-certificates.crt': 'ca-certificates',
})

const patterns = process.argv.slice(2)
const checks = [
  ['Lint', 'npx', ['biome', 'check', '.']],
  ['Types', 'npx', ['tsc', '--noEmit']],
  ['Generated files', process.execPath, ['--import', 'tsx', 'scripts/generate.ts', '--check']],
  ['Bundle', process.execPath, ['scripts/build.mjs', '--check']],
]
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
]
if (patterns.length === 0) {
  for (const [title, command, args] of checks) {
    process.stderr.write(`• ${title}\n`)
    const code = run(command, args)
    if (code !== 0) process.exit(code)
  }
  process.stderr.write('• Agent (go vet, go test)\n')
  const go = { GOFLAGS: '', GOWORK: 'off' }
  for (const args of [
    ['vet', './...'],
    ['test', './...'],
  ]) {
    const code = run('go', args, go, path.join(root, 'agent'))
    if (code !== 0) process.exit(code)
  }
}
process.stderr.write('• Tests\n')
process.exit(run(process.execPath, [...jest, ...patterns]))
