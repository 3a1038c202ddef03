/**
 * Reads the address out of the arguments of connect(2) as strace prints them: `10.0.0.1:443`, `[::1]:53`,
 * `unix /run/x.sock`; null for other families and forms.
 */
export function socketAddress(args: string): string | null {
  const port = /\bsin6?_port=htons\((\d+)\)/.exec(args)?.[1]
  const four = /\binet_addr\("([^"]+)"\)/.exec(args)?.[1]
  if (port !== undefined && four !== undefined) return `${four}:${port}`
  const six = /\binet_pton\(AF_INET6, "([^"]+)"/.exec(args)?.[1]
  if (port !== undefined && six !== undefined) return `[${six}]:${port}`
  const path = /\bsun_path=(@?"[^"]*")/.exec(args)?.[1]
  return path === undefined ? null : `unix ${path.replaceAll('"', '')}`
}
