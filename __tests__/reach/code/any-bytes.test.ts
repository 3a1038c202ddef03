import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { scanAmd64 } from '../../../src/reach/code/amd64-scan.js'
import { traceAmd64 } from '../../../src/reach/code/amd64-trace.js'
import { scanArm64 } from '../../../src/reach/code/arm64-scan.js'
import { traceArm64 } from '../../../src/reach/code/arm64-trace.js'
import type { ScanCode, TraceCode } from '../../../src/reach/code/scanned-function.js'

const START = 0x401230n

function scan(run: ScanCode, code: Uint8Array) {
  const calls: (readonly [number, number])[] = []
  const traps: number[] = []
  const end = run(code, START, {
    call: (at, target) => calls.push([at, target]),
    reference: () => {},
    access: () => {},
    trap: (at) => traps.push(at),
  })
  return { end, calls, traps }
}

/** Bytes in which some instructions of interest are more frequent than by chance. */
const amd64Bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom('e8', 'e9', 'eb', '74', '0f05', '488d0d', 'ff24c1', '4889e0', '4883ec', 'c3', 'b8')
        .map((hex) => Uint8Array.from(Buffer.from(hex, 'hex'))),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))

const arm64Bytes = fc
  .array(
    fc.oneof(
      fc.nat(0xffffffff),
      fc.constantFrom(
        0x94000002,
        0x14000002,
        0x54000040,
        0xd4000001,
        0xd61f0000,
        0x910003e0,
        0xf9000fe0,
        0x17fffffe,
      ),
    ),
    { maxLength: 40 },
  )
  .map((words) => new Uint8Array(Uint32Array.from(words).buffer))

describe.each<[string, ScanCode, TraceCode, fc.Arbitrary<Uint8Array>]>([
  ['amd64', scanAmd64, traceAmd64, amd64Bytes],
  ['arm64', scanArm64, traceArm64, arm64Bytes],
])('any bytes as code of %s', (_, scanCode, traceCode, bytes) => {
  it('end in time, and both passes find the same', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, fc.uint8Array({ maxLength: 200 })), (code) => {
        const scanned = scan(scanCode, code)
        const traced = traceCode(code, START, {
          pointerAt: (place) => (place % 16 === 0 ? place % 64 : null),
        })
        expect(traced.stoppedAt).toBe(scanned.end)
        expect(scanned.end).toBeLessThanOrEqual(code.length)
        expect(traced.calls.map(({ at, target }) => [at, target])).toEqual(scanned.calls)
        expect(traced.traps.map(({ at }) => at)).toEqual(scanned.traps)
      }),
      { numRuns: 2000 },
    )
  }, 60_000)

  it('know no number when they are not understood to their end', () => {
    fc.assert(
      fc.property(bytes, (code) => {
        const { calls, traps, stoppedAt } = traceCode(code, START)
        if (stoppedAt === code.length) return
        const known = [
          ...calls.flatMap(({ internal, stack }) => [...internal, ...stack]),
          ...traps.map((trap) => trap.number),
        ]
        expect(known.filter(({ kind }) => kind !== 'unknown')).toEqual([])
      }),
    )
  })
})
