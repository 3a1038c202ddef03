import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { parseBuildInfo } from '../../src/inspect/build-info.js'
import { parseElfImage } from '../../src/inspect/elf-image.js'
import type { GoBuildInfo } from '../../src/inspect/inspection.js'
import { openWorkshop } from './build-programs.js'
import { changed, elfOf, withoutSections } from './elf-bytes.js'
import { goVersionLines, linesOf } from './go-version.js'
import { buildOracle } from './oracle.js'

// The first build for a machine compiles Go's runtime for it.
jest.setTimeout(600_000)

const workshop = openWorkshop()
const oracle = buildOracle(workshop.folder)
afterAll(() => rmSync(workshop.folder, { recursive: true }))

const parse = (bytes: Uint8Array) => parseBuildInfo(parseElfImage(bytes))
const fixtures = fileURLToPath(new URL('../fixtures/go-buildinfo/', import.meta.url))
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))

describe('parseBuildInfo agrees with debug/buildinfo', () => {
  it.each([
    ['lefthook', 'lefthook-linux-x64/bin/lefthook', 20],
    ['tsgo', '@typescript/native-preview-linux-x64/lib/tsgo', 5],
  ])('on %s', (_, path, leastDependencies) => {
    const ours = parse(readFileSync(join(modules, path)))
    expect(ours).toEqual(oracle.readFiles([join(modules, path)])[0])
    expect(ours?.deps.length).toBeGreaterThanOrEqual(leastDependencies)
    expect(parse(withoutSections(readFileSync(join(modules, path))))).toEqual(ours)
  })

  it('on esbuild, a Go program from which it was taken out', () => {
    const path = join(modules, '@esbuild/linux-x64/bin/esbuild')
    expect(oracle.readFiles([path])).toEqual([null])
    expect(parse(readFileSync(path))).toBeNull()
    expect(parse(withoutSections(readFileSync(path)))).toBeNull()
  })

  it.each([
    ['go1.15-amd64.elf', 'go1.15'],
    ['go1.17-386.elf', 'go1.17.8'],
    ['go1.17-s390x.elf', 'go1.17.8'],
  ])('on %s, which points to its strings', (name, version) => {
    const ours = parse(readFileSync(join(fixtures, name)))
    expect(ours).toEqual(oracle.readFiles([join(fixtures, name)])[0])
    expect(ours).toMatchObject({ version, path: 'github.com/evanw/esbuild/cmd/esbuild', settings: {} })
    expect(ours?.deps.map(({ path }) => path)).toEqual(['golang.org/x/sys'])
  })

  it('on programs that this Go builds', () => {
    const built = {
      plain: workshop.go('plain'),
      stripped: workshop.go('stripped', ['-ldflags=-s -w', '-trimpath', '-tags=a,b']),
      quoted: workshop.go('quoted', ['-ldflags=-X "main.x=a b" -X \'main.y="`"\'']),
      pie: workshop.go('pie', ['-buildmode=pie']),
      cgo: workshop.go('cgo', [], { CGO_ENABLED: '1', CGO_CFLAGS: '-O2 -g -DX="y"' }),
      cgoPie: workshop.go('cgo-pie', ['-buildmode=pie'], { CGO_ENABLED: '1' }),
      library: workshop.go('library.so', ['-buildmode=c-shared'], { CGO_ENABLED: '1' }),
      ...Object.fromEntries(
        ['arm64', '386', 'ppc64', 'mips'].map((arch) => [
          `on ${arch}`,
          workshop.go(arch, [], { GOARCH: arch }),
        ]),
      ),
    }
    const paths = Object.values(built)
    const ours = paths.map((path) => parse(readFileSync(path)))
    expect(ours).toEqual(oracle.readFiles(paths))
    expect(ours).not.toContain(null)
    expect(paths.map((path) => parse(withoutSections(readFileSync(path))))).toEqual(ours)

    const [plain, stripped, quoted] = ours
    expect(plain?.main).toMatchObject({ path: 'example.com/hello', replace: null })
    expect(plain?.deps).toEqual([
      {
        path: 'example.com/dep',
        version: 'v1.2.3',
        sum: '',
        replace: { path: './dep', version: '(devel)', sum: '', replace: null },
      },
    ])
    expect(stripped?.settings).toMatchObject({
      '-tags': 'a,b',
      '-trimpath': 'true',
      CGO_ENABLED: '0',
      GOAMD64: 'v1',
    })
    expect(quoted?.settings['-ldflags']).toBe('-X "main.x=a b" -X \'main.y="`"\'')
  })

  it('on a program of a tagged commit, and as go version -m prints it', () => {
    const git = (...args: readonly string[]) => {
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
      execFileSync('git', [...identity, ...args], { cwd: workshop.folder, env: process.env, stdio: 'ignore' })
    }
    git('init', '-q')
    git('add', 'go.mod', 'main.go', 'dep')
    git('commit', '-qm', 'x')
    const paths = [
      workshop.go('vcs', [], { GOFLAGS: '-buildvcs=true' }),
      workshop.go('experiment', ['-ldflags=-s -w -X "main.x=a b"'], { GOEXPERIMENT: 'fieldtrack' }),
    ]
    const ours = paths.map((path) => parse(readFileSync(path)))
    expect(ours).toEqual(oracle.readFiles(paths))
    expect(ours.map((info) => info && linesOf(info))).toEqual(paths.map(goVersionLines))
    expect(ours[0]?.settings).toMatchObject({
      vcs: 'git',
      'vcs.revision': expect.stringMatching(/^[0-9a-f]{40}$/),
    })
    expect(ours[1]?.version).toMatch(/^go1\.\d+\S*[ -]X:fieldtrack$/)
  })

  it('on every program in the Go distribution', () => {
    const tools = join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'bin')
    const paths = readdirSync(tools).map((name) => join(tools, name))
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.map((path) => parse(readFileSync(path)))).toEqual(oracle.readFiles(paths))
  })

  it('on programs without any', () => {
    const c = workshop.c('plain-c')
    expect(oracle.readFiles([c, '/usr/bin/readelf'])).toEqual([null, null])
    expect([c, '/usr/bin/readelf'].map((path) => parse(readFileSync(path)))).toEqual([null, null])
  })
})

const text = 'path\tcommand-line-arguments\nbuild\tGOARCH=amd64\n'
const frame = (modules: string) => `0123456789abcdef${modules}fedcba9876543210`

/** The header and inline strings of Go 1.18 and later. */
function inline(version: string, modules: string, flags = 2): Buffer {
  const string = (value: string) => {
    const bytes = Buffer.from(value)
    const size: number[] = []
    let rest = bytes.length
    for (; rest >= 0x80; rest >>= 7) size.push((rest & 0x7f) | 0x80)
    return [Buffer.of(...size, rest), bytes]
  }
  const header = Buffer.alloc(32)
  header.write('\xff Go buildinf:', 'latin1')
  header[14] = 8
  header[15] = flags
  return Buffer.concat([header, ...string(version), ...string(modules)])
}

/** A program of one writable segment, without sections. */
const programOf = (...pieces: readonly Uint8Array[]) => elfOf([{ type: 1 }], Buffer.concat(pieces))

const found: GoBuildInfo = {
  version: 'go1.22.3',
  path: 'command-line-arguments',
  main: null,
  deps: [],
  settings: { GOARCH: 'amd64' },
}
const real = inline('go1.22.3', frame(text))

describe('parseBuildInfo without section headers', () => {
  it('finds what is there', () => {
    expect(parse(programOf(real))).toEqual(found)
    expect(parse(programOf(Buffer.alloc(4096), real, Buffer.alloc(64)))).toEqual(found)
  })

  it('knows development versions', () => {
    const version = 'devel go1.28-5d1a2b3c Tue Nov 24 10:00:00 2026 +0000'
    expect(parse(programOf(inline(version, frame(text))))).toEqual({ ...found, version })
  })

  it('keeps the version when there is no module text', () => {
    const bare = { version: 'go1.22.3', path: '', main: null, deps: [], settings: {} }
    expect(parse(programOf(inline('go1.22.3', '')))).toEqual(bare)
    expect(
      parse(programOf(inline('go1.22.3', 'no frame around this text, and it is longer than 33 bytes'))),
    ).toEqual(bare)
  })

  it('finds it in the second writable segment', () => {
    const payload = Buffer.concat([Buffer.alloc(128), real])
    const size = BigInt(payload.length)
    const file = elfOf(
      [
        { type: 1, fileSize: 128n },
        { type: 1, offset: 1024n + 128n, address: 0x20000n, fileSize: size - 128n },
      ],
      payload,
    )
    expect(parse(file)).toEqual(found)
  })

  it.each<[string, Uint8Array]>([
    ['misaligned', programOf(Buffer.alloc(8), real)],
    ['read-only', elfOf([{ type: 1, flags: 4 }], real)],
    ['executable', elfOf([{ type: 1, flags: 7 }], real)],
    ['aligned in the file but not in memory', elfOf([{ type: 1, address: 0x10004n }], real)],
    ['a bare magic at the very end', programOf(real.subarray(0, 16))],
    ['a header without strings', programOf(real.subarray(0, 32))],
    ['cut within the version', programOf(real.subarray(0, 36))],
    ['cut within the module text', programOf(real.subarray(0, 60))],
    ['no version', programOf(inline('', frame(text)))],
    ['a version that is none', programOf(inline('hello', frame(text)))],
    ['a version without an end', programOf(inline(`go1${'.9'.repeat(2000)}`, frame(text)))],
    ['a length without an end', programOf(real.subarray(0, 32), Buffer.alloc(32, 0xff))],
    ['pointers of an unknown size', programOf(changed(real, (copy) => copy.fill(5, 14, 15).fill(0, 15, 16)))],
    ['pointers to nowhere', programOf(changed(real, (copy) => copy.fill(0, 15, 16).fill(0xee, 16, 32)))],
    ['nothing', programOf(Buffer.alloc(64))],
    ['no segments', elfOf([], Buffer.alloc(0))],
  ])('is null for the magic: %s', (_, file) => {
    expect(parse(file)).toBeNull()
  })

  it('passes by decoys before the real one', () => {
    const magic = Buffer.from('\xff Go buildinf:', 'latin1')
    const decoys = [magic, Buffer.alloc(2), inline('hello', '').subarray(0, 32), Buffer.alloc(16)]
    expect(parse(programOf(...decoys, real))).toEqual(found)
  })

  it('stops after many decoys', () => {
    const decoys = Buffer.concat(Array.from({ length: 5000 }, () => inline('', '').subarray(0, 32)))
    expect(parse(programOf(decoys, real))).toBeNull()
  })
})

describe('programs that hold the magic as a constant', () => {
  it('Go: the oracle', () => {
    const bytes = readFileSync(oracle.program)
    const first = bytes.indexOf('\xff Go buildinf:', 0, 'latin1')
    expect(bytes.indexOf('\xff Go buildinf:', first + 1, 'latin1')).toBeGreaterThan(first)
    const [theirs] = oracle.readFiles([oracle.program])
    expect(parse(bytes)).toEqual(theirs)
    expect(parse(withoutSections(bytes))).toEqual(theirs)
  })

  it.each([
    ['alone', '\\xff Go buildinf:'],
    ['with the flag of inline strings', '\\xff Go buildinf:\\x08\\x02'],
    ['with the flag and text', '\\xff Go buildinf:\\x08\\x02................\\x05hello'],
  ])('C: %s', (name, constant) => {
    const source = `${name.replaceAll(' ', '-')}.c`
    const array = `char magic[128] __attribute__((aligned(16), used)) = "${constant}";`
    writeFileSync(join(workshop.folder, source), `${array}\nint main(void) { return magic[3]; }\n`)
    const bytes = readFileSync(workshop.c(`${source}.out`, [], source))
    expect(bytes.includes(Buffer.from('\xff Go buildinf:', 'latin1'))).toBe(true)
    expect(parse(bytes)).toBeNull()
    expect(parse(withoutSections(bytes))).toBeNull()
  })
})
