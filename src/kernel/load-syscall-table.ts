import { readFileSync } from 'node:fs'
import { parseSyscallTable, type Syscall } from './syscall-table.js'

/** The project's own table; the bundler carries the file along. */
export function loadSyscallTable(): readonly Syscall[] {
  return parseSyscallTable(readFileSync(new URL('./data/syscalls.csv', import.meta.url), 'utf8'))
}
