import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { findArgumentsEnd, lastArgumentsEnd } from '../../src/trace/line-scanner.js'
import { loadTrace, summarise, traceNames } from './traces.js'
import { SPACES } from './watched-spaces.js'

const WATCH = { spaces: SPACES, paths: ['/proc/thread-self/**', '/*'] }

/** Small ones, so that a property has many runs. */
const SMALL = traceNames().filter((name) => /killed|segv|thread-exec|shell/.test(name))
const trace = fc.constantFrom(...SMALL).map(loadTrace)
/** Words of traces in any order: more likely to reach deep than random bytes. */
const scrambled = fc
  .array(
    fc.constantFrom(
      ...[
        '1 ',
        '2 ',
        '3 ',
        '1795515789.413989 ',
        'clone(',
        'fork(',
        'execve("/a"',
        ', 3',
        ') = ',
        '0',
        '2',
        '3',
      ],
      ...[
        '-1 ENOSYS (x)',
        '?',
        ' <unfinished ...>',
        '<... clone resumed>',
        '<... fork resumed> ',
        '\n',
        '\n',
        '\n',
      ],
      ...['+++ exited with 0 +++', '+++ superseded by execve in pid 2 +++', '--- SIGTERM {} ---', '"', '\\'],
      ...[
        'flags=CLONE_THREAD',
        'prctl(PR_SET_VMA',
        'openat(3, "/a',
        '<... prctl resumed>',
        'unshare(CLONE_NEWPID',
        '<... execve resumed>',
        'listen(3',
        '\0',
        '\xff',
      ],
    ),
    { maxLength: 200 },
  )
  .map((words) => Buffer.from(words.join(''), 'latin1'))

describe('any trace', () => {
  it('is the same summary however it is split', () => {
    fc.assert(
      fc.property(fc.oneof(trace, scrambled), fc.integer({ min: 1, max: 300 }), (bytes, size) => {
        expect(summarise(bytes, size, WATCH)).toEqual(summarise(bytes, undefined, WATCH))
      }),
      { numRuns: 60 },
    )
  })

  it('can be read up to any byte', () => {
    fc.assert(
      fc.property(trace, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, part) => {
        const prefix = bytes.subarray(0, Math.floor(bytes.length * part))
        const summary = summarise(prefix)
        expect(summary.unreadable).toBe(0)
        expect(summary.cut).toBe(prefix.length > 0 && prefix[prefix.length - 1] !== 10)
        expect(summary.calls).toBeLessThanOrEqual(summarise(bytes).calls)
      }),
      { numRuns: 60 },
    )
  })

  it('adds up, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(scrambled, trace, fc.uint8Array({ maxLength: 2000 })), (bytes) => {
        const summary = summarise(bytes, undefined, WATCH)
        const uses = summary.programs.flatMap((program) => program.syscalls)
        expect(uses.reduce((total, use) => total + use.count, 0)).toBe(summary.calls)
        const asked = summary.programs.flatMap((program) => [...program.options, ...program.paths])
        for (const use of [...uses, ...asked]) {
          const failed = Object.values(use.errors).reduce((total, times) => total + times, 0)
          expect(use.succeeded + failed).toBeLessThanOrEqual(use.count)
        }
        for (const { syscalls, options } of summary.programs) {
          for (const option of options) {
            const all = syscalls.find((use) => use.name === option.syscall)
            expect(option.count).toBeLessThanOrEqual(all?.count ?? 0)
          }
        }
        const newlines = Buffer.from(bytes).toString('latin1').split('\n').length - 1
        expect(summary.lines).toBe(newlines + (summary.cut ? 1 : 0))
        expect(summary.processes).toBeGreaterThanOrEqual(0)
        expect(summary.threads).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 300 },
    )
  })
})

it('finds the result from the end of a line where it finds it from the start', () => {
  let found = 0
  for (const name of traceNames()) {
    const bytes = loadTrace(name)
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(10, start)
      const close = findArgumentsEnd(bytes, start, end)
      if (close >= 0) {
        found++
        expect(lastArgumentsEnd(bytes, start, end)).toBe(close)
      }
      start = end + 1
    }
  }
  expect(found).toBeGreaterThan(5000)
})
