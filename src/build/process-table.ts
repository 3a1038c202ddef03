import * as fs from 'node:fs/promises'
import type { ThreadSnapshot } from '../trace/hang/snapshot.js'

/** What /proc/PID/stat and /proc/PID/task/TID/stat tell (proc(5)). */
export interface TaskStat {
  readonly id: number
  readonly parent: number
  readonly comm: string
  readonly state: string
  readonly cpuMs: number
}

export interface ProcessEntry extends TaskStat {
  /** Command line, program first. Untrusted. */
  readonly args: readonly string[]
}

/** The kernel counts processor time in ticks of 10 ms on every machine that we know. */
const TICK_MS = 10

/** The command stands in parentheses and may hold anything. @returns null for text of another form */
export function parseTaskStat(text: string): TaskStat | null {
  const open = text.indexOf('(')
  const shut = text.lastIndexOf(')')
  const fields = text
    .slice(shut + 1)
    .trim()
    .split(/\s+/)
  const [state, parent, user, system] = [fields[0], fields[1], fields[11], fields[12]]
  if (open < 1 || shut < open || !state || system === undefined) return null
  const cpuMs = (Number(user) + Number(system)) * TICK_MS
  if (Number.isNaN(cpuMs)) return null
  return {
    id: Number.parseInt(text, 10),
    parent: Number(parent),
    comm: text.slice(open + 1, shut),
    state,
    cpuMs,
  }
}

/** Reads /proc/PID/task/TID/syscall: `running`, `-1 SP PC` outside of any call, or number, six arguments, SP and PC. */
export function parseTaskSyscall(text: string): Pick<ThreadSnapshot, 'syscall' | 'args'> {
  const words = text.trim().split(/\s+/)
  if (words.length < 9) return { syscall: null, args: [] }
  return { syscall: Number(words[0]), args: words.slice(1, 7) }
}

/** All processes that can be seen; empty where there is no /proc. */
export async function loadProcesses(): Promise<readonly ProcessEntry[]> {
  const ids = (await fs.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(
    ids.map(async (id) => {
      const stat = parseTaskStat(await read(`/proc/${id}/stat`))
      return stat && { ...stat, args: (await read(`/proc/${id}/cmdline`)).split('\0').slice(0, -1) }
    }),
  )
  return all.filter((entry) => entry !== null)
}

/** A process and all below it, parents first. */
export function processTree(all: readonly ProcessEntry[], root: ProcessEntry): readonly ProcessEntry[] {
  const tree = [root]
  for (const entry of tree)
    tree.push(...all.filter(({ parent, id }) => parent === entry.id && id !== root.id))
  return tree
}

/** The threads of a process; what the kernel does not tell is empty. */
export async function loadThreads(pid: number): Promise<readonly ThreadSnapshot[]> {
  const ids = await fs.readdir(`/proc/${pid}/task`).catch(() => [])
  const all = await Promise.all(ids.map((id) => loadThread(pid, id)))
  return all.filter((thread) => thread !== null)
}

async function loadThread(pid: number, id: string): Promise<ThreadSnapshot | null> {
  const folder = `/proc/${pid}/task/${id}`
  const stat = parseTaskStat(await read(`${folder}/stat`))
  if (!stat) return null
  const wchan = await read(`${folder}/wchan`)
  const call = parseTaskSyscall(await read(`${folder}/syscall`))
  const fd = Number(call.args[0] ?? Number.NaN)
  const descriptor = fd < 1 << 20 ? await fs.readlink(`/proc/${pid}/fd/${fd}`).catch(() => '') : ''
  const { comm, state, cpuMs } = stat
  return {
    pid,
    tid: stat.id,
    comm,
    state,
    cpuMs,
    wchan: wchan === '0' ? '' : wchan,
    ...call,
    descriptor,
    recentCpuMs: 0,
  }
}

function read(file: string): Promise<string> {
  return fs.readFile(file, 'utf8').catch(() => '')
}
