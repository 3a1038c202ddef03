import * as path from 'node:path'
import { GateError } from '../errors.js'
import { type ArchiveLayout, extractGo } from './go-archive.js'
import { type DownloadContext, type FileSize, fetchFile, renderUrl } from './http-download.js'

/** An archive whose SHA-256 somebody has published. */
export interface PublishedArchive {
  readonly url: URL
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string
  readonly size: FileSize
  readonly layout: ArchiveLayout
}

/** Bytes that an archive of unknown size may have. Go's are below 100 MB. */
export const MAX_ARCHIVE_BYTES = 500_000_000

/**
 * Fetches an archive into a folder, verifies it, and unpacks it beside itself.
 * @returns the GOROOT
 * @throws GateError (`download-digest`, `bad-go-archive`, or of the download)
 */
export async function fetchArchive(
  { url, sha256, size, layout }: PublishedArchive,
  folder: string,
  context: DownloadContext,
): Promise<string> {
  const file = path.join(folder, 'go.tar.gz')
  const digest = await fetchFile(url, file, size, context)
  if (digest !== sha256) throw digestError(renderUrl(url), `the SHA-256 ${digest}`, sha256)
  return extractGo(file, path.join(folder, 'tree'), layout, context)
}

/**
 * @param found with its kind: `the SHA-256 12ab…`
 * @param published what it should be
 */
export function digestError(url: string, found: string, published: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'download-digest',
    fault: 'gate',
    message: `${url} has ${found}, but ${published} is published for it; nothing of it was used.`,
    hint: 'Run the job again; if it stays so, the server or something on the way alters the file.',
  })
}
