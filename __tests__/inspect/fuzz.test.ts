import { readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { fuzz } from '../../scripts/fuzz/fuzz.js'
import { loadSample } from '../../scripts/fuzz/sample.js'
import { openWorkshop } from './build-programs.js'

// The first build for a machine compiles Go's runtime for it.
jest.setTimeout(600_000)

const workshop = openWorkshop()
afterAll(() => rmSync(workshop.folder, { recursive: true }))

const RUNS = 6000
const fixtures = fileURLToPath(new URL('../fixtures/go-buildinfo/', import.meta.url))

function samples() {
  return [
    ...readdirSync(fixtures)
      .filter((name) => name.endsWith('.elf'))
      .map((name) => fixtures + name),
    workshop.c('fuzz-c'),
    workshop.c('fuzz-static-pie', ['-static-pie']),
    workshop.go('fuzz-go'),
    workshop.go('fuzz-cgo', [], { CGO_ENABLED: '1' }),
  ].map(loadSample)
}

describe('damaged ELF files', () => {
  it.each([1, 2])('are read or refused, and nothing else (seed %i)', (seed) => {
    const files = samples()
    const before = files.map(({ bytes }) => Buffer.from(bytes))
    const result = fuzz({ samples: files, seed, first: 0, runs: RUNS, limitMs: 2000 })
    expect(result.read + result.refused).toBe(RUNS)
    expect(Math.min(result.read, result.refused)).toBeGreaterThan(RUNS / 10)
    // The damage was undone, so each run is of one damaged file and can be repeated alone.
    expect(files.map(({ bytes }, index) => bytes.equals(before[index] ?? Buffer.alloc(0)))).toEqual(
      files.map(() => true),
    )
  })
})
