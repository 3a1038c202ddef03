import { describe, expect, it } from '@jest/globals'
import type { ElfFacts, VersionNeed } from '../../src/inspect/inspection.js'
import type { Facts } from '../../src/judge/facts.js'
import { needsOf } from '../../src/judge/needs.js'
import type { RuleId } from '../../src/judge/rule-ids.js'
import { RULES } from '../../src/judge/rules.js'
import { sampleFacts, sampleInspection } from './sample-facts.js'
import { kernel } from './sample-kernel.js'

const LOADER = '/lib64/ld-linux-x86-64.so.2'

function facts(target: string, elf: Partial<ElfFacts>, isStatic = false): Facts {
  const profile = kernel(target)
  const sample = sampleInspection()
  return sampleFacts({
    profile,
    inspection: {
      ...sample,
      static: isStatic,
      elf: { ...sample.elf, interpreter: isStatic ? null : LOADER, ...elf },
    },
    expected: { exitCode: 0, glibc: profile.glibc, tags: [], goPolicy: null },
  })
}

const need = (library: string, versions: string[], weakVersions: string[] = []): VersionNeed => ({
  library,
  versions,
  weakVersions,
})
const cxx = (...versions: string[]) => ({ verneed: [need('libstdc++.so.6', versions)] })
const abi = (kernelVersion: string, os = 0) => ({ abiTag: { os, kernel: kernelVersion } })

function goamd64(target: string, value?: string): Facts {
  const sample = sampleInspection()
  if (!sample.go) throw new Error('the sample is a Go program')
  const settings = { ...sample.go.settings, ...(value === undefined ? {} : { GOAMD64: value }) }
  return sampleFacts({
    profile: kernel(target),
    inspection: sampleInspection({ go: { ...sample.go, settings } }),
  })
}

function said(id: RuleId, given: Facts): readonly string[] {
  return (
    RULES.find((rule) => rule.id === id)
      ?.check(given)
      .map(({ level }) => level) ?? ['no such rule']
  )
}

describe('glibc-too-new', () => {
  it.each<[string, Facts, string[]]>([
    [
      'what EL7 has',
      facts('el7', {
        verneed: [
          need('libstdc++.so.6', ['GLIBCXX_3.4.19', 'CXXABI_1.3.7', 'CXXABI_TM_1']),
          need('libgcc_s.so.1', ['GCC_4.8.0', 'GCC_3.0']),
          need('libc.so.6', ['GLIBC_2.17', 'GLIBC_PRIVATE']),
        ],
      }),
      [],
    ],
    ['GLIBCXX_3.4.20', facts('el7', cxx('GLIBCXX_3.4.20')), ['error']],
    ['CXXABI_1.3.8', facts('el7.6', cxx('CXXABI_1.3.8')), ['error']],
    ['GCC_7.0.0', facts('el7', { verneed: [need('libgcc_s.so.1', ['GCC_7.0.0'])] }), ['error']],
    ['GCC_7.0.0 on EL8', facts('el8', { verneed: [need('libgcc_s.so.1', ['GCC_7.0.0'])] }), []],
    ['a library of its own', facts('el7', { ...cxx('CXXABI_1.3.8'), runpath: ['$ORIGIN/lib'] }), ['warning']],
    ['the same name of another library', facts('el7', { verneed: [need('libx.so.1', ['GCC_7.0.0'])] }), []],
    ['a system whose gcc is not known', facts('debian-8', cxx('GLIBCXX_3.4.33')), []],
    [
      'glibc and libstdc++',
      facts('el7', {
        verneed: [need('libc.so.6', ['GLIBC_2.34']), need('libstdc++.so.6', ['CXXABI_1.3.8'])],
      }),
      ['error', 'error'],
    ],
    [
      'weak versions',
      facts('el7', { verneed: [need('libc.so.6', [], ['GLIBC_2.34', 'GLIBC_ABI_DT_RELR'])] }),
      [],
    ],
    ['DT_RELR', facts('el7', { relr: true }), ['error']],
    ['DT_RELR on Debian 12', facts('debian-12', { relr: true }), []],
    ['a marker', facts('el7', { verneed: [need('libc.so.6', ['GLIBC_ABI_GNU2_TLS'])] }), ['error']],
    ['a kernel without userland', facts('linux-3.10', { relr: true }), []],
  ])('%s', (_, given, levels) => expect(said('glibc-too-new', given)).toEqual(levels))

  it('counts for the oldest release, too', () => {
    expect(needsOf(facts('el7', cxx('GLIBCXX_3.4.21')))).toMatchObject({
      el: 'el8.3',
      decidedBy: { el: 'a newer libstdc++ or libgcc' },
    })
  })
})

describe('abi-note-too-new', () => {
  it.each<[string, Facts, string[]]>([
    ['the target itself', facts('el7', abi('3.10.0'), true), []],
    ['a later patch level', facts('el7', abi('3.10.9'), true), []],
    ['a later kernel, static', facts('el7', abi('3.11.0'), true), ['error']],
    ['a later kernel, dynamic', facts('el7', abi('5.4.0')), ['warning']],
    ['glibc of today on EL6', facts('el6', abi('3.2.0'), true), ['error']],
    ['glibc of old on EL6', facts('el6', abi('2.6.18'), true), []],
    ['another system', facts('el7', abi('9.0.0', 3), true), []],
    ['no note', facts('el7', {}, true), []],
  ])('%s', (_, given, levels) => expect(said('abi-note-too-new', given)).toEqual(levels))
})

describe('goamd64-too-high', () => {
  it.each<[string, Facts, string[]]>([
    ['nothing', goamd64('el7'), []],
    ['v1', goamd64('el7', 'v1'), []],
    ['v2', goamd64('el7', 'v2'), ['note']],
    ['v2 on EL9', goamd64('el9', 'v2'), []],
    ['v3', goamd64('el7', 'v3'), ['warning']],
    ['v3 on EL9', goamd64('el9', 'v3'), ['warning']],
    ['v4', goamd64('el7', 'v4'), ['warning']],
  ])('%s', (_, given, levels) => expect(said('goamd64-too-high', given)).toEqual(levels))
})

describe('dynamically-linked', () => {
  it.each<[string, Facts, string[]]>([
    ['the loader of EL7', facts('el7', {}), ['warning']],
    ['the same by its other path', facts('el7', { interpreter: `/usr${LOADER}` }), ['warning']],
    ['where that path is none', facts('el6', { interpreter: `/usr${LOADER}` }), ['error']],
    ['musl', facts('el7', { interpreter: '/lib/ld-musl-x86_64.so.1' }), ['error']],
    ['the loader of another machine', facts('el7', { interpreter: '/lib/ld-linux-aarch64.so.1' }), ['error']],
    ['a folder of Nix', facts('el7', { interpreter: `/nix/store/x-glibc${LOADER}` }), ['error']],
    [
      'a kernel without userland',
      facts('linux-3.10', { interpreter: '/lib/ld-musl-x86_64.so.1' }),
      ['warning'],
    ],
  ])('%s', (_, given, levels) => expect(said('dynamically-linked', given)).toEqual(levels))
})
