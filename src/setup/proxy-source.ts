import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError } from '../errors.js'
import type { GoSettings } from './go-settings.js'
import type { GoSource, SourceContext } from './go-source.js'
import { parseGoVersion, renderGoVersion } from './go-version.js'
import { fetchFile, fetchText, renderUrl } from './http-download.js'
import { type ModuleProxy, parseProxyList, proxyUrl } from './module-proxies.js'
import { extractToolchainZip, hashModuleZip, MAX_MODULE_BYTES } from './module-zip.js'
import { lookupChecksum } from './sumdb-lookup.js'
import { digestError } from './verified-archive.js'

/** The module as which Go's proxies serve whole toolchains: https://go.dev/doc/toolchain#download. */
const MODULE = 'golang.org/toolchain'

/** The proxies of GOPROXY, verified with the checksum database; null when the list names none. */
export function proxySource(settings: GoSettings, context: SourceContext): GoSource | null {
  const proxies = parseProxyList(settings.GOPROXY)
  if (proxies.length === 0) return null
  const suffix = `.linux-${context.architecture.goarch}`
  let listing: Promise<readonly string[] | null> | undefined
  return {
    name: proxies.map(({ base }) => renderUrl(base)).join(' and '),
    versions: () => {
      listing ??= askInTurn(proxies, async ({ base }) => {
        const url = proxyUrl(base, `${MODULE}/@v/list`)
        return parseToolchainList(await fetchText(url, context), suffix)
      }).then((versions) => (versions.length === 0 ? null : versions), absentAsNull)
      return listing
    },
    fetch: async (version, folder) => {
      const moduleVersion = `v0.0.1-go${renderGoVersion(version)}${suffix}`
      const file = path.join(folder, 'toolchain.zip')
      // Asked first: when nothing can be verified, 70 MB need not be fetched.
      const published = await lookupChecksum(MODULE, moduleVersion, settings, proxies, context)
      const url = await askInTurn(proxies, async ({ base }) => {
        const zip = proxyUrl(base, `${MODULE}/@v/${moduleVersion}.zip`)
        await fetchFile(zip, file, { bytes: MAX_MODULE_BYTES, exact: false }, context)
        return zip
      })
      const prefix = `${MODULE}@${moduleVersion}/`
      const zip = await readFile(file)
      const found = await hashModuleZip(zip, prefix, context.signal)
      if (found !== published) throw digestError(renderUrl(url), `the hash ${found}`, published)
      const goroot = path.join(folder, 'tree')
      await extractToolchainZip(zip, prefix, goroot, context.signal)
      return goroot
    },
  }
}

/** The semantic versions of a list of toolchain modules. @param suffix `.linux-amd64` */
export function parseToolchainList(text: string, suffix: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const name = line.trim()
    if (!name.startsWith('v0.0.1-go') || !name.endsWith(suffix)) return []
    return parseGoVersion(name.slice('v0.0.1-'.length, -suffix.length)) ?? []
  })
}

/** Asks one proxy after the other, as https://go.dev/ref/mod#goproxy-protocol wants it. */
async function askInTurn<T>(
  proxies: readonly ModuleProxy[],
  question: (proxy: ModuleProxy) => Promise<T>,
): Promise<T> {
  let last: unknown
  for (const proxy of proxies) {
    try {
      return await question(proxy)
    } catch (error) {
      const absent = error instanceof GateError && error.code === 'download-not-found'
      if (!(error instanceof GateError) || (!absent && !proxy.fallBackOnError)) throw error
      last = error
    }
  }
  throw last
}

function absentAsNull(error: unknown): null {
  if (error instanceof GateError && error.code === 'download-not-found') return null
  throw error
}
