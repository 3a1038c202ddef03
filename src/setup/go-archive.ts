import { mkdir } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError } from '../errors.js'
import { type CommandResult, runCommand } from '../run-command.js'
import type { Environment } from './http-proxy.js'

export interface ArchiveContext {
  readonly environment: Environment
  readonly signal: AbortSignal
}

/** Bytes and entries that no archive of Go comes near: 1.26 has 270 MB in 15 000 files. */
const MAX_BYTES = 2 ** 31
const MAX_ENTRIES = 50_000
/** Reading and writing so much takes seconds; what takes longer than this is stuck, or no Go. */
const TAR_TIMEOUT_MS = 900_000

/** `go`: all is below that folder, as on the download site; `bare`: what is below it there lies at the top. */
export type ArchiveLayout = 'go' | 'bare'

/**
 * Unpacks a Go archive into a new folder.
 *
 * Every entry is looked at first: Go's archives hold plain files and folders and nothing else, so a link, a device, a
 * name that leads out of the folder, or more than a disk can take means that this is no such archive.
 * @returns the path of the GOROOT
 * @throws GateError (code `bad-go-archive`)
 */
export async function extractGo(
  archive: string,
  folder: string,
  layout: ArchiveLayout,
  context: ArchiveContext,
): Promise<string> {
  const listing = await runTar(['-tvzf', archive], path.dirname(archive), context)
  const problem = listingProblem(parseTarListing(listing.stdout), layout)
  if (problem !== null) throw archiveError(problem)
  await mkdir(folder, { recursive: true })
  await runTar(['-xzof', archive, '-C', folder], folder, context)
  return layout === 'go' ? path.join(folder, 'go') : folder
}

/** One line of `tar -tv`. */
export interface TarEntry {
  /** The first character of the mode: `-` file, `d` folder, `l` and `h` links, … */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** Null when the line is not understood. */
  readonly name: string | null
  readonly line: string
}

/** Reads the listing of GNU tar and BusyBox tar: mode, owner, size, date, time, name. */
export function parseTarListing(text: string): TarEntry[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const [, size, name] = /^\S{10}\s+\S+\s+(\d+)\s+\S+\s+[\d:]+\s(.+)$/.exec(line) ?? []
    return { type: line.charAt(0), size: Number(size ?? 0), name: name ?? null, line }
  })
}

/** Why these entries are no Go, as a clause; null when they may be one. */
export function listingProblem(entries: readonly TarEntry[], layout: ArchiveLayout): string | null {
  if (entries.length > MAX_ENTRIES) return `it holds more than ${MAX_ENTRIES} entries`
  const bad = entries.find((entry) => !isGoEntry(entry, layout))
  if (bad !== undefined) return `it holds an entry that no Go archive has (${bad.line})`
  const size = entries.reduce((sum, entry) => sum + entry.size, 0)
  return size > MAX_BYTES ? `it would take ${size} bytes` : null
}

/** Whether an entry is a plain file or folder where the layout has one. */
export function isGoEntry({ type, name }: TarEntry, layout: ArchiveLayout): boolean {
  if ((type !== '-' && type !== 'd') || name === null) return false
  const parts = name.split('/')
  if (parts.includes('..') || parts[0] === '') return false
  return layout === 'bare' || (parts[0] === 'go' && parts.length > 1)
}

async function runTar(
  argv: readonly string[],
  cwd: string,
  { environment, signal }: ArchiveContext,
): Promise<CommandResult> {
  // In another language tar's dates and quotes look different.
  const env = { ...environment, LC_ALL: 'C', TAR_OPTIONS: undefined }
  const result = await runCommand('tar', argv, { cwd, env, signal, timeoutMs: TAR_TIMEOUT_MS })
  signal.throwIfAborted()
  if (result.trouble === 'timeout') throw archiveError('tar did not come to its end')
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
export function archiveError(problem: string, cause?: unknown): GateError {
  return new GateError({
    stage: 'setup',
    code: 'bad-go-archive',
    fault: 'user',
    message: `The downloaded archive is not a Go installation: ${problem}.`,
    hint: 'Check what go-download-base-url or GOPROXY serves, and that the disk has room for about 500 MB.',
    cause,
  })
}
