import { GateError } from '../errors.js'

/** One module proxy of a GOPROXY list. */
export interface ModuleProxy {
  /** Without a slash at the end. */
  readonly base: URL
  /** Whether the next is asked after any trouble (`|` follows), not only when this one lacks the module (`,`). */
  readonly fallBackOnError: boolean
}

/**
 * The proxies of a GOPROXY list, in order, up to `direct` or `off`; https://go.dev/ref/mod#goproxy-protocol.
 *
 * `direct` ends the list because for toolchains it means Go's own download site, which is a source by itself. An entry
 * that is a folder (`file:///…`) is passed over: the proxies here are servers.
 * @throws GateError (code `bad-goproxy`)
 */
export function parseProxyList(text: string): readonly ModuleProxy[] {
  const proxies: ModuleProxy[] = []
  for (const [, entry = '', separator] of text.matchAll(/([^,|]*)([,|]|$)/g)) {
    const name = entry.trim()
    if (name === 'direct' || name === 'off') break
    if (name === '' || name.startsWith('file:') || name.startsWith('/')) continue
    const url = /:\//.test(name) ? name : `https://${name}`
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw badProxy(name)
    proxies.push({ base: new URL(url.replace(/\/+$/, '')), fallBackOnError: separator === '|' })
  }
  return proxies
}

/** @param steps path below the proxy's address, without a slash at its start */
export function proxyUrl(base: URL, steps: string): URL {
  const url = new URL(base)
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${steps}`
  return url
}

function badProxy(entry: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'bad-goproxy',
    fault: 'user',
    message: `GOPROXY holds "${entry.replace(/\/\/[^/@]*@/, '//')}", which is neither an http(s) URL nor direct nor off.`,
    hint: 'Give GOPROXY as https://go.dev/ref/mod#environment-variables describes it.',
  })
}
