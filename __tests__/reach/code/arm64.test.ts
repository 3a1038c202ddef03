import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scanArm64 } from '../../../src/reach/code/arm64-scan.js'
import { traceArm64 } from '../../../src/reach/code/arm64-trace.js'
import {
  adrTarget,
  bitMask,
  branchOffset,
  isAdr,
  isBranch,
  isConditional,
  readWord,
} from '../../../src/reach/code/arm64-words.js'
import type { Known, TraceOptions } from '../../../src/reach/code/scanned-function.js'
import { assemble, type TextSection, textOf } from './assembled.js'

const show = (known: Known | undefined): string => {
  if (known === undefined || known.kind === 'unknown') return '?'
  return known.kind === 'parameter' ? `${known.abi} ${known.index}` : known.values.join(' ')
}

function callsOf(source: string, options: TraceOptions = {}) {
  const code = assemble('arm64', source)
  return traceArm64(code, 0x10000n, { wanted: (target) => target === code.length, ...options }).calls
}
const register = (source: string, options?: TraceOptions) =>
  callsOf(source, options).map(({ internal }) => show(internal[0]))
const slot = (source: string, options?: TraceOptions) =>
  callsOf(source, options).map(({ stack }) => show(stack[0]))

describe('every branch and address of a Go program is as objdump says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arm64-test-'))
  let text: TextSection
  let lines: readonly { readonly at: number; readonly name: string; readonly operands: string }[]

  beforeAll(() => {
    writeFileSync(join(folder, 'go.mod'), 'module example.com/words\n\ngo 1.21\n')
    writeFileSync(
      join(folder, 'main.go'),
      'package main\n\nimport "os"\n\nfunc main() { println(os.Getpid()) }\n',
    )
    const program = join(folder, 'program')
    const env = { ...process.env, GOARCH: 'arm64', GOOS: 'linux', CGO_ENABLED: '0' }
    execFileSync('go', ['build', '-o', program, '.'], { cwd: folder, env })
    text = textOf(program)
    const objdump = execFileSync('aarch64-linux-gnu-objdump', ['-d', '--section=.text', program], {
      env: process.env,
      encoding: 'utf8',
      maxBuffer: 2 ** 29,
    })
    lines = objdump.split('\n').flatMap((line) => {
      const found = /^\s*([0-9a-f]+):\t[0-9a-f]{8} \t(\S+)\t?(.*)$/.exec(line)
      if (found === null) return []
      return [
        {
          at: Number.parseInt(found[1] ?? '', 16) - text.address,
          name: found[2] ?? '',
          operands: found[3] ?? '',
        },
      ]
    })
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  /** The last address among operands, as a place. */
  const placeIn = (operands: string) =>
    Number.parseInt(/([0-9a-f]+) <[^<]*$/.exec(operands)?.[1] ?? '', 16) - text.address

  it('branches', () => {
    const branches = lines.filter(({ name }) => /^(b|bl|b\..*|cbn?z|tbn?z)$/.test(name))
    const known = lines.filter(
      ({ at }) => isBranch(readWord(text.bytes, at)) || isConditional(readWord(text.bytes, at)),
    )
    expect(known.map(({ at }) => at)).toEqual(branches.map(({ at }) => at))
    const wrong = branches.filter(
      ({ at, operands }) => at + branchOffset(readWord(text.bytes, at)) !== placeIn(operands),
    )
    expect(wrong).toEqual([])
    expect(branches.length).toBeGreaterThan(20_000)
  })

  it('ADR and ADRP', () => {
    const low = text.address % 4096
    const addresses = lines.filter(({ name }) => name === 'adr' || name === 'adrp')
    expect(lines.filter(({ at }) => isAdr(readWord(text.bytes, at))).map(({ at }) => at)).toEqual(
      addresses.map(({ at }) => at),
    )
    const wrong = addresses.filter(
      ({ at, operands }) => adrTarget(readWord(text.bytes, at), at, low) !== placeIn(operands),
    )
    expect(wrong).toEqual([])
    expect(addresses.length).toBeGreaterThan(1000)
  })

  it('immediates that are bit masks', () => {
    const masks = lines.filter(
      ({ name, operands }) =>
        /^(and|orr|eor|ands|tst)$/.test(name) &&
        operands.includes('#0x') &&
        !operands.includes('ls') &&
        !operands.includes('v'),
    )
    const wrong = masks.filter(
      ({ at, operands }) =>
        bitMask(readWord(text.bytes, at)) !== BigInt(/#(0x[0-9a-f]+)/.exec(operands)?.[1] ?? -1),
    )
    expect(wrong).toEqual([])
    expect(masks.length).toBeGreaterThan(1000)
  })
})

describe('what the fast pass finds', () => {
  it('calls, jumps out, addresses and traps, but nothing in literals', () => {
    const code = assemble(
      'arm64',
      'bl out\n cbz x0, out\n b 1f\n1: adr x1, out\n ldr x2, 2f\n svc #0\n ret\n2: .word 0x94000000, 0xd4000001',
    )
    const found: string[] = []
    const end = scanArm64(code, 0x10000n, {
      call: (at, target) => found.push(`call ${at} ${target}`),
      reference: (at, target) => found.push(`reference ${at} ${target}`),
      access: (at, target) => found.push(`access ${at} ${target}`),
      trap: (at, kind) => found.push(`${kind} ${at}`),
    })
    expect(end).toBe(code.length)
    expect(found).toEqual(['call 0 36', 'call 4 36', 'reference 12 36', 'access 16 28', 'svc 20'])
  })

  it('ADRP and what completes it, wherever the page begins', () => {
    // ADRP X1, +1 page; ADD X1, X1, #0x123; ADRP X2, -1 page; LDR X3, [X2, #16]
    const words = Uint32Array.of(0xb0000001, 0x91048c21, 0xf0ffffe2, 0xf9400843)
    const found: string[] = []
    scanArm64(new Uint8Array(words.buffer), 0x10ffcn, {
      call: () => {},
      reference: (at, target) => found.push(`reference ${at} ${target}`),
      access: (at, target) => found.push(`access ${at} ${target}`),
      trap: () => {},
    })
    expect(found).toEqual([`reference 0 ${0x11123 - 0x10ffc}`, `access 8 ${0x10010 - 0x10ffc}`])
  })
})

describe('the first integer argument', () => {
  it.each([
    ['a constant', 'mov x0, #56', '56'],
    ['a negative one', 'mov x0, #-100', '-100'],
    ['32 bits', 'mov w0, #-1', '4294967295'],
    ['in parts', 'movz x0, #1\n movk x0, #2, lsl #16', '131073'],
    ['a bit mask', 'orr x0, xzr, #0xff00', '65280'],
    ['zero', 'mov x0, xzr', '0'],
    ['moved', 'mov x3, #9\n mov x0, x3', '9'],
    ['the parameter', 'mov x5, x0\n mov x0, x5', 'internal 0'],
    ['half of the parameter', 'mov w0, w0', '?'],
    ['of one of two ways', 'mov x0, #1\n cbz x1, 1f\n mov x0, #2\n1: nop', '1 2'],
    ['selected', 'mov x3, #1\n mov x4, #2\n cmp x1, #0\n csel x0, x3, x4, eq', '1 2'],
    ['counted in a loop', 'mov x0, #1\n1: add x0, x0, #1\n cbnz x1, 1b', '?'],
    ['after MRS', 'mov x0, #1\n mrs x0, tpidr_el0', '?'],
    ['after an atomic', 'mov x0, #1\n ldxr x0, [x1]', '?'],
    ['from the stack', 'mov x9, #7\n str x9, [sp, #-32]!\n ldr x0, [sp], #32', '7'],
    ['from a pair', 'mov x9, #7\n stp x9, x10, [sp, #-32]!\n ldp x3, x0, [sp]\n mov x0, x3', '7'],
    ['from half a slot', 'mov x9, #7\n str x9, [sp, #-32]!\n str w1, [sp]\n ldr x0, [sp]', '?'],
    [
      'from a slot whose address is taken',
      'mov x9, #7\n str x9, [sp, #-32]!\n mov x1, sp\n ldr x0, [sp]',
      '?',
    ],
    ['from a slot under a vector', 'mov x9, #7\n str x9, [sp, #-32]!\n str q0, [sp]\n ldr x0, [sp]', '?'],
    ['the parameter of ABI0', 'sub sp, sp, #32\n ldr x0, [sp, #40]', 'stack 0'],
  ])('%s', (_, source, expected) => {
    expect(register(`${source}\n bl out\n ret`)).toEqual([expected])
  })

  it('by ABI0 is above the link register', () => {
    expect(slot('sub sp, sp, #32\n mov x0, #5\n str x0, [sp, #8]\n bl out\n ret')).toEqual(['5'])
    expect(slot('b out')).toEqual(['stack 0'])
  })

  it('does not outlive a call but in the caller’s area, or in the frame when the callee is known', () => {
    const source = 'sub sp, sp, #64\n str x0, [sp, #24]\n bl out\n ldr x0, [sp, #24]\n bl out\n ret'
    expect(register(source)).toEqual(['internal 0', '?'])
    expect(register(source, { argumentBytes: () => 16 })).toEqual(['internal 0', 'internal 0'])
    expect(register(source, { argumentBytes: () => 17 })).toEqual(['internal 0', '?'])
  })

  it('survives growing the stack and the prologue of a large frame', () => {
    const source = `ldr x16, [x28, #16]\n sub x17, sp, #4000\n cmp x17, x16\n b.ls 9f
 sub x20, sp, #4080\n stp x29, x30, [x20, #-8]\n mov sp, x20\n sub x29, sp, #8\n str x0, [sp, #16]\n ldr x0, [sp, #16]
 bl out\n ret\n9: str x0, [sp, #8]\n mov x3, x30\n bl out\n ldr x0, [sp, #8]\n b start`
    expect(register(source)[0]).toBe('internal 0')
  })
})

it('tells the numbers of traps', () => {
  const source = 'mov x8, #56\n svc #0\n ldr x8, [sp, #8]\n svc #0\n cbz x0, 1f\n mov x8, #3\n1: svc #0'
  const { traps } = traceArm64(assemble('arm64', source), 0n)
  expect(traps.map(({ number }) => show(number))).toEqual(['56', 'stack 0', '?'])
})
