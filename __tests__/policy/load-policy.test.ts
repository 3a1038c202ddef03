import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parseInputs, type RawInputs } from '../../src/inputs.js'
import { loadPolicy } from '../../src/policy/load-policy.js'
import { loadSettings } from '../../src/settings.js'

let workspace: string
let outside: string
beforeEach(() => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'lkg-policy-'))
  workspace = path.join(root, 'workspace')
  outside = path.join(root, 'outside')
  for (const folder of [workspace, outside, path.join(workspace, 'sub')]) mkdirSync(folder)
})
afterEach(() => rmSync(path.dirname(workspace), { recursive: true, force: true }))

const put = (name: string, text: string | Buffer) => writeFileSync(path.resolve(workspace, name), text)
const load = (file = '') =>
  loadPolicy({
    file: file && path.resolve(workspace, file),
    folders: [path.join(workspace, 'sub'), workspace],
    workspace,
    today: '2026-11-24',
  })

describe('loadPolicy', () => {
  it('finds none where none is', async () => {
    expect(await load()).toBeNull()
  })

  it("takes the working directory's before the workspace's, and the named one before both", async () => {
    put('.legacy-kernel.yml', 'version: 1\nmode: audit\n')
    expect(await load()).toMatchObject({ path: '.legacy-kernel.yml', directory: workspace })
    put('sub/.legacy-kernel.yml', '\uFEFFversion: 1\nboot: {files: [conf]}\n')
    expect(await load()).toMatchObject({
      path: 'sub/.legacy-kernel.yml',
      inputs: { files: path.join(workspace, 'sub/conf') },
    })
    put(path.join(outside, 'p.yml'), 'version: 1\n')
    expect(await load('../outside/p.yml')).toMatchObject({
      path: path.join(outside, 'p.yml'),
      digest: `sha256:${execFileSync('sha256sum', [path.join(outside, 'p.yml')], { encoding: 'utf8' }).slice(0, 64)}`,
    })
  })

  it('follows a link inside of the workspace, and none that leads out of it or nowhere', async () => {
    put('ours.yml', 'version: 1\n')
    symlinkSync('../ours.yml', path.join(workspace, 'sub/.legacy-kernel.yml'))
    expect(await load()).toMatchObject({ path: 'sub/.legacy-kernel.yml' })
    put(path.join(outside, 'secret'), 'token: abc\n')
    for (const target of [path.join(outside, 'secret'), 'nowhere']) {
      rmSync(path.join(workspace, 'sub/.legacy-kernel.yml'), { force: true })
      symlinkSync(target, path.join(workspace, 'sub/.legacy-kernel.yml'))
      const refused = load()
      await expect(refused).rejects.toThrow(
        'sub/.legacy-kernel.yml is a link that leads out of the workspace',
      )
      await expect(refused).rejects.not.toThrow('token')
    }
  })

  it.each<[string, () => void, string]>([
    ['missing.yml', () => undefined, 'The policy file missing.yml cannot be read (ENOENT'],
    ['sub', () => undefined, 'The policy file sub is a folder.'],
    ['pipe', () => execFileSync('mkfifo', [path.join(workspace, 'pipe')]), 'pipe is no regular file.'],
    [
      'big.yml',
      () => put('big.yml', `version: 1\n${'#'.repeat(64 << 10)}`),
      'big.yml is larger than 64 KiB.',
    ],
    ['latin.yml', () => put('latin.yml', Buffer.from('version: 1 # \xe4\n', 'latin1')), 'is not UTF-8 text.'],
    ['', () => put('.legacy-kernel.yaml', 'version: 1'), 'its name must be .legacy-kernel.yml.'],
    ['bad.yml', () => put('bad.yml', 'version: 1\nmod: x'), 'bad.yml:2:1: the key "mod" is unknown here.'],
  ])('refuses %s', async (file, make, message) => {
    make()
    await expect(load(file)).rejects.toThrow(message)
    await expect(load(file)).rejects.toMatchObject({ stage: 'inputs', code: 'bad-policy', fault: 'user' })
  })
})

describe('loadSettings', () => {
  const settings = (raw: RawInputs) => loadSettings(parseInputs(raw, workspace), raw, workspace)
  const called = (name: string) => ({ name, package: null, path: `/x/${name}` })
  const POLICY = `version: 1
target: el8
mode: audit
boot: {ready: tcp:1, env: {A: 1, B: 2}, observe: 2s, privileges: root}
artifacts:
  a*: {boot: {ready: tcp:2, env: {A: 3}}}
  ab: {boot: {ready: tcp:3, env: {}, args: ""}}
`

  it('is what the inputs say, without a policy', async () => {
    const { options, policy, optionsFor } = await settings({ ready: 'exit' })
    expect(policy).toBeNull()
    expect(options).toEqual(parseInputs({ ready: 'exit' }, workspace))
    expect(optionsFor(called('a'))).toEqual(options)
  })

  it('puts section over top over default', async () => {
    put('.legacy-kernel.yml', POLICY)
    const { options, optionsFor } = await settings({})
    expect(options).toMatchObject({ target: 'el8', mode: 'audit', observeMs: 2000, privileges: 'root' })
    expect(options).toMatchObject({ ready: { port: 1 }, env: { A: '1', B: '2' } })
    expect(optionsFor(called('x'))).toEqual(options)
    expect(optionsFor(called('a'))).toEqual({
      ...options,
      ready: { kind: 'tcp', host: '127.0.0.1', port: 2 },
      env: { A: '3' },
    })
    expect(optionsFor(called('ab'))).toEqual({
      ...options,
      ready: { kind: 'tcp', host: '127.0.0.1', port: 3 },
      env: {},
    })
  })

  it('lets an input win over all of it, unless it equals its default', async () => {
    put('.legacy-kernel.yml', POLICY)
    const { options, optionsFor } = await settings({ ready: 'exit', mode: 'enforce', target: 'el7.6' })
    expect(options).toMatchObject({ target: 'el7.6', mode: 'audit' })
    expect(optionsFor(called('ab'))).toMatchObject({ ready: { kind: 'exit' }, env: {} })
  })
})
