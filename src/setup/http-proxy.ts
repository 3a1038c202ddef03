/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy for a URL by the usual variables: `https_proxy`, `http_proxy` and `no_proxy`, in lower or upper case.
 * Loopback addresses never go through one. Null: ask the server itself.
 */
export function proxyFor(url: URL, environment: Environment): URL | null {
  const variable = (name: string): string => environment[name] || environment[name.toUpperCase()] || ''
  const proxy = variable(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy')
  if (proxy === '' || isLoopback(url.hostname) || isExempt(url, variable('no_proxy'))) return null
  const full = /^https?:\/\//.test(proxy) ? proxy : `http://${proxy}`
  return URL.canParse(full) ? new URL(full) : null
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    if (entry === '*') return true
    if (name === '' || (only !== undefined && only !== port)) return false
    return url.hostname === name || url.hostname.endsWith(`.${name}`)
  })
}
