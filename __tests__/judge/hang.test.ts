import { expect, it } from '@jest/globals'
import { judge } from '../../src/judge/judge.js'
import type { HangDiagnosis } from '../../src/trace/hang/diagnosis.js'
import { sampleFacts, sampleResult, sampleRun } from './sample-facts.js'

const HANG: HangDiagnosis = {
  kind: 'read',
  sentence: 'It waits for a pipe.',
  hint: 'Who writes to it?',
  clocksource: 'tsc',
  threads: Array.from({ length: 9 }, (_, i) => ({
    ...{
      pid: 3,
      tid: 3 + i,
      comm: 'app',
      state: 'S',
      call: 'read(3, …',
      inCall: true,
      errno: null,
      forMs: 2900,
    },
    ...{ wchan: '', descriptor: 'pipe:[1]', cpuPercent: 0, repeats: '' },
  })),
  moreThreads: 0,
  goroutines: Array.from({ length: 9 }, (_, i) => `goroutine ${i + 1} [syscall]: main.main (main.go:3)`),
}

it.each([
  ['hung', { timedOut: true }],
  [
    'not-ready',
    {
      ready: { state: 'timeout' as const, afterMs: 30_000, by: '' },
      stop: { state: 'quit' as const, afterMs: 3 },
    },
  ],
  ['stop-failed', { stop: { state: 'killed' as const, afterMs: 10_000 } }],
])('%s says what the program waited for', (rule, result) => {
  const run = sampleRun({ result: sampleResult(result), hang: HANG, stderr: 'a\nb\nc\nd\n' })
  const found = judge(sampleFacts({ run, control: run })).findings.filter(
    (finding) => finding.rule !== 'trace-incomplete',
  )
  expect(found.map((finding) => finding.rule)).toEqual([rule])
  expect(found[0]?.message).toContain(' It waits for a pipe.')
  expect(found[0]?.evidence).toEqual([
    ...[3, 4, 5, 6].map((tid) => `thread ${tid} (app): in read(3, … for 2.9 s, on pipe:[1]`),
    ...[1, 2, 3].map((id) => `goroutine ${id} [syscall]: main.main (main.go:3)`),
    ...['b', 'c', 'd'],
  ])
})
