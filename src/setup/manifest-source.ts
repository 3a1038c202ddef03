import { GateError } from '../errors.js'
import { type ManifestEntry, parseManifest, parseReleaseAsset } from './go-manifest.js'
import type { GoSource, SourceContext } from './go-source.js'
import { renderGoVersion } from './go-version.js'
import { briefly, fetchText, renderUrl } from './http-download.js'
import { fetchArchive } from './verified-archive.js'

/** Where the parts of actions/go-versions are. Without a slash at the end. */
export interface ManifestPlaces {
  /** Serves files of the repository. */
  readonly raw: string
  readonly api: string
  /** Serves files of releases. */
  readonly releases: string
}

export const MANIFEST_PLACES: ManifestPlaces = {
  raw: 'https://raw.githubusercontent.com/actions/go-versions/main',
  api: 'https://api.github.com/repos/actions/go-versions',
  releases: 'https://github.com/actions/go-versions/releases/download',
}

/**
 * The versions manifest that GitHub keeps for its runners. It has no digests; GitHub's API has, for the files of each
 * release.
 * @param token for github.com; empty: ask without, which GitHub answers less often
 */
export function manifestSource(places: ManifestPlaces, token: string, context: SourceContext): GoSource {
  const login = token === '' ? {} : { Authorization: `Bearer ${token}` }
  const ask = (url: URL, accept: string): Promise<string> =>
    fetchText(url, briefly({ ...context, headers: { Accept: accept, ...login } }))
  let listing: Promise<readonly ManifestEntry[]> | undefined
  const load = (): Promise<readonly ManifestEntry[]> => {
    const url = new URL(`${places.raw}/versions-manifest.json`)
    listing ??= ask(url, 'application/json').then((text) =>
      parseManifest(text, renderUrl(url), context.architecture),
    )
    return listing
  }
  return {
    name: renderUrl(new URL(places.raw)),
    versions: async () => (await load()).map(({ version }) => version),
    fetch: async (version, folder) => {
      const entry = (await load()).find((candidate) => candidate.version === version)
      if (entry === undefined) throw noDigest(version)
      const url = new URL(`${places.api}/releases/tags/${entry.tag}`)
      const asset = parseReleaseAsset(
        await ask(url, 'application/vnd.github+json'),
        renderUrl(url),
        entry.filename,
      )
      if (asset === null) throw noDigest(version)
      const archive = {
        url: new URL(`${places.releases}/${entry.tag}/${entry.filename}`),
        sha256: asset.sha256,
        size: { bytes: asset.size, exact: true },
        layout: 'bare' as const,
      }
      return fetchArchive(archive, folder, context)
    },
  }
}

function noDigest(version: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'no-published-digest',
    fault: 'gate',
    message: `GitHub publishes no digest for the Go ${renderGoVersion(version)} of actions/go-versions, so it is not used.`,
    hint: 'Let the runner reach https://go.dev/dl or a module proxy.',
  })
}
