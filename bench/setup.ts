// CPU time of setting up a Go that is in the tool cache, beside that of an empty script. Run: npx tsx bench/setup.ts
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { parseGoVersion } from '../src/setup/go-version.js'

const ROUNDS = 15
const TARGET_MS = 300
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the action does of set-up, and no more. */
const SCRIPT = `
import { parseInputs } from './src/inputs.js'
import { prepareGo } from './src/setup/prepare-go.js'
const log = { step: (_, work) => work(), info() {}, warning() {}, group() {} }
const signal = new AbortController().signal
const options = parseInputs({ 'go-version': process.argv[2] }, process.argv[3])
prepareGo(options, { log, env: process.env, signal }).then(({ source }) => console.log(source))
`

/** @returns milliseconds of the command and of what it starts, user and system */
function cpuTime(env: NodeJS.ProcessEnv, script: string, ...args: string[]): number {
  const shell = 'TIMEFORMAT="%U %S"; time "$@"'
  const argv = ['-c', shell, 'bash', process.execPath, script, ...args]
  const { stdout, stderr } = spawnSync('bash', argv, { encoding: 'utf8', env })
  const times = /(\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr)
  if (!/^tool-cache$/m.test(stdout) || !times) throw new Error(`${script} found no Go: ${stdout}${stderr}`)
  return (Number(times[1]) + Number(times[2])) * 1000
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}

/** A tool cache with the machine's Go in it. @returns its version, as the input would name it */
function fillToolCache(directory: string): string {
  const env = { ...process.env, GOTOOLCHAIN: 'local' }
  const told = execFileSync('go', ['env', 'GOVERSION', 'GOROOT'], { encoding: 'utf8', env })
  const [name = '', goroot = ''] = told.trim().split('\n')
  const version = parseGoVersion(name)
  if (version === null) throw new Error(`The go on PATH calls itself ${name}`)
  const entry = join(directory, 'go', version, process.arch)
  mkdirSync(join(entry, '..'), { recursive: true })
  symlinkSync(goroot, entry)
  writeFileSync(`${entry}.complete`, '')
  return version
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'gate-bench-'))
  try {
    const tools = join(folder, 'tools')
    const version = fillToolCache(tools)
    const empty = join(folder, 'empty.cjs')
    const setup = join(folder, 'setup.cjs')
    writeFileSync(empty, "console.log('tool-cache')\n")
    const stdin = { contents: SCRIPT, resolveDir: ROOT }
    buildSync({ stdin, bundle: true, minify: true, platform: 'node', format: 'cjs', outfile: setup })
    const env = { ...process.env, RUNNER_TOOL_CACHE: tools }
    // In turns, so that other load on the machine hits both alike.
    const rounds = Array.from({ length: ROUNDS }, () => ({
      empty: cpuTime(env, empty),
      setup: cpuTime(env, setup, version, folder),
    }))
    const base = median(rounds.map((round) => round.empty))
    const own = median(rounds.map((round) => round.setup))
    const ok = own <= TARGET_MS
    console.log(`median of ${ROUNDS}, CPU: empty script ${base.toFixed(0)} ms, set-up ${own.toFixed(0)} ms`)
    console.log(`ratio ${(own / base).toFixed(2)}; target (${TARGET_MS} ms): ${ok ? 'met' : 'missed'}`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main()
