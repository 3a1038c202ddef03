import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { loadTarget } from '../../src/kernel/load-target.js'
import { parseProfileFile } from '../../src/kernel/profile-file.js'

const model = loadKernelModel()

const APPLIANCE = `extends: el7
title: Our appliance
release: 3.10.0-862.el7.ours
glibc: "2.12"
image: registry.example/appliance:7
syscalls:
  add: [statx]
  remove: [getrandom, bpf]
options:
  add: [prctl-option/PR_SET_VMA]
  remove: [madvise-advice/MADV_FREE, control-message/IP_TOS]
paths:
  add: [/proc/thread-self/**]
  remove: [/proc/loadavg, /proc/*/smaps]
`

function messageOf(text: string): string {
  try {
    parseProfileFile(text, 'k.yml', model)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the file was taken')
}

describe('parseProfileFile', () => {
  const profile = parseProfileFile(APPLIANCE, 'appliance.yml', model)
  const offered = (id: string) => profile.spaces.find(({ space }) => space.id === id)?.offered
  const absent = profile.absentPaths.map(({ pattern }) => pattern)

  it('changes a kernel of ours', () => {
    expect(profile).toMatchObject({
      id: 'appliance',
      title: 'Our appliance',
      release: '3.10.0-862.el7.ours',
      glibc: '2.12',
      images: ['registry.example/appliance:7'],
    })
    expect(profile.syscalls.x86_64.has('statx')).toBe(true)
    expect(profile.syscalls.x86_64.has('getrandom')).toBe(false)
    expect(profile.syscalls.x86_64.has('seccomp')).toBe(true)
    expect(offered('prctl-option')?.has('PR_SET_VMA')).toBe(true)
    expect(offered('madvise-advice')?.has('MADV_FREE')).toBe(false)
    expect(offered('control-message')?.has('IP_TOS')).toBe(false)
    expect(absent).toContain('/proc/loadavg')
    expect(absent).toContain('/proc/*/smaps')
    expect(absent).not.toContain('/proc/thread-self/**')
  })

  it('tells its release in the files too, and keeps the other contents', () => {
    expect(profile.contents).toContainEqual({
      path: '/proc/sys/kernel/osrelease',
      kind: 'replaced',
      text: '3.10.0-862.el7.ours\n',
    })
    expect(profile.contents.filter(({ path }) => path === '/proc/meminfo').length).toBe(1)
  })

  it('takes JSON', () => {
    expect(parseProfileFile('{"extends": "linux-3.10"}', 'k.json', model)).toMatchObject({
      id: 'k',
      title: 'Linux 3.10, changed by k',
      base: { major: 3, minor: 10 },
    })
  })

  it.each([
    ['extends: el7\nsyscals: {}', 'k.yml:2:1: the key "syscals" is unknown. Did you mean syscalls?'],
    ['extends: el7\npaths:\n  ad: []', 'k.yml:3:3: the key "ad" is unknown. Did you mean add?'],
    ['extends: el77', 'k.yml:1:10: there is no kernel "el77". Did you mean el7?'],
    ['release: 3.10.0', 'k.yml:1:1: extends: Invalid input: expected string, received undefined.'],
    ['extends: el7\nglibc: 2.17', 'k.yml:2:8: glibc: Invalid input: expected string, received number.'],
    ['extends: el7\nrelease: new', 'k.yml:2:10: release: must be what uname -r says, 64 characters at most.'],
    [
      'extends: el7\nsyscalls:\n  add: [getrandm]',
      'k.yml:3:9: "getrandm" is not known. Did you mean getrandom?',
    ],
    [
      'extends: el7\nsyscalls: {add: read}',
      'k.yml:2:17: syscalls.add: Invalid input: expected array, received string.',
    ],
    [
      'extends: el7\noptions:\n  remove:\n    - prctl-option/PR_SET_VMAX',
      'k.yml:4:7: "prctl-option/PR_SET_VMAX" is not known. Did you mean prctl-option/PR_SET_VMA?',
    ],
    ['extends: el7\npaths: {remove: [proc]}', 'k.yml:2:18: "proc" is not an absolute path or pattern.'],
    ['extends: el7\nextends: el8', 'k.yml:2:1: Map keys must be unique.'],
    ['extends: [', 'k.yml:1:11: '],
    ['- el7', 'k.yml:1:1: the file: Invalid input: expected object, received array.'],
    ['', 'k.yml:1:1: the file: Invalid input: expected object, received null.'],
  ])('%j', (text, message) => expect(messageOf(text).startsWith(message)).toBe(true))

  it('is read from a file', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'profile-'))
    try {
      writeFileSync(path.join(folder, 'ours.yml'), APPLIANCE)
      expect((await loadTarget(path.join(folder, 'ours.yml'), model)).id).toBe('ours')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
