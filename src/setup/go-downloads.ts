import { z } from 'zod'
import { GateError, messageOf } from '../errors.js'
import { parseGoVersion } from './go-version.js'

/** The listing `?mode=json&include=all` of https://go.dev/dl/; only what we use of it. */
const Listing = z.array(
  z.object({
    version: z.string(),
    files: z.array(
      z.object({
        filename: z.string(),
        os: z.string(),
        arch: z.string(),
        sha256: z.string(),
        size: z.number(),
        kind: z.string(),
      }),
    ),
  }),
)

/** One archive that can be downloaded. */
export interface GoDownload {
  /** Semantic version. */
  readonly version: string
  /** A bare file name, below the base URL. */
  readonly filename: string
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/**
 * Reads the download site's listing and keeps the archives of one platform.
 * @param where the URL, for messages
 * @param platform in Go's words: linux, amd64
 * @throws GateError (code `bad-go-listing`) when it is not such a listing
 */
export function parseGoDownloads(
  text: string,
  where: string,
  platform: { readonly os: string; readonly arch: string },
): readonly GoDownload[] {
  return parseListing(text, where).flatMap((release) => {
    const version = parseGoVersion(release.version)
    const file = release.files.find(
      ({ kind, os, arch }) => kind === 'archive' && os === platform.os && arch === platform.arch,
    )
    // The name becomes part of a URL and of a path, and a file without a digest cannot be verified.
    if (version === null || !file || !/^[\w.-]+\.tar\.gz$/.test(file.filename)) return []
    if (!/^[0-9a-f]{64}$/i.test(file.sha256)) return []
    return [{ version, filename: file.filename, sha256: file.sha256.toLowerCase(), size: file.size }]
  })
}

function parseListing(text: string, where: string): z.infer<typeof Listing> {
  try {
    return Listing.parse(JSON.parse(text))
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : messageOf(error)
    throw listingError(where, problem, error)
  }
}

/** The error for a text that is no list of Go versions. */
export function listingError(where: string, problem: string | undefined, cause: unknown): GateError {
  return new GateError({
    stage: 'setup',
    code: 'bad-go-listing',
    fault: 'user',
    message: `What ${where} answered is not a list of Go downloads: ${problem}.`,
    hint: 'Check go-download-base-url, if given: it must serve what https://go.dev/dl/?mode=json&include=all serves.',
    cause,
  })
}
