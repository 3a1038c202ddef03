import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import type { Environment } from './build-environment.js'
import {
  gitCredentialVariables,
  type PrivateHost,
  renderGitCredentials,
  renderNetrc,
} from './private-hosts.js'

/** What the build is given for private modules, until it is removed. */
export interface PrivateModules {
  /** To be added to the environment of the go command. */
  readonly variables: Readonly<Record<string, string>>
  /** Removes the files with the tokens. Never rejects. */
  remove(): Promise<void>
}

export interface PrivateRequest {
  readonly goprivate: string
  readonly privateHosts: readonly PrivateHost[]
}

/**
 * Writes the tokens for go and git into a folder that only this user can open.
 * @param environment of the go command: what it has of GOPRIVATE, netrc and git settings stays in force
 */
export async function openPrivateModules(
  { goprivate, privateHosts }: PrivateRequest,
  environment: Environment,
  temporaryDirectory: string,
): Promise<PrivateModules> {
  const patterns = [environment.GOPRIVATE ?? '', goprivate.split(/[\s,]+/).join(',')]
  const joined = patterns.filter((text) => text !== '').join(',')
  const goprivateOnly: Readonly<Record<string, string>> = goprivate === '' ? {} : { GOPRIVATE: joined }
  if (privateHosts.length === 0) return { variables: goprivateOnly, remove: async () => undefined }
  const folder = path.join(temporaryDirectory, 'private-modules')
  await mkdir(folder, { mode: 0o700 })
  const netrc = path.join(folder, 'netrc')
  const credentials = path.join(folder, 'git-credentials')
  const home = environment.HOME || os.homedir()
  const existing = await readFile(environment.NETRC || path.join(home, '.netrc'), 'utf8').catch(() => '')
  await writeFile(netrc, renderNetrc(privateHosts, existing), { mode: 0o600 })
  await writeFile(credentials, renderGitCredentials(privateHosts), { mode: 0o600 })
  return {
    variables: {
      ...goprivateOnly,
      NETRC: netrc,
      // A wrong token must fail, not wait for somebody to type a better one.
      GIT_TERMINAL_PROMPT: '0',
      ...gitCredentialVariables(privateHosts, credentials, environment),
    },
    remove: () => rm(folder, { recursive: true, force: true }).catch(() => undefined),
  }
}
