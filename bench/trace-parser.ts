// Compares the trace reducer with an awk that only counts lines by syscall name. Run: npx tsx bench/trace-parser.ts
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
import { createTraceSummary } from '../src/trace/summary.js'
import type { TraceSummary } from '../src/trace/trace-summary.js'

const SIZE = 256 << 20
const ROUNDS = 3
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

function summarise(path: string): TraceSummary {
  const summary = createTraceSummary({ nameOf: () => undefined })
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

/** Best of some rounds, in seconds; null when it did not work. */
function best(run: () => boolean): number | null {
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    if (!run()) return null
    seconds.push((performance.now() - start) / 1000)
  }
  return Math.min(...seconds)
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'trace-bench-'))
  try {
    const path = join(folder, 'trace')
    const megabytes = writeTrace(path) / 1e6
    let summary: TraceSummary | null = null
    const ours = best(() => {
      summary = summarise(path)
      return summary.unreadable === 0
    })
    if (ours === null || !summary) throw new Error('The reducer found unreadable lines in its own fixtures.')
    const { lines, calls } = summary as TraceSummary
    console.log(`trace    ${megabytes.toFixed(0)} MB, ${lines} lines, ${calls} calls`)
    console.log(`reducer  ${ours.toFixed(2)} s  ${(megabytes / ours).toFixed(0)} MB/s`)
    let ok = megabytes / ours >= TARGET_MB_A_SECOND
    for (const awk of ['gawk', 'mawk']) {
      const theirs = best(() => runAwk(awk, path))
      if (theirs === null) {
        console.log(`${awk}     not here`)
        continue
      }
      const ratio = (theirs / ours).toFixed(2)
      console.log(
        `${awk}     ${theirs.toFixed(2)} s  ${(megabytes / theirs).toFixed(0)} MB/s  reducer is ${ratio} times as fast`,
      )
      if (awk === 'gawk' && ours > theirs) ok = false
    }
    console.log(ok ? 'targets met' : `target missed: ${TARGET_MB_A_SECOND} MB/s and not slower than gawk`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = main()
