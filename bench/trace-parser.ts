// Compares the trace reducer, told to watch all that any kernel profile may ask for, with an awk that only counts lines by
// syscall name. Run: npx tsx bench/trace-parser.ts
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadKernelModel } from '../src/kernel/load-kernel-model.js'
import { createTraceSummary, type TraceWatch } from '../src/trace/summary.js'
import type { TraceSummary } from '../src/trace/trace-summary.js'

const SIZE = 256 << 20
const ROUNDS = 4
const TARGET_MB_A_SECOND = 100
/** A chunk as large as the agent's stream hands over at most. */
const CHUNK = 64 << 10
const TRACES = new URL('../__tests__/fixtures/traces/strace-6.1/', import.meta.url)
/** Field 3 is the name in `PID TIME name(…`; a resumed call is counted where it began. */
const AWK = '{ name = $3; sub(/\\(.*/, "", name); n[name]++ } END { for (k in n) t += n[k]; print t }'

function writeTrace(path: string): number {
  const files = readdirSync(TRACES).filter((name) => name.endsWith('.strace'))
  const once = Buffer.concat(files.map((name) => readFileSync(new URL(name, TRACES))))
  const copies = Math.ceil(SIZE / once.length)
  const file = openSync(path, 'w')
  for (let i = 0; i < copies; i++) writeSync(file, once)
  closeSync(file)
  return copies * once.length
}

function summarise(path: string, watch: TraceWatch): TraceSummary {
  const summary = createTraceSummary({ nameOf: () => undefined, watch })
  const chunk = Buffer.allocUnsafe(CHUNK)
  const file = openSync(path, 'r')
  for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
    summary.write(chunk.subarray(0, size))
  }
  closeSync(file)
  return summary.end()
}

function runAwk(awk: string, path: string): boolean {
  return spawnSync(awk, [AWK, path], { env: { ...process.env, LC_ALL: 'C' } }).status === 0
}

/** Seconds that it took; null when it did not work. */
function timed(run: () => boolean): number | null {
  const start = performance.now()
  return run() ? (performance.now() - start) / 1000 : null
}

/** The best of some rounds for each, taken in turns, so that other load on the machine hits all alike. */
function race(runs: Readonly<Record<string, () => boolean>>): Map<string, number> {
  const best = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const seconds = timed(run)
      if (seconds !== null) best.set(name, Math.min(seconds, best.get(name) ?? seconds))
    }
  }
  return best
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'trace-bench-'))
  try {
    const path = join(folder, 'trace')
    const megabytes = writeTrace(path) / 1e6
    const { spaces, paths } = loadKernelModel()
    const watch = { spaces, paths: paths.map(({ pattern }) => pattern) }
    const { lines, calls, unreadable } = summarise(path, watch)
    if (unreadable > 0) throw new Error(`${unreadable} lines of the recorded traces were not readable.`)
    console.log(`${megabytes.toFixed(0)} MB, ${lines} lines, ${calls} calls; best of ${ROUNDS} rounds`)
    const best = race({
      reducer: () => summarise(path, watch).calls === calls,
      unwatched: () => summarise(path, { spaces: [], paths: [] }).calls === calls,
      gawk: () => runAwk('gawk', path),
      mawk: () => runAwk('mawk', path),
    })
    const ours = best.get('reducer') ?? Number.POSITIVE_INFINITY
    for (const [name, seconds] of best) {
      const speed = `${seconds.toFixed(2)} s  ${(megabytes / seconds).toFixed(0).padStart(4)} MB/s`
      console.log(`${name.padEnd(9)} ${speed}  reducer/${name} speed ${(seconds / ours).toFixed(2)}`)
    }
    const gawk = best.get('gawk')
    const ok = megabytes / ours >= TARGET_MB_A_SECOND && (gawk === undefined || ours <= gawk)
    console.log(`target (${TARGET_MB_A_SECOND} MB/s, not slower than gawk): ${ok ? 'met' : 'missed'}`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = main()
