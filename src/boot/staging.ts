import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import type { HostStrace } from './host-strace.js'

/** Where the staged folder appears inside every engine. */
export const GATE_DIRECTORY = '/gate'
export const AGENT_PATH = `${GATE_DIRECTORY}/agent`
const STRACE_DIRECTORY = `${GATE_DIRECTORY}/strace`

/** What is booted: an executable file of the host. */
export interface Program {
  readonly path: string
}

/** A folder of the host that holds all that goes into one engine, readable by everybody. */
export interface Staging {
  /** Unique, also the container's name. */
  readonly id: string
  /** The run of the gate that this boot belongs to: the base folder's name. */
  readonly runId: string
  /** Holds `gate/` (mounted at GATE_DIRECTORY) and `etc/` (for the sandbox). */
  readonly directory: string
  /** Path of the program inside the engine. */
  readonly programPath: string
}

/**
 * Copies program, agent and strace into a new folder below `base`. Copies, because the sources may lie where the
 * unprivileged user of the engine cannot go, and because nothing else of the host shall be mounted.
 */
export async function stage(
  base: string,
  program: Program,
  files: readonly string[],
  agent: string,
  strace: HostStrace | null,
): Promise<Staging> {
  const id = `legacy-kernel-gate-${randomBytes(6).toString('hex')}`
  const directory = path.join(base, id)
  if (/[:,]/.test(directory)) {
    throw new GateError({
      stage: 'boot',
      code: 'bad-temp-path',
      fault: 'user',
      message: `The temporary folder ${base} has a colon or a comma in its path, which mount options cannot carry.`,
      hint: 'Point RUNNER_TEMP (or TMPDIR) at another folder.',
    })
  }
  const name = path.basename(program.path)
  const gate = path.join(directory, 'gate')
  await fs.mkdir(path.join(gate, 'bin'), { recursive: true })
  await copyProgram(program.path, path.join(gate, 'bin', name))
  for (const file of files) await copyBeside(file, path.join(gate, 'bin'))
  await copyProgram(agent, path.join(gate, 'agent'))
  if (strace) {
    await fs.mkdir(path.join(gate, 'strace'))
    for (const file of strace.files) await copyProgram(file, path.join(gate, 'strace', path.basename(file)))
  }
  await stageEtc(path.join(directory, 'etc'))
  for (const folder of [directory, gate, path.join(gate, 'bin'), path.join(gate, 'strace')]) {
    await fs.chmod(folder, 0o755).catch(() => undefined)
  }
  return { id, runId: path.basename(base), directory, programPath: `${GATE_DIRECTORY}/bin/${name}` }
}

/** Removes the folder; whatever cannot be removed is left to the post step. */
export async function unstage(staging: Staging): Promise<void> {
  await fs.rm(staging.directory, { recursive: true, force: true }).catch(() => undefined)
}

/** The strace command line inside the engine, up to and without `-o`. */
export function tracerCommand(strace: HostStrace | null): string[] {
  const options = ['-f', '-q', '-ttt', '-s', '128']
  if (!strace) return ['strace', ...options]
  const inside = (file: string): string => `${STRACE_DIRECTORY}/${path.posix.basename(file)}`
  if (!strace.loader) return [inside(strace.program), ...options]
  return [inside(strace.loader), '--library-path', STRACE_DIRECTORY, inside(strace.program), ...options]
}

async function copyProgram(source: string, target: string): Promise<void> {
  await fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE)
  await fs.chmod(target, 0o755)
}

/** Copies a file or folder, or (with a slash at its end) what a folder holds. */
async function copyBeside(source: string, directory: string): Promise<void> {
  const target = source.endsWith('/') ? directory : path.join(directory, path.basename(source))
  try {
    await fs.cp(source, target, { recursive: true, force: false })
  } catch (error) {
    throw new GateError({
      stage: 'boot',
      code: 'bad-file',
      fault: 'user',
      message: `Input files: ${source} cannot be copied: ${messageOf(error)}.`,
      hint: 'Name files and folders that exist and can be read.',
    })
  }
}

async function stageEtc(directory: string): Promise<void> {
  await fs.mkdir(directory, { recursive: true })
  const files = {
    passwd: 'root:x:0:0:root:/:/sbin/nologin\nnobody:x:65534:65534:nobody:/tmp:/sbin/nologin\n',
    group: 'root:x:0:\nnogroup:x:65534:\n',
    hosts: '127.0.0.1 localhost\n::1 localhost\n',
  }
  for (const [name, text] of Object.entries(files)) await fs.writeFile(path.join(directory, name), text)
}
