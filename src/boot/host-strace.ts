import * as fs from 'node:fs/promises'
import * as path from 'node:path'
import { GateError } from '../errors.js'
import { inspect } from '../inspect/inspect.js'
import { lastLine, runCommand } from '../run-command.js'

/** The host's strace with all that it needs to run in a foreign root. */
export interface HostStrace {
  /** For example `6.1`. */
  readonly version: string
  readonly program: string
  /** The program's own loader; null for a static strace. */
  readonly loader: string | null
  /** Absolute paths of program, loader and libraries. */
  readonly files: readonly string[]
}

const TIMEOUT_MS = 10_000

/**
 * Finds strace on PATH and asks its own loader for the libraries (`ld.so --list`, which is what ldd does).
 * @throws GateError code `no-strace` or `bad-strace`
 */
export async function loadHostStrace(searchPath: string): Promise<HostStrace> {
  const program = await findProgram('strace', searchPath)
  if (!program) {
    throw straceError(
      'no-strace',
      'strace is not installed on this machine.',
      'Install it (apt-get install strace), or choose strace: image.',
    )
  }
  const version = parseStraceVersion((await runCommand(program, ['-V'], { timeoutMs: TIMEOUT_MS })).stdout)
  if (!version) throw straceError('bad-strace', `${program} -V does not tell a version.`, 'Reinstall strace.')
  const loader = (await inspect(program)).elf.interpreter
  if (!loader) return { version, program, loader: null, files: [program] }
  const listed = await runCommand(loader, ['--list', program], { timeoutMs: TIMEOUT_MS })
  if (listed.code !== 0) {
    throw straceError(
      'bad-strace',
      `The libraries of ${program} cannot be listed: ${lastLine(listed)}.`,
      'Reinstall strace.',
    )
  }
  return { version, program, loader, files: [program, loader, ...parseLibraryList(listed.stdout)] }
}

function straceError(code: string, message: string, hint: string): GateError {
  return new GateError({ stage: 'boot', code, fault: 'user', message, hint })
}

/** Reads `strace -- version 6.1` (5.x and 6.x) and `strace -- version 4.24`. */
export function parseStraceVersion(text: string): string | null {
  return /^strace -- version (\S+)/m.exec(text)?.[1] ?? null
}

/** Reads lines like `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f…)`; the vdso and the loader have no `=>`. */
export function parseLibraryList(text: string): string[] {
  return [...text.matchAll(/=> (\/.*) \(0x[0-9a-f]+\)$/gm)].map((match) => match[1] ?? '')
}

/** The first executable file of that name in a PATH-like list of folders. */
export async function findProgram(name: string, searchPath: string): Promise<string | null> {
  for (const folder of searchPath.split(path.delimiter).filter((entry) => path.isAbsolute(entry))) {
    const file = path.join(folder, name)
    const found = await fs.access(file, fs.constants.X_OK).then(
      () => fs.stat(file),
      () => null,
    )
    if (found?.isFile()) return file
  }
  return null
}
