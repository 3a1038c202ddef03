import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { GateError } from '../../src/errors.js'
import { inspect } from '../../src/inspect/inspect.js'
import { openWorkshop } from './build-programs.js'
import { changed, elfOf, FIELD } from './elf-bytes.js'

// The first build for a machine compiles Go's runtime for it.
jest.setTimeout(600_000)

const workshop = openWorkshop()
afterAll(() => rmSync(workshop.folder, { recursive: true }))

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(workshop.folder, name)
  writeFileSync(path, bytes)
  return path
}

async function refusal(path: string): Promise<GateError> {
  try {
    await inspect(path)
  } catch (error) {
    if (error instanceof GateError) return error
    throw error
  }
  throw new Error(`${path} was not refused`)
}

describe('inspect', () => {
  it('a static Go program', async () => {
    const inspection = await inspect(workshop.go('static'))
    expect(inspection).toMatchObject({
      static: true,
      minGlibc: null,
      elf: { class: 64, type: 'exec', interpreter: null, needed: [] },
      go: { path: 'example.com/hello', settings: { CGO_ENABLED: '0', GOOS: 'linux' } },
    })
  })

  it('a Go program with cgo', async () => {
    const inspection = await inspect(workshop.go('cgo', [], { CGO_ENABLED: '1' }))
    expect(inspection).toMatchObject({ static: false, go: { settings: { CGO_ENABLED: '1' } } })
    expect(inspection.elf.needed).toContain('libc.so.6')
    expect(inspection.minGlibc).toMatch(/^2\.\d+$/)
    const needed = inspection.elf.verneed.flatMap(({ versions }) => versions)
    expect(needed).toContain(`GLIBC_${inspection.minGlibc}`)
  })

  it('a Go PIE: it asks for a loader, but for no library', async () => {
    const inspection = await inspect(workshop.go('pie', ['-buildmode=pie']))
    expect(inspection).toMatchObject({ static: false, minGlibc: null, elf: { needed: [], type: 'dyn' } })
  })

  it.each([
    ['static', ['-static'], true],
    ['static-pie', ['-static-pie'], true],
    ['pie', ['-pie'], false],
    ['no-pie', ['-no-pie'], false],
  ])('a C program: %s', async (name, flags, isStatic) => {
    const inspection = await inspect(workshop.c(`c-${name}`, flags))
    expect(inspection).toMatchObject({ static: isStatic, go: null, elf: { abiTag: { os: 0 } } })
    expect(inspection.minGlibc === null).toBe(isStatic)
  })

  it('follows symbolic links', async () => {
    const target = workshop.c('target')
    symlinkSync(target, join(workshop.folder, 'link'))
    expect(await inspect(join(workshop.folder, 'link'))).toEqual(await inspect(target))
  })
})

describe('inspect refuses what is no file', () => {
  it.each([
    ['missing', () => join(workshop.folder, 'nope'), ' does not exist; a program was expected.'],
    ['below a file', () => join(write('plain', 'x'), 'nope'), ' does not exist; a program was expected.'],
    ['a directory', () => workshop.folder, ' is a directory; a program was expected.'],
    ['a device', () => '/dev/null', ' is not a regular file; a program was expected.'],
    ['a pipe', pipe, ' is not a regular file; a program was expected.'],
    ['a dangling link', danglingLink, ' does not exist; a program was expected.'],
  ])('%s', async (_, make, message) => {
    const path = make()
    expect(await refusal(path)).toMatchObject({
      stage: 'inspect',
      code: 'no-file',
      fault: 'user',
      message: path + message,
    })
  })

  it('a loop of links', async () => {
    const path = join(workshop.folder, 'loop')
    symlinkSync(path, path)
    const error = await refusal(path)
    expect(error.code).toBe('no-file')
    expect(error.message).toMatch(/loop cannot be read: .*ELOOP/)
  })

  it('a file that is too big', async () => {
    const path = write('huge', '')
    truncateSync(path, 2 ** 30 + 1)
    const error = await refusal(path)
    expect(error).toMatchObject({ code: 'file-too-big', fault: 'user' })
    expect(error.message).toContain('has 1073741825 bytes')
  })
})

function pipe(): string {
  const path = join(workshop.folder, 'pipe')
  execFileSync('mkfifo', [path])
  return path
}

function danglingLink(): string {
  const path = join(workshop.folder, 'dangling')
  symlinkSync(join(workshop.folder, 'gone'), path)
  return path
}

describe('inspect refuses what is not ELF, and says what it is', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['an empty file', '', 'empty'],
    ['a script', '#!/usr/bin/env bash\necho\n', 'a script for /usr/bin/env bash'],
    ['a script with a hostile first line', '#!/bin/sh\x1b[31m\r\n', 'a script for /bin/sh?[31m'],
    ['a script for nothing', '#!', 'a script for no interpreter'],
    ['Mach-O, 64 bits', Buffer.from('cffaedfe0700000100000000', 'hex'), 'a macOS program (Mach-O)'],
    ['Mach-O, 32 bits, big-endian', Buffer.from('feedface00000012', 'hex'), 'a macOS program (Mach-O)'],
    ['Mach-O, universal', Buffer.from('cafebabe00000002', 'hex'), 'a macOS program (Mach-O)'],
    ['a Java class', Buffer.from('cafebabe00000041', 'hex'), 'a Java class'],
    ['WebAssembly', Buffer.from('0061736d01000000', 'hex'), 'a WebAssembly module'],
    ['gzip', Buffer.from('1f8b0800', 'hex'), 'compressed (gzip)'],
    ['text', 'hello\n', 'of an unknown format'],
    ['half a magic', '\x7fEL', 'of an unknown format'],
  ])('%s', async (_, bytes, kind) => {
    const path = write('not-elf', bytes)
    expect(await refusal(path)).toMatchObject({
      stage: 'inspect',
      code: 'not-elf',
      fault: 'user',
      message: `${path} is not an ELF file: it is ${kind}.`,
    })
  })

  it.each([
    ['windows', 'a Windows program (PE)'],
    ['darwin', 'a macOS program (Mach-O)'],
  ])('a Go program for %s', async (system, kind) => {
    const path = workshop.go(`for-${system}`, [], { GOOS: system })
    expect((await refusal(path)).message).toBe(`${path} is not an ELF file: it is ${kind}.`)
  })
})

describe('inspect refuses ELF files that are no programs', () => {
  const program = () => readFileSync(workshop.c('program'))
  it.each<[string, () => string, string]>([
    ['an object', () => workshop.c('main.o', ['-c']), 'an object file, not yet linked'],
    ['a C library', () => workshop.c('c.so', ['-shared', '-fPIC', '-Wl,-soname,c.so']), 'a shared library'],
    ['a nameless C library', () => workshop.c('n.so', ['-shared', '-fPIC']), 'a shared library'],
    [
      'a Go library',
      () => workshop.go('go.so', ['-buildmode=c-shared'], { CGO_ENABLED: '1' }),
      'a shared library',
    ],
    [
      'a core dump',
      () =>
        write(
          'core',
          changed(program(), (file) => file.writeUInt16LE(4, FIELD.type)),
        ),
      'a core dump',
    ],
    [
      'FreeBSD',
      () =>
        write(
          'freebsd',
          changed(program(), (file) => file.fill(9, FIELD.osAbi, 8)),
        ),
      'a program for FreeBSD',
    ],
    [
      'an unknown type',
      () =>
        write(
          'odd',
          changed(program(), (file) => file.writeUInt16LE(9, FIELD.type)),
        ),
      'an ELF file of the unknown type 9',
    ],
    [
      'nothing to load',
      () => write('empty-elf', elfOf([], Buffer.alloc(8))),
      'an ELF file with nothing to load',
    ],
  ])('%s', async (_, make, kind) => {
    const path = make()
    expect(await refusal(path)).toMatchObject({
      code: 'not-executable',
      fault: 'user',
      message: `${path} is ${kind}; only a Linux program can be judged.`,
    })
  })
})

describe('inspect refuses a damaged ELF file', () => {
  it('says what is wrong, and where', async () => {
    const bytes = readFileSync(workshop.go('to-cut'))
    const path = write('cut', bytes.subarray(0, bytes.length / 2))
    const error = await refusal(path)
    expect(error).toMatchObject({ stage: 'inspect', code: 'bad-elf', fault: 'artifact' })
    expect(error.message).toMatch(
      /cut is not a readable ELF file: program header \d at offset \d+ loads up to byte \d+, but the file ends at byte \d+: it is cut off or damaged\.$/,
    )
    expect(error.hint).toMatch(/copied or downloaded whole/)
    expect(error.cause).toMatchObject({ name: 'MalformedFileError' })
  })

  it('also a bare magic', async () => {
    const path = write('magic', '\x7fELF')
    expect((await refusal(path)).message).toBe(
      `${path} is not a readable ELF file: EI_CLASS at offset 4 takes 1 bytes, but only 0 are there.`,
    )
  })
})
