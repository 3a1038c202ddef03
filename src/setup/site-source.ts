import { GateError } from '../errors.js'
import type { GoArchitecture } from './go-architecture.js'
import { type GoDownload, parseGoDownloads } from './go-downloads.js'
import type { GoSource, SourceContext } from './go-source.js'
import { renderGoVersion } from './go-version.js'
import { type DownloadContext, fetchText, renderUrl } from './http-download.js'
import { fetchArchive, MAX_ARCHIVE_BYTES } from './verified-archive.js'

/**
 * The download site, or a mirror of it. A mirror may lack the listing: then a version is asked for by its file name,
 * and verified with the file of the same name and `.sha256`, as the site has them too.
 * @param base like `https://go.dev/dl`
 * @param asking for the listing and the like; `context` is for the archive
 */
export function siteSource(base: string, context: SourceContext, asking: DownloadContext): GoSource {
  const root = new URL(`${base.replace(/\/+$/, '')}/`)
  let listing: Promise<readonly GoDownload[] | null> | undefined
  const load = (): Promise<readonly GoDownload[] | null> => {
    listing ??= loadListing(root, context.architecture, asking)
    return listing
  }
  return {
    name: renderUrl(root),
    versions: async () => (await load())?.map(({ version }) => version) ?? null,
    fetch: async (version, folder) => {
      const listed = (await load())?.find((download) => download.version === version)
      const archive = listed ?? (await unlisted(root, version, context.architecture, asking))
      const url = new URL(archive.filename, root)
      const size = listed ? { bytes: listed.size, exact: true } : { bytes: MAX_ARCHIVE_BYTES, exact: false }
      return fetchArchive({ url, sha256: archive.sha256, size, layout: 'go' }, folder, context)
    },
  }
}

/** Null when the site has no listing. */
async function loadListing(
  root: URL,
  architecture: GoArchitecture,
  asking: DownloadContext,
): Promise<readonly GoDownload[] | null> {
  const url = new URL('?mode=json&include=all', root)
  try {
    const platform = { os: 'linux', arch: architecture.site }
    return parseGoDownloads(await fetchText(url, asking), renderUrl(url), platform)
  } catch (error) {
    if (error instanceof GateError && error.code === 'download-not-found') return null
    throw error
  }
}

async function unlisted(
  root: URL,
  version: string,
  architecture: GoArchitecture,
  asking: DownloadContext,
): Promise<Pick<GoDownload, 'filename' | 'sha256'>> {
  const filename = `go${renderGoVersion(version)}.linux-${architecture.site}.tar.gz`
  const url = new URL(`${filename}.sha256`, root)
  const sha256 = /^[0-9a-f]{64}\b/i.exec((await fetchText(url, asking)).trim())?.[0]
  if (sha256 !== undefined) return { filename, sha256: sha256.toLowerCase() }
  throw new GateError({
    stage: 'setup',
    code: 'no-published-digest',
    fault: 'user',
    message: `${renderUrl(url)} holds no SHA-256, so the archive beside it cannot be verified and is not used.`,
    hint: 'Let the mirror serve the listing or the .sha256 files that https://go.dev/dl/ has.',
  })
}
