// Compares the action's whole step with the `go build` that it holds, both warm. Run: npx tsx bench/gate-overhead.ts
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROUNDS = 5
const TARGET_SECONDS = 3
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const EXAMPLE = 'examples/http-server'

/** Runs a command to its end. @returns its exit code and what it printed */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  return { status, output: error?.message ?? stdout + stderr }
}

/** The gate's own build command. The linker runs every time, for the program is new. */
function build(folder: string): void {
  const flags = ['-trimpath', '-tags', 'netgo,osusergo', '-ldflags', '-s -w']
  const env = { ...process.env, CGO_ENABLED: '0' }
  const { status, output } = run(
    'go',
    ['build', ...flags, '-o', join(folder, 'program'), '.'],
    join(ROOT, EXAMPLE),
    env,
  )
  if (status !== 0) throw new Error(`go build failed: ${output}`)
  rmSync(join(folder, 'program'))
}

/** One step of the action, as the runner starts it, with the exercises of the README's example. */
function gate(folder: string): void {
  const temporary = join(folder, 'temp')
  mkdirSync(temporary)
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER)_/.test(name))),
    GITHUB_WORKSPACE: ROOT,
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
    INPUT_ENGINE: 'sandbox',
    'INPUT_WORKING-DIRECTORY': EXAMPLE,
    INPUT_READY: 'tcp:8080',
    INPUT_EXERCISE: 'GET http://127.0.0.1:8080/healthz 200\nGET http://127.0.0.1:8080/big x50 c8',
  }
  const { status, output } = run(process.execPath, [join(ROOT, 'dist', 'index.js')], folder, env)
  if (status !== 0) throw new Error(`The gate ended with ${status}: ${output}`)
  rmSync(temporary, { recursive: true })
}

function seconds(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

function main(): number {
  if (run(process.execPath, ['scripts/build.mjs', '--check'], ROOT).status !== 0) {
    console.log('dist/ is not what src/ makes, and dist/ is what is measured. Run: npm run build')
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'gate-bench-'))
  // The sandbox's unprivileged user passes through it.
  chmodSync(folder, 0o755)
  try {
    // Fills Go's build cache, and builds the agent.
    build(folder)
    gate(folder)
    const rounds = Array.from({ length: ROUNDS }, () => ({
      build: seconds(() => build(folder)),
      gate: seconds(() => gate(folder)),
    }))
    for (const [i, round] of rounds.entries()) {
      console.log(`round ${i + 1}: go build ${round.build.toFixed(2)} s, gate ${round.gate.toFixed(2)} s`)
    }
    // The best of each, taken in turns, so that other load on the machine hits both alike.
    const best = (of: 'build' | 'gate'): number => Math.min(...rounds.map((round) => round[of]))
    const added = best('gate') - best('build')
    const ok = added <= TARGET_SECONDS
    console.log(`best: go build ${best('build').toFixed(2)} s, gate ${best('gate').toFixed(2)} s`)
    console.log(`the gate adds ${added.toFixed(2)} s; target (${TARGET_SECONDS} s): ${ok ? 'met' : 'missed'}`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main()
