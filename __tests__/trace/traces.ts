import { readdirSync, readFileSync } from 'node:fs'
import { createTraceSummary, type TraceWatch } from '../../src/trace/summary.js'
import type { OptionUse, PathUse, TraceSummary } from '../../src/trace/trace-summary.js'

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

export function summarise(
  trace: string | Uint8Array,
  chunkSize = Number.POSITIVE_INFINITY,
  watch: TraceWatch = { spaces: [], paths: [] },
): TraceSummary {
  const bytes = typeof trace === 'string' ? Buffer.from(trace) : trace
  const summary = createTraceSummary({ nameOf, watch })
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

/** `prctl-option PR_SET_VMA prctl 2 (EINVAL 1)`, one a tally of all programs. */
export function renderAsked({ programs }: TraceSummary): string[] {
  const errors = (use: OptionUse | PathUse): string => {
    const failed = Object.entries(use.errors).map(([errno, times]) => `${errno} ${times}`)
    return failed.length > 0 ? ` (${failed.join(', ')})` : ''
  }
  return programs.flatMap(({ options, paths }) => [
    ...options.map((use) => `${use.space} ${use.option} ${use.syscall} ${use.count}${errors(use)}`),
    ...paths.map((use) => `${use.pattern} ${use.count}${errors(use)}`),
  ])
}
