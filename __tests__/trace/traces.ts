import { readdirSync, readFileSync } from 'node:fs'
import { createTraceSummary } from '../../src/trace/summary.js'
import type { TraceSummary } from '../../src/trace/trace-summary.js'

const FOLDER = new URL('../fixtures/traces/', import.meta.url)
const NAMES: Readonly<Record<number, string>> = { 425: 'io_uring_setup', 435: 'clone3' }

export function nameOf(number: number): string | undefined {
  return NAMES[number]
}

/** Recorded traces, for example `strace-4.24/segv`. */
export function traceNames(): string[] {
  return ['strace-6.1', 'strace-4.24'].flatMap((version) =>
    readdirSync(new URL(`${version}/`, FOLDER)).map((file) => `${version}/${file.replace('.strace', '')}`),
  )
}

export function loadTrace(name: string): Buffer {
  return readFileSync(new URL(`${name}.strace`, FOLDER))
}

export function summarise(trace: string | Uint8Array, chunkSize = Number.POSITIVE_INFINITY): TraceSummary {
  const bytes = typeof trace === 'string' ? Buffer.from(trace) : trace
  const summary = createTraceSummary({ nameOf })
  const size = Math.max(1, Math.min(chunkSize, bytes.length))
  const chunk = Buffer.alloc(size)
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size)
    chunk.set(piece)
    summary.write(chunk.subarray(0, piece.length))
  }
  return summary.end()
}

/** `/bin/sh ×2: clone 1, execve 1 (ENOENT 1)`, one a program. */
export function renderPrograms({ programs }: TraceSummary): string[] {
  return programs.map(({ path, processes, syscalls }) => {
    const uses = syscalls.map(({ name, count, errors }) => {
      const failed = Object.entries(errors).map(([errno, times]) => `${errno} ${times}`)
      return `${name} ${count}${failed.length > 0 ? ` (${failed.join(', ')})` : ''}`
    })
    return `${path} ×${processes}: ${uses.join(', ')}`
  })
}
