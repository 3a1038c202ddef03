import { execFileSync } from 'node:child_process'
import type { AbiTag, VersionNeed } from '../../src/inspect/inspection.js'

/** What binutils' readelf says of a file, for comparison. */
export interface ReadelfFacts {
  readonly class: string
  readonly endian: string
  readonly type: string
  readonly interpreter: string | null
  readonly machine: string
  readonly needed: readonly string[]
  readonly runpath: readonly string[]
  readonly soname: string | null
  readonly verneed: readonly VersionNeed[]
  readonly relr: boolean
  readonly abiTag: AbiTag | null
}

/** What readelf calls the machines of the files that are compared. */
const MACHINES: Readonly<Record<string, string>> = {
  'Advanced Micro Devices X86-64': 'x86_64',
  AArch64: 'aarch64',
  'Intel 80386': 'i386',
  PowerPC64: 'ppc64',
  'MIPS R3000': 'mips',
}

/** Facts by path. */
export function runReadelf(paths: readonly string[]): ReadonlyMap<string, ReadelfFacts> {
  const facts = new Map<string, ReadelfFacts>()
  for (const path of paths) {
    const text = execFileSync('readelf', ['-hlndVW', path], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    facts.set(path, parseReadelf(text))
  }
  return facts
}

function parseReadelf(text: string): ReadelfFacts {
  const first = (pattern: RegExp) => pattern.exec(text)?.[1] ?? null
  const osNames = ['Linux', 'Hurd', 'Solaris', 'FreeBSD']
  const tag = /\sOS: (\w+), ABI: ([\d.]+)$/m.exec(text)
  return {
    class: first(/^ {2}Class:\s+ELF(\d+)$/m) ?? '',
    endian: first(/^ {2}Data:\s+.*(little|big) endian$/m) ?? '',
    type: (first(/^ {2}Type:\s+(\w+) /m) ?? '').toLowerCase(),
    machine: MACHINES[first(/^ {2}Machine:\s+(.*)$/m) ?? ''] ?? 'of no known name',
    interpreter: first(/\[Requesting program interpreter: (.*)\]$/m),
    needed: [...text.matchAll(/\(NEEDED\)\s+Shared library: \[(.*)\]$/gm)].map((match) => match[1] ?? ''),
    runpath: first(/\((?:RUNPATH|RPATH)\)\s+Library (?:runpath|rpath): \[(.*)\]$/m)?.split(':') ?? [],
    soname: first(/\(SONAME\)\s+Library soname: \[(.*)\]$/m),
    verneed: parseVersionNeeds(text),
    relr: /^ 0x0*24 \(RELR\)/m.test(text),
    abiTag: tag === null ? null : { os: osNames.indexOf(tag[1] ?? ''), kernel: tag[2] ?? '' },
  }
}

function parseVersionNeeds(text: string): readonly VersionNeed[] {
  const needs: { library: string; versions: string[]; weakVersions: string[] }[] = []
  for (const [, library, version, flags] of text.matchAll(
    /Version: 1 {2}File: (\S+) {2}Cnt:|^\s+0x\w+:\s+Name: (\S+) {2}Flags: (.*?)\s+Version:/gm,
  )) {
    if (library !== undefined) needs.push({ library, versions: [], weakVersions: [] })
    if (version === undefined) continue
    needs.at(-1)?.[flags?.includes('WEAK') ? 'weakVersions' : 'versions'].push(version)
  }
  return needs
}
