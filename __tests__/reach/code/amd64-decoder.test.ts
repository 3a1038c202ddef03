import { execFileSync, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from '@jest/globals'
import { Amd64Decoder } from '../../../src/reach/code/amd64-decoder.js'
import { textOf } from './assembled.js'

const MOST_INSTRUCTIONS = 250_000

/** objdump's instructions: place and length. It joins FWAIT with the next one. */
async function* disassemble(file: string, address: number) {
  const objdump = spawn('objdump', ['-dw', '--section=.text', file], {
    env: process.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    for await (const line of createInterface({ input: objdump.stdout })) {
      const found = /^\s*([0-9a-f]+):\t([0-9a-f ]+?)\s*\t(.*)$/.exec(line)
      const bytes = (found?.[2] ?? '').split(' ')
      if (found === null || bytes[0] === '9b') continue
      yield { at: Number.parseInt(found[1] ?? '', 16) - address, length: bytes.length, text: found[3] ?? '' }
    }
  } finally {
    objdump.kill()
  }
}

async function compare(file: string) {
  const { bytes, address } = textOf(file)
  const decoder = new Amd64Decoder(bytes)
  const wrong: string[] = []
  let count = 0
  for await (const { at, length, text } of disassemble(file, address)) {
    if (count++ === MOST_INSTRUCTIONS) break
    if (text.includes('(bad)')) continue
    const decoded = decoder.decode(at) ? decoder.end - at : null
    if (decoded !== length) wrong.push(`${at.toString(16)} ${text}: ${decoded}, not ${length}`)
  }
  return { count, wrong: wrong.slice(0, 20) }
}

describe('the instructions of real programs are as long as objdump says', () => {
  it('of the C library, with its AVX-512', async () => {
    const { count, wrong } = await compare(realpathSync('/lib/x86_64-linux-gnu/libc.so.6'))
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(MOST_INSTRUCTIONS)
  }, 120_000)

  it('of a Go program', async () => {
    const root = execFileSync('go', ['env', 'GOROOT'], { env: process.env, encoding: 'utf8' }).trim()
    const { count, wrong } = await compare(join(root, 'bin', 'gofmt'))
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(100_000)
  }, 120_000)
})

describe('one instruction', () => {
  const lengthOf = (hex: string): number | null => {
    const decoder = new Amd64Decoder(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')))
    return decoder.decode(0) ? decoder.end : null
  }

  it.each([
    ['MOV RAX, imm64', '48 b8 0102030405060708', 10],
    ['MOV AX, imm16', '66 b8 0102', 4],
    ['MOV AL, moffs', 'a0 0102030405060708', 9],
    ['MOV AL, moffs with 67', '67 a0 01020304', 6],
    ['ENTER', 'c8 100000', 4],
    ['TEST r/m32, imm32', 'f7 c0 01020304', 6],
    ['NOT r/m32', 'f7 d0', 2],
    ['TEST r/m16, imm16', '66 f7 c0 0102', 5],
    ['MOV CR0, with mod 0', '0f 22 05', 3],
    ['SIB without a base', '8b 04 25 01020304', 7],
    ['VEX of two bytes', 'c5 f8 77', 3],
    ['VEX of three bytes with an immediate', 'c4 e3 7d 19 c1 01', 6],
    ['EVEX', '62 f1 fd 48 6f 45 01', 7],
    ['CALL with REX.W behind prefixes', '66 66 48 e8 01020304', 8],
  ])('%s', (_, hex, length) => {
    expect(lengthOf(hex)).toBe(length)
  })

  it.each([
    ['PUSH ES, not in 64-bit mode', '06'],
    ['LEA of a register', '8d c0'],
    ['FF /7', 'ff f8'],
    ['CALL with prefix 66, which processors read differently', '66 e8 01020304'],
    ['longer than 15 bytes', '66 66 66 66 66 66 66 66 66 66 66 66 66 66 66 90'],
    ['VEX behind REX', '48 c5 f8 77'],
    ['cut', '48 b8 01'],
    ['nothing', ''],
  ])('is none: %s', (_, hex) => {
    expect(lengthOf(hex)).toBeNull()
  })
})
