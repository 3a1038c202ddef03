import { z } from 'zod'
import { messageOf } from '../errors.js'
import type { GoArchitecture } from './go-architecture.js'
import { listingError } from './go-downloads.js'

/** versions-manifest.json of https://github.com/actions/go-versions; only what we use of it. */
const Manifest = z.array(
  z.object({
    version: z.string(),
    files: z.array(
      z.object({ filename: z.string(), arch: z.string(), platform: z.string(), download_url: z.string() }),
    ),
  }),
)

/** One archive of the manifest. */
export interface ManifestEntry {
  /** Semantic version. */
  readonly version: string
  /** Name of the release that holds the file: `1.26.7-32325178046`. */
  readonly tag: string
  readonly filename: string
}

const DOWNLOAD =
  /^https:\/\/github\.com\/actions\/go-versions\/releases\/download\/([\w.-]+)\/([\w.-]+\.tar\.gz)$/

/**
 * Reads the manifest and keeps the Linux archives of one architecture.
 * @param where the URL, for messages
 * @throws GateError (code `bad-go-listing`)
 */
export function parseManifest(
  text: string,
  where: string,
  architecture: GoArchitecture,
): readonly ManifestEntry[] {
  return parseReleases(text, where).flatMap(({ version, files }) => {
    const file = files.find(({ platform, arch }) => platform === 'linux' && arch === architecture.toolCache)
    const [, tag, filename] = DOWNLOAD.exec(file?.download_url ?? '') ?? []
    return tag === undefined || filename === undefined ? [] : [{ version, tag, filename }]
  })
}

function parseReleases(text: string, where: string): z.infer<typeof Manifest> {
  try {
    return Manifest.parse(JSON.parse(text))
  } catch (error) {
    throw listingError(
      where,
      error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : messageOf(error),
      error,
    )
  }
}

const Release = z.object({
  assets: z.array(z.object({ name: z.string(), size: z.number(), digest: z.string().nullish() })),
})

/** A file of a GitHub release. */
export interface ReleaseAsset {
  /** Bytes. */
  readonly size: number
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string
}

/**
 * Finds a file in what GitHub's API says of a release; https://docs.github.com/rest/releases. Null: it is not there, or
 * its digest is not: releases before June 2025 have none.
 */
export function parseReleaseAsset(text: string, where: string, filename: string): ReleaseAsset | null {
  let release: z.infer<typeof Release>
  try {
    release = Release.parse(JSON.parse(text))
  } catch (error) {
    throw listingError(where, messageOf(error).split('\n')[0], error)
  }
  const asset = release.assets.find(({ name }) => name === filename)
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(asset?.digest ?? '')?.[1]
  return asset === undefined || sha256 === undefined ? null : { size: asset.size, sha256 }
}
