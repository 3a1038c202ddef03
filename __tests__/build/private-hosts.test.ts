import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import {
  gitCredentialVariables,
  parsePrivateHosts,
  renderGitCredentials,
  renderNetrc,
  tokensOf,
} from '../../src/build/private-hosts.js'

const root = fs.mkdtempSync(path.join(os.tmpdir(), "lkg it's private "))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

describe('parsePrivateHosts', () => {
  it.each([
    ['', []],
    ['ghp_abc', [{ host: 'github.com', user: 'x-access-token', token: 'ghp_abc' }]],
    ['YWJj==', [{ host: 'github.com', user: 'x-access-token', token: 'YWJj==' }]],
    [
      'git.example.com=t1\n\n127.0.0.1:8443=ci:t:2=\n',
      [
        { host: 'git.example.com', user: 'x-access-token', token: 't1' },
        { host: '127.0.0.1:8443', user: 'ci', token: 't:2=' },
      ],
    ],
  ])('%j', (text, hosts) => {
    expect(parsePrivateHosts(text)).toEqual(hosts)
    expect(tokensOf(text)).toEqual(hosts.map(({ token }) => token))
  })

  it.each([
    'hunter2secret\nhunter2secret',
    'github.com=hunter2 secret',
    'git.example.com=:hunter2',
    'a.b=u:',
  ])('refuses %j without quoting it', (text) => {
    let message = ''
    try {
      parsePrivateHosts(text)
    } catch (error) {
      message = String(error)
    }
    expect(message).toMatch(/RangeError: line \d/)
    expect(message).not.toContain('hunter2')
  })

  it('masks the words of an input that is wrong', () => {
    expect(tokensOf('github.com=hunter2secret more\nx')).toContain('hunter2secret')
  })
})

describe('what is written', () => {
  const hosts = parsePrivateHosts('git.example.com=ci:a/b@c\n127.0.0.1:8443=t2')

  it('a netrc before the one that there is', () => {
    expect(renderNetrc(hosts, 'machine other login a password b\n')).toBe(
      'machine git.example.com login ci password a/b@c\nmachine 127.0.0.1:8443 login x-access-token password t2\nmachine other login a password b\n',
    )
  })

  it('git itself finds the token by the host, and only there', () => {
    const file = path.join(root, 'credentials')
    fs.writeFileSync(file, renderGitCredentials(hosts), { mode: 0o600 })
    const given = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'kept' }
    const variables = gitCredentialVariables(hosts, file, given)
    const env = { ...process.env, ...given, ...variables, HOME: root, GIT_TERMINAL_PROMPT: '0' }
    const fill = (host: string) =>
      spawnSync('git', ['credential', 'fill'], {
        env,
        input: `protocol=https\nhost=${host}\n\n`,
        encoding: 'utf8',
      })
    expect(fill('git.example.com').stdout).toContain('username=ci\npassword=a/b@c\n')
    expect(fill('127.0.0.1:8443').stdout).toContain('password=t2\n')
    expect(fill('elsewhere.example.com').stdout).not.toContain('password')
    const name = spawnSync('git', ['config', 'user.name'], { env, encoding: 'utf8' })
    expect(name.stdout).toBe('kept\n')
    expect(JSON.stringify(variables)).not.toMatch(/a\/b@c|t2/)
  })
})
