// CPU time of dist/index.js until it reads its first input, beside that of an empty script. Run: npx tsx bench/cold-start.ts
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROUNDS = 21
const TARGET_RATIO = 3
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const NODE = join(ROOT, '__tests__', 'nodes', 'node_modules', 'node24', 'bin', 'node')

/** Loaded before the script: ends the process at its first look at an INPUT_ variable, and says what it cost so far. */
const PRELOAD = `
import { writeSync } from 'node:fs'
const tell = () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  writeSync(1, String(userCPUTime + systemCPUTime))
  process.exit(0)
}
process.env = new Proxy(process.env, {
  get(environment, name) {
    if (typeof name === 'string' && name.startsWith('INPUT_')) tell()
    return Reflect.get(environment, name)
  },
})
`

/** @returns milliseconds, user and system */
function cpuTime(preload: string, script: string): number {
  const args = ['--import', pathToFileURL(preload).href, script]
  const { stdout, stderr } = spawnSync(NODE, args, { encoding: 'utf8' })
  if (!/^\d+$/.test(stdout)) throw new Error(`${script} read no input: ${stdout}${stderr}`)
  return Number(stdout) / 1000
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'gate-bench-'))
  try {
    const preload = join(folder, 'preload.mjs')
    const empty = join(folder, 'empty.mjs')
    writeFileSync(preload, PRELOAD)
    writeFileSync(empty, 'process.env.INPUT_NOTHING\n')
    const dist = process.argv[2] ?? join(ROOT, 'dist', 'index.js')
    // In turns, so that other load on the machine hits both alike.
    const rounds = Array.from({ length: ROUNDS }, () => ({
      empty: cpuTime(preload, empty),
      dist: cpuTime(preload, dist),
    }))
    const base = median(rounds.map((round) => round.empty))
    const own = median(rounds.map((round) => round.dist))
    const ok = own / base <= TARGET_RATIO
    console.log(`median of ${ROUNDS}, CPU: empty script ${base.toFixed(1)} ms, ${dist} ${own.toFixed(1)} ms`)
    console.log(`ratio ${(own / base).toFixed(2)}; target (${TARGET_RATIO}): ${ok ? 'met' : 'missed'}`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main()
