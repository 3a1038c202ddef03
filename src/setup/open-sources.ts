import { loadGoSettings } from './go-settings.js'
import type { GoSource, SourceContext } from './go-source.js'
import { briefly } from './http-download.js'
import { MANIFEST_PLACES, type ManifestPlaces, manifestSource } from './manifest-source.js'
import { proxySource } from './proxy-source.js'
import { siteSource } from './site-source.js'

/** Where the sources are that need no input. */
export interface SourcePlaces {
  readonly manifest: ManifestPlaces
  readonly site: string
}

const PLACES: SourcePlaces = { manifest: MANIFEST_PLACES, site: 'https://go.dev/dl' }

export interface SourceRequest {
  /** The only source; empty: all of them. */
  readonly downloadBaseUrl: string
  /** For github.com; empty: none. */
  readonly token: string
  readonly places?: SourcePlaces
}

/** The sources of Go, in the order in which they are asked. */
export async function openSources(
  { downloadBaseUrl, token, places = PLACES }: SourceRequest,
  context: SourceContext,
): Promise<readonly GoSource[]> {
  if (downloadBaseUrl !== '') return [siteSource(downloadBaseUrl, context, context)]
  const proxies = proxySource(await loadGoSettings(context.environment), context)
  return [
    manifestSource(places.manifest, token, context),
    siteSource(places.site, context, proxies === null ? context : briefly(context)),
    ...(proxies === null ? [] : [proxies]),
  ]
}
