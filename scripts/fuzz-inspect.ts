// Reads ELF files that were damaged at random: npx tsx scripts/fuzz-inspect.ts [--runs N] [--seed N] [--first N] [FILE…]
// A failure names its run; --seed and --first with --runs 1 repeat it.
import { existsSync, readdirSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { FuzzFailure, fuzz } from './fuzz/fuzz.js'
import { loadSample } from './fuzz/sample.js'

const FIXTURES = fileURLToPath(new URL('../__tests__/fixtures/go-buildinfo/', import.meta.url))
/** Those that are there are used: of C, of C++ and of Go (1.18 and later, which keeps its information inline). */
const SYSTEM = [
  '/usr/bin/true',
  '/usr/bin/ls',
  '/usr/bin/gawk',
  '/usr/bin/openssl',
  '/usr/bin/ld',
  '/usr/lib/x86_64-linux-gnu/libstdc++.so.6',
  '/usr/local/go/bin/gofmt',
  '/usr/lib/go/bin/gofmt',
]
/** Runs between two lines of progress. */
const STEP = 50_000

function defaultFiles(): readonly string[] {
  const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.elf'))
  return [...fixtures.map((name) => path.join(FIXTURES, name)), ...SYSTEM.filter((file) => existsSync(file))]
}

const { values, positionals } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    first: { type: 'string', default: '0' },
  },
  allowPositionals: true,
})
const files = positionals.length > 0 ? positionals : defaultFiles()
const samples = files.map(loadSample)
const [runs, seed, first] = [Number(values.runs), Number(values.seed), Number(values.first)]
process.stdout.write(
  `seed ${seed}, ${runs} runs from ${first} on ${files.length} files:\n${files.join('\n')}\n`,
)
try {
  const total = { read: 0, refused: 0, slowestMs: 0 }
  for (let done = 0; done < runs; done += STEP) {
    const part = fuzz({
      samples,
      seed,
      first: first + done,
      runs: Math.min(STEP, runs - done),
      limitMs: 1000,
    })
    total.read += part.read
    total.refused += part.refused
    total.slowestMs = Math.max(total.slowestMs, part.slowestMs)
    const slowest = total.slowestMs.toFixed(1)
    process.stdout.write(
      `${done + part.runs} runs: ${total.read} read, ${total.refused} refused, slowest ${slowest} ms\n`,
    )
  }
} catch (error) {
  if (!(error instanceof FuzzFailure)) throw error
  process.stdout.write(`seed ${seed}, ${error.message}\n`)
  process.exitCode = 1
}
