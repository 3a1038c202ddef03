import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { GateError, messageOf } from '../errors.js'
import { archiveError } from './go-archive.js'

/** Bytes that a module zip, and all that is in it, may have: golang.org/x/mod/zip. */
export const MAX_MODULE_BYTES = 500 << 20
const MAX_ENTRIES = 100_000
/** File type bits of a Unix mode (inode(7)); zero when the archive keeps none. */
const TYPE_MASK = 0o170000
const REGULAR = 0o100000
/** Compression methods of APPNOTE.TXT. */
const STORED = 0
const DEFLATED = 8

/**
 * The `h1:` hash of a module zip, as go.sum and the checksum database have it: golang.org/x/mod/sumdb/dirhash. Every
 * entry is looked at on the way, and nothing is written.
 * @param zip the whole file
 * @param prefix what every name must begin with: `golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64/`
 * @throws GateError (code `bad-go-archive`); the signal's reason when cancelled
 */
export async function hashModuleZip(zip: Buffer, prefix: string, signal: AbortSignal): Promise<string> {
  const lines: (readonly [name: Buffer, line: string])[] = []
  await eachFile(zip, prefix, signal, (name, content) => {
    const digest = createHash('sha256').update(content).digest('hex')
    lines.push([Buffer.from(name), `${digest}  ${prefix}${name}\n`])
  })
  // Go sorts by the bytes of the names.
  lines.sort(([a], [b]) => Buffer.compare(a, b))
  const summary = lines.map(([, line]) => line).join('')
  return `h1:${createHash('sha256').update(summary).digest('base64')}`
}

/**
 * Unpacks a verified toolchain module as a GOROOT. A module zip keeps no modes, and no go.mod below its root: the go
 * command makes up for it (cmd/go/internal/toolchain), and so does this.
 * @param folder must not exist
 * @throws GateError (code `bad-go-archive`); the signal's reason when cancelled
 */
export async function extractToolchainZip(
  zip: Buffer,
  prefix: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const made = new Set<string>()
  await eachFile(zip, prefix, signal, (name, content) => {
    const target = path.join(folder, name).replace(/\/_go\.mod$/, '/go.mod')
    const parent = path.dirname(target)
    if (!made.has(parent)) mkdirSync(parent, { recursive: true })
    made.add(parent)
    // Twelve thousand small files: with a promise for each of their steps it takes three times as long.
    writeFileSync(target, content, { flag: 'wx', mode: isCommand(name) ? 0o755 : 0o644 })
  })
}

/** @param name below the GOROOT */
function isCommand(name: string): boolean {
  return /^(bin|pkg\/tool)\//.test(name) || /^lib\/(?:.*\/)?go_[^/]+_[^/]*_exec$/.test(name)
}

/** @param visit told the name without the prefix */
async function eachFile(
  bytes: Buffer,
  prefix: string,
  signal: AbortSignal,
  visit: (name: string, content: Buffer) => void,
): Promise<void> {
  const { fromBufferPromise } = await import('yauzl')
  try {
    // Names that are absolute or lead out are refused by the library.
    const zip = await fromBufferPromise(bytes, { strictFileNames: true, autoClose: false })
    for (const entry of await checkedEntries(zip, prefix)) {
      signal.throwIfAborted()
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
      visit(entry.fileName.slice(prefix.length), contentOf(entry, bytes, fileDataStart))
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof GateError ? error : archiveError(messageOf(error), error)
  }
}

/** All entries, each looked at and all of them counted, before the content of one is. */
async function checkedEntries(zip: ZipFile, prefix: string): Promise<readonly Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) throw archiveError(`it holds ${zip.entryCount} entries`)
  const entries = new Map<string, Entry>()
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry
    const problem = entries.has(fileName) ? 'it is there twice' : entryProblem(entry, prefix)
    if (problem !== null) {
      throw archiveError(`its entry ${JSON.stringify(fileName)} is not as in a module: ${problem}`)
    }
    entries.set(fileName, entry)
    total += entry.uncompressedSize
    if (total > MAX_MODULE_BYTES) throw archiveError(`it holds more than ${MAX_MODULE_BYTES} bytes`)
  }
  return [...entries.values()]
}

function entryProblem(entry: Entry, prefix: string): string | null {
  const { fileName } = entry
  if (!fileName.startsWith(prefix)) return `its name does not begin with ${prefix}`
  if (fileName.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return 'it is no plain file name'
  }
  if (/[\p{Cc}\\]/u.test(fileName)) return 'its name holds odd characters'
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK
  if (type !== 0 && type !== REGULAR) return 'it is no plain file'
  if (entry.isEncrypted()) return 'it is encrypted'
  return [STORED, DEFLATED].includes(entry.compressionMethod) ? null : 'its compression is unknown'
}

/** @throws when it has not the announced size, of which no more than that is ever unpacked */
function contentOf(entry: Entry, bytes: Buffer, start: number): Buffer {
  const { compressedSize, uncompressedSize, compressionMethod, fileName } = entry
  const packed = bytes.subarray(start, start + compressedSize)
  const content =
    compressionMethod === STORED || uncompressedSize === 0
      ? packed.subarray(0, uncompressedSize)
      : inflateRawSync(packed, { maxOutputLength: uncompressedSize })
  if (packed.length === compressedSize && content.length === uncompressedSize) return content
  throw archiveError(`its entry ${JSON.stringify(fileName)} has not the announced size`)
}
