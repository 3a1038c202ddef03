import { open, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError } from '../errors.js'

/** Where programs are put: each under its own name into a folder, or the one program as that file. */
export type OutputPlace =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string }

/**
 * Chooses between file and folder: a folder when the path ends in a slash, is one already, or several programs are
 * built.
 * @param output the input output: absolute; empty: `artifacts` below the report directory
 * @throws GateError (code `bad-output`)
 */
export async function chooseOutput(
  output: string,
  programs: number,
  reportDirectory: string,
): Promise<OutputPlace> {
  if (output === '') return { kind: 'folder', path: path.join(reportDirectory, 'artifacts') }
  const found = await stat(output.replace(/\/+$/, '') || '/').catch(() => null)
  if (found?.isDirectory() || output.endsWith('/')) {
    if (!found || found.isDirectory()) return { kind: 'folder', path: path.resolve(output) }
    throw badOutput(`${path.resolve(output)} is a file, not a folder`, 'Leave the slash at its end out.')
  }
  if (programs === 1) return { kind: 'file', path: output }
  if (!found) return { kind: 'folder', path: output }
  throw badOutput(`${output} is a file, and ${programs} programs are built`, 'Give a folder.')
}

/**
 * Makes sure that nothing but an earlier program is written over: a slip in `output` must not cost a source file.
 * @throws GateError (code `bad-output`)
 */
export async function checkOverwrite(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (!found || (found.isFile() && (found.size === 0 || (await isElf(file))))) return
  throw badOutput(
    `${file} is there already and is ${found.isDirectory() ? 'a folder' : 'no program'}`,
    'Give another path, or remove it before this step.',
  )
}

async function isElf(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === '\x7fELF'
  } finally {
    await handle.close()
  }
}

/** An output that cannot be (code `bad-output`). */
export function badOutput(problem: string, hint: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'bad-output',
    fault: 'user',
    message: `Input output: ${problem}.`,
    hint,
  })
}
