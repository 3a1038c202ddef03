import { execFileSync } from 'node:child_process'
import type { AbiTag, VersionNeed } from '../../src/inspect/inspection.js'

/** What binutils' readelf says of a file, for comparison. */
export interface ReadelfFacts {
  readonly class: string
  readonly endian: string
  readonly type: string
  readonly interpreter: string | null
  readonly needed: readonly string[]
  readonly soname: string | null
  readonly verneed: readonly VersionNeed[]
  readonly relr: boolean
  readonly abiTag: AbiTag | null
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
    interpreter: first(/\[Requesting program interpreter: (.*)\]$/m),
    needed: [...text.matchAll(/\(NEEDED\)\s+Shared library: \[(.*)\]$/gm)].map((match) => match[1] ?? ''),
    soname: first(/\(SONAME\)\s+Library soname: \[(.*)\]$/m),
    verneed: parseVersionNeeds(text),
    relr: /^ 0x0*24 \(RELR\)/m.test(text),
    abiTag: tag === null ? null : { os: osNames.indexOf(tag[1] ?? ''), kernel: tag[2] ?? '' },
  }
}

function parseVersionNeeds(text: string): readonly VersionNeed[] {
  const needs: { library: string; versions: string[] }[] = []
  for (const match of text.matchAll(
    /Version: 1 {2}File: (\S+) {2}Cnt:|^\s+0x\w+:\s+Name: (\S+) {2}Flags: .* Version:/gm,
  )) {
    if (match[1] !== undefined) needs.push({ library: match[1], versions: [] })
    if (match[2] !== undefined) needs.at(-1)?.versions.push(match[2])
  }
  return needs
}
