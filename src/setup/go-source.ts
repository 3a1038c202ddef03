import type { GoArchitecture } from './go-architecture.js'
import type { DownloadContext } from './http-download.js'

/** What is asked of a source beside the version. */
export interface SourceContext extends DownloadContext {
  readonly architecture: GoArchitecture
}

/** One place that Go can be had from. */
export interface GoSource {
  /** The address, for messages; no login and no query. */
  readonly name: string
  /**
   * The semantic versions that it has for this platform; null when it tells nobody, and can only be asked for one.
   * @throws GateError when it cannot be asked
   */
  versions(): Promise<readonly string[] | null>
  /**
   * Fetches one version, verifies it before anything reads it, and only then unpacks it.
   * @param version semantic
   * @param folder empty, for the archive and what comes out of it
   * @returns the GOROOT below that folder
   * @throws GateError
   */
  fetch(version: string, folder: string): Promise<string>
}

/** Codes of errors after which the next source may be asked. Others mean that something was altered, or is to be mended here. */
const PASSING = [
  'bad-go-listing',
  'bad-gosumdb',
  'checksum-off',
  'checksum-unavailable',
  'download-not-found',
  'download-refused',
  'download-timeout',
  'download-truncated',
  'download-unreachable',
  'no-go-source',
  'no-go-version',
  'no-published-digest',
]

/** Whether an error with this code is the source's alone. */
export function isPassing(code: string): boolean {
  return PASSING.includes(code)
}
