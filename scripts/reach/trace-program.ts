import * as fs from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { namesByNumber, type Syscall } from '../../src/kernel/syscall-table.js'
import { lastLine, runCommand } from '../../src/run-command.js'
import { createTraceSummary } from '../../src/trace/summary.js'

/** What to do with a program while it is traced. */
export interface TracePlan {
  readonly program: string
  readonly args: readonly string[]
  readonly service: boolean
  /** Lines in the corpus's words; those that are not understood are left out. */
  readonly exercise: readonly string[]
  /** Milliseconds after which it is killed. */
  readonly limitMs: number
}

const DRIVER = fileURLToPath(new URL('drive.mjs', import.meta.url))
/** What the kernel calls in a program's name when it was stopped and goes on. */
const OF_THE_KERNEL = ['restart_syscall']

/**
 * Runs a program under strace, in a sandbox with a network of its own, and tells the names of the syscalls that it made
 * itself, sorted; not those of programs that it started.
 */
export async function traceProgram(plan: TracePlan, table: readonly Syscall[]): Promise<readonly string[]> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'reach-'))
  try {
    const trace = path.join(folder, 'trace')
    const driver = JSON.stringify({ ...plan, trace })
    const sandbox = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp']
    const bound = [
      '--bind',
      folder,
      folder,
      '--ro-bind',
      plan.program,
      plan.program,
      '--ro-bind',
      DRIVER,
      DRIVER,
    ]
    const apart = ['--unshare-net', '--unshare-pid', '--die-with-parent', '--chdir', '/tmp']
    const args = [...sandbox, ...bound, ...apart, process.execPath, DRIVER, driver]
    const ran = await runCommand('bwrap', args, { timeoutMs: plan.limitMs + 60_000, env: process.env })
    const bytes = await fs.readFile(trace).catch(() => {
      throw new Error(`${plan.program} was not traced: ${lastLine(ran)}`)
    })
    return ownCalls(bytes, plan.program, table)
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

function ownCalls(trace: Buffer, program: string, table: readonly Syscall[]): readonly string[] {
  const names = namesByNumber(table, 'x86_64')
  const summary = createTraceSummary({ nameOf: (number) => names.get(number) })
  summary.write(trace)
  const own = summary.end().programs.find(({ path: name }) => name === program)
  if (own === undefined) throw new Error(`The trace does not show ${program}.`)
  return own.syscalls
    .filter(
      ({ name, count }) => !OF_THE_KERNEL.includes(name) && (name !== 'execve' || count > own.processes),
    )
    .map(({ name }) => name)
}
