import { readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { parseElf } from '../../src/inspect/elf.js'
import { isElf, parseElfImage } from '../../src/inspect/elf-image.js'
import type { ElfFacts } from '../../src/inspect/inspection.js'
import { openWorkshop } from './build-programs.js'
import { withoutSections } from './elf-bytes.js'
import { runReadelf } from './readelf.js'

// The first build for a machine compiles Go's runtime for it.
jest.setTimeout(600_000)

const workshop = openWorkshop()
afterAll(() => rmSync(workshop.folder, { recursive: true }))

const parse = (bytes: Uint8Array) => parseElf(parseElfImage(bytes))

/** What readelf can be asked for. */
function comparable(facts: ElfFacts) {
  return { ...facts, class: String(facts.class) }
}

/** Files of the system to be compared, at the least. */
const LEAST = 200

function systemFiles(folder: string, limit: number): readonly string[] {
  const paths = readdirSync(folder)
    .sort()
    .map((name) => realpathOrNull(join(folder, name)))
    .filter((path) => path !== null)
    .filter((path) => statSync(path).isFile() && statSync(path).size < 20e6 && isElf(readFileSync(path)))
  const unique = [...new Set(paths)]
  const step = Math.max(1, Math.floor(unique.length / limit))
  return unique.filter((_, index) => index % step === 0)
}

function realpathOrNull(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

describe('parseElf agrees with readelf', () => {
  it('on 200 and more programs and libraries of the system', () => {
    const folders = ['/usr/bin', '/usr/sbin', '/usr/lib/x86_64-linux-gnu']
    const files = [...new Set(folders.flatMap((folder) => systemFiles(folder, 120)))]
    if (files.length < LEAST) {
      throw new Error(`${folders.join(', ')} hold ${files.length} ELF files, but ${LEAST} are to be compared`)
    }
    const theirs = runReadelf(files)
    const ours = new Map(files.map((file) => [file, comparable(parse(readFileSync(file)))]))
    expect(ours).toEqual(theirs)
    expect([...ours.values()].filter(({ type }) => type === 'dyn').length).toBeGreaterThan(LEAST / 2)
  })

  it('on those files without their section headers', () => {
    const files = systemFiles('/usr/bin', 40)
    for (const file of files) {
      const bytes = readFileSync(file)
      expect([file, parse(withoutSections(bytes))]).toEqual([file, parse(bytes)])
    }
  })

  it('on C programs of every link mode', () => {
    const files = [
      workshop.c('pie'),
      workshop.c('no-pie', ['-no-pie']),
      workshop.c('static', ['-static']),
      workshop.c('static-pie', ['-static-pie']),
      workshop.c('relr', ['-Wl,-z,pack-relative-relocs']),
      workshop.c('runpath', ['-Wl,-rpath,$ORIGIN/lib:/opt/lib']),
      workshop.c('rpath', ['-Wl,--disable-new-dtags,-rpath,/opt/old']),
      workshop.c('lib.so', ['-shared', '-fPIC', '-Wl,-soname,libmain.so.3']),
      workshop.c('main.o', ['-c']),
    ]
    const ours = files.map((file) => comparable(parse(readFileSync(file))))
    expect(ours).toEqual([...runReadelf(files).values()])
    expect(ours.map(({ relr }) => relr)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      false,
    ])
    expect(ours.map(({ abiTag }) => abiTag?.os ?? null)).toEqual([0, 0, 0, 0, 0, 0, 0, null, null])
    expect(ours.slice(5, 7).map(({ runpath }) => runpath)).toEqual([
      ['$ORIGIN/lib', '/opt/lib'],
      ['/opt/old'],
    ])
    expect(ours.at(7)?.soname).toBe('libmain.so.3')
    expect(ours.at(4)?.verneed.flatMap(({ versions }) => versions)).toContain('GLIBC_ABI_DT_RELR')
  })

  it('on Go programs of four word sizes and orders', () => {
    const machines = { amd64: 'x86_64', arm64: 'aarch64', '386': 'i386', ppc64: 'ppc64', mips: 'mips' }
    for (const [arch, machine] of Object.entries(machines)) {
      const file = workshop.go(`hello-${arch}`, [], { GOARCH: arch })
      const ours = parse(readFileSync(file))
      expect(comparable(ours)).toEqual(runReadelf([file]).get(file))
      expect(ours.machine).toBe(machine)
      expect(parse(withoutSections(readFileSync(file)))).toEqual(ours)
    }
  })

  it('on Go programs that need a loader', () => {
    const pie = workshop.go('hello-pie', ['-buildmode=pie'])
    const cgo = workshop.go('hello-cgo', [], { CGO_ENABLED: '1' })
    const stripped = workshop.go('hello-cgo-stripped', ['-ldflags=-s -w'], { CGO_ENABLED: '1' })
    const files = [pie, cgo, stripped]
    const ours = files.map((file) => comparable(parse(readFileSync(file))))
    expect(ours).toEqual([...runReadelf(files).values()])
    expect(ours.map(({ needed }) => needed.length > 0)).toEqual([false, true, true])
    expect(ours.every(({ interpreter }) => interpreter !== null)).toBe(true)
  })
})
