import { mkdir } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError } from '../errors.js'
import { type CommandResult, runCommand } from '../run-command.js'
import type { DownloadContext } from './http-download.js'

/**
 * Unpacks a Go archive, whose one top folder is `go`, into a new folder.
 *
 * Every entry is looked at first: Go's archives hold plain files and folders below `go/` and nothing else, so a link,
 * a device or a name that leads out of the folder means that this is no such archive.
 * @returns the path of the unpacked `go`
 * @throws GateError (code `bad-go-archive`)
 */
export async function extractGo(archive: string, folder: string, context: DownloadContext): Promise<string> {
  const listing = await runTar(['-tvzf', archive], path.dirname(archive), context)
  const bad = parseTarListing(listing.stdout).find((entry) => !isGoEntry(entry))
  if (bad !== undefined) throw archiveError(`it holds an entry that no Go archive has (${bad.line})`)
  await mkdir(folder, { recursive: true })
  await runTar(['-xzof', archive, '-C', folder], folder, context)
  return path.join(folder, 'go')
}

/** One line of `tar -tv`. */
export interface TarEntry {
  /** The first character of the mode: `-` file, `d` folder, `l` and `h` links, … */
  readonly type: string
  /** Null when the line is not understood. */
  readonly name: string | null
  readonly line: string
}

/** Reads the listing of GNU tar and BusyBox tar: mode, owner, size, date, time, name. */
export function parseTarListing(text: string): TarEntry[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => ({
    type: line.charAt(0),
    name: /^\S{10}\s+\S+\s+\d+\s+\S+\s+[\d:]+\s(.+)$/.exec(line)?.[1] ?? null,
    line,
  }))
}

/** Whether an entry is a plain file or folder below `go/`. */
export function isGoEntry({ type, name }: TarEntry): boolean {
  if ((type !== '-' && type !== 'd') || name === null) return false
  const parts = name.split('/')
  return parts[0] === 'go' && parts.length > 1 && !parts.includes('..')
}

async function runTar(
  argv: readonly string[],
  cwd: string,
  { environment, signal }: DownloadContext,
): Promise<CommandResult> {
  // In another language tar's dates and quotes look different.
  const env = { ...environment, LC_ALL: 'C', TAR_OPTIONS: undefined }
  const result = await runCommand('tar', argv, { cwd, env, signal, timeoutMs: null })
  signal.throwIfAborted()
  if (result.trouble !== null) {
    throw new GateError({
      stage: 'setup',
      code: 'no-tar',
      fault: 'user',
      message: `Cannot run tar to unpack Go: ${result.stderr}.`,
      hint: 'Install tar and gzip, or install Go before this step.',
    })
  }
  if (result.code === 0) return result
  throw archiveError(`tar says "${result.output.trim().slice(0, 500)}"`)
}

/** @param problem a clause about the archive */
export function archiveError(problem: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'bad-go-archive',
    fault: 'user',
    message: `The downloaded archive is not a Go installation: ${problem}.`,
    hint: 'Check what go-download-base-url serves, and that the disk has room for about 300 MB.',
  })
}
