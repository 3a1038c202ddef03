/** A host of private modules, and who we are there. */
export interface PrivateHost {
  /** As in a URL, with the port when it is not the usual one. */
  readonly host: string
  readonly user: string
  readonly token: string
}

/** GitHub takes any name with a token; this is the one that its own documents use. */
const TOKEN_USER = 'x-access-token'

/**
 * Reads the input private-token: one token for github.com, or lines `HOST=TOKEN` or `HOST=USER:TOKEN`.
 * @throws RangeError whose message holds nothing of the token
 */
export function parsePrivateHosts(text: string): readonly PrivateHost[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line, i) => {
    // A token may end in = (base64), so only what can be a host counts.
    const [, named, rest] =
      /^([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?|localhost(?::\d+)?)=(.+)$/.exec(line) ?? []
    if (named === undefined && lines.length > 1) throw new RangeError(`line ${i + 1} is not HOST=TOKEN`)
    const value = rest ?? line
    const at = named === undefined ? -1 : value.indexOf(':')
    const user = at < 0 ? TOKEN_USER : value.slice(0, at)
    const token = value.slice(at + 1)
    // netrc separates by blanks and knows no quotes.
    if (user === '' || token === '' || /[\s"'\\]/.test(value)) {
      throw new RangeError(`line ${i + 1}: the token is empty, or holds a blank or a quote`)
    }
    return { host: named ?? 'github.com', user, token }
  })
}

/** The tokens of an input that may be wrong, for the runner to mask. */
export function tokensOf(text: string): readonly string[] {
  try {
    return parsePrivateHosts(text).map(({ token }) => token)
  } catch {
    return text.split(/[\s=:]+/).filter((word) => word.length > 8)
  }
}

/** What the go command sends to hosts that it asks over HTTPS itself (https://go.dev/ref/mod#private-module-proxy-auth). */
export function renderNetrc(hosts: readonly PrivateHost[], existing: string): string {
  const own = hosts.map(({ host, user, token }) => `machine ${host} login ${user} password ${token}\n`)
  return own.join('') + existing
}

/** The file of git-credential-store(1): git asks it by host, and no token comes into an argument or a variable. */
export function renderGitCredentials(hosts: readonly PrivateHost[]): string {
  const encoded = encodeURIComponent
  return hosts.map(({ host, user, token }) => `https://${encoded(user)}:${encoded(token)}@${host}\n`).join('')
}

/**
 * Settings for git by variables (git 2.31 and later, git-config(1) GIT_CONFIG_COUNT), after those that are there.
 * For these hosts git asks our file and no other helper.
 * @param file absolute path of what renderGitCredentials made
 */
export function gitCredentialVariables(
  hosts: readonly PrivateHost[],
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const given = Number.parseInt(environment.GIT_CONFIG_COUNT ?? '', 10)
  const first = Number.isNaN(given) ? 0 : given
  const helper = `store --file='${file.replaceAll("'", "'\\''")}'`
  const settings = [...new Set(hosts.map(({ host }) => host))].flatMap((host) => [
    [`credential.https://${host}.helper`, ''],
    [`credential.https://${host}.helper`, helper],
  ])
  const numbered = settings.flatMap(([key = '', value = ''], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value],
  ])
  return { ...Object.fromEntries(numbered), GIT_CONFIG_COUNT: String(first + settings.length) }
}
