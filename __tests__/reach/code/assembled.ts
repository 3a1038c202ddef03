import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Machine code of one function. What it calls `out` begins right behind it. */
export function assemble(machine: 'amd64' | 'arm64', source: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'assembled-'))
  const prefix = machine === 'arm64' ? 'aarch64-linux-gnu-' : ''
  const head = machine === 'arm64' ? '' : '.intel_syntax noprefix\n'
  const object = join(folder, 'code.o')
  const binary = join(folder, 'code.bin')
  try {
    writeFileSync(join(folder, 'code.s'), `${head}start:\n${source}\nout:\n`)
    execFileSync(`${prefix}as`, ['-o', object, join(folder, 'code.s')], { env: process.env })
    execFileSync(`${prefix}objcopy`, ['-O', 'binary', '-j', '.text', object, binary], { env: process.env })
    return new Uint8Array(readFileSync(binary))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface TextSection {
  readonly bytes: Uint8Array
  readonly address: number
}

export function textOf(file: string): TextSection {
  const table = execFileSync('readelf', ['-SW', file], { env: process.env, encoding: 'utf8' })
  const row = /\]\s+\.text\s+PROGBITS\s+(\w+)\s+(\w+)\s+(\w+)/.exec(table)
  const [address = 0, offset = 0, size = 0] = (row ?? []).slice(1).map((hex) => Number.parseInt(hex, 16))
  return { bytes: new Uint8Array(readFileSync(file).subarray(offset, offset + size)), address }
}
