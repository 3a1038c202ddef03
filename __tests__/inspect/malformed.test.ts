import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { parseBuildInfo } from '../../src/inspect/build-info.js'
import { MalformedFileError } from '../../src/inspect/byte-cursor.js'
import { parseElf } from '../../src/inspect/elf.js'
import { parseElfImage } from '../../src/inspect/elf-image.js'
import { openWorkshop } from './build-programs.js'
import {
  changed,
  dynamicOf,
  elfOf,
  FIELD,
  PAYLOAD_ADDRESS,
  PAYLOAD_OFFSET,
  type ProgramHeader,
  wordsOf,
} from './elf-bytes.js'

// The first build for a machine compiles Go's runtime for it.
jest.setTimeout(600_000)

const workshop = openWorkshop()
afterAll(() => rmSync(workshop.folder, { recursive: true }))

function parse(bytes: Uint8Array) {
  const image = parseElfImage(bytes)
  return { elf: parseElf(image), go: parseBuildInfo(image) }
}

/** The message of the refusal; null when the file is read. Any other error fails the test. */
function refusal(bytes: Uint8Array): string | null {
  try {
    parse(bytes)
    return null
  } catch (error) {
    if (error instanceof MalformedFileError) return error.message
    throw error
  }
}

const fixtures = fileURLToPath(new URL('../fixtures/go-buildinfo/', import.meta.url))
const goFixtures = readdirSync(fixtures)
  .filter((name) => name.endsWith('.elf'))
  .map((name) => [name, readFileSync(fixtures + name)] as const)
const cProgram = readFileSync(workshop.c('small', ['-s']))
const goProgram = readFileSync(workshop.go('small-cgo', ['-ldflags=-s -w'], { CGO_ENABLED: '1' }))
const whole = [...goFixtures, ['C program', cProgram] as const]

describe('a file that is cut off', () => {
  it.each(whole)('%s, at every length', (_, bytes) => {
    expect(refusal(bytes)).toBeNull()
    const loaded = parseElfImage(bytes).segments.filter(({ type }) => type === 1)
    const needed = Math.max(...loaded.map(({ offset, fileSize }) => offset + fileSize))
    for (let length = 0; length < bytes.length; length++) {
      const message = refusal(bytes.subarray(0, length))
      expect([length, message !== null]).toEqual([length, length < needed])
    }
  })

  it('a Go program, at every power of two and around', () => {
    for (let power = 1; power < goProgram.length; power *= 2) {
      for (const length of [power - 1, power, power + 1]) {
        expect(refusal(goProgram.subarray(0, length))).not.toBeNull()
      }
    }
  })
})

describe('a file that is damaged', () => {
  const RUNS = 4000

  /** Damages the bytes in place, so that big files need no copy a run, and mends them afterwards. */
  function damagedRuns(
    bytes: Buffer,
    places: readonly (readonly [start: number, length: number])[],
    seed: number,
  ) {
    let refused = 0
    const place = fc
      .constantFrom(...places)
      .chain(([start, length]) =>
        fc.tuple(fc.nat(length - 1), fc.nat(255)).map(([at, byte]) => [start + at, byte] as const),
      )
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (changes) => {
        const mend = changes.map(([at]) => [at, bytes[at] ?? 0] as const)
        try {
          for (const [at, byte] of changes) bytes[at] = byte
          if (refusal(bytes) !== null) refused++
        } finally {
          for (const [at, byte] of mend.reverse()) bytes[at] = byte
        }
      }),
      { numRuns: RUNS, seed },
    )
    return refused
  }

  it.each(whole)('%s, anywhere', (_, bytes) => {
    const refused = damagedRuns(Buffer.from(bytes), [[0, bytes.length]], 1)
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThan(RUNS)
  })

  it.each([
    ['C program', cProgram],
    ['Go program', goProgram],
  ])('%s, where its structures are', (_, bytes) => {
    const structures = parseElfImage(bytes)
      .segments.filter(({ type, fileSize }) => type !== 1 && fileSize > 0)
      .map(({ offset, fileSize }) => [offset, Math.min(fileSize, 4096)] as const)
    const version = bytes.indexOf('libc.so.6\0', 0, 'latin1')
    const places = [[0, 64], [64, 512], [version - 256, 4096], ...structures] as const
    const refused = damagedRuns(Buffer.from(bytes), places, 2)
    expect(refused).toBeGreaterThan(RUNS / 10)
    expect(refused).toBeLessThan(RUNS)
  })

  it('one bit at a time, in the header and the program headers', () => {
    const copy = Buffer.from(cProgram)
    let refused = 0
    for (let bit = 0; bit < 800 * 8; bit++) {
      const at = bit >> 3
      const before = copy[at] ?? 0
      copy[at] = before ^ (1 << (bit & 7))
      if (refusal(copy) !== null) refused++
      copy[at] = before
    }
    expect(refused).toBeGreaterThan(0)
  })

  it('random bytes after the magic', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2),
        fc.constantFrom(1, 2),
        fc.uint8Array({ maxLength: 600 }),
        (wide, endian, rest) => {
          refusal(Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide, endian, 1]), rest]))
        },
      ),
      { numRuns: 5000, seed: 3 },
    )
  })
})

const BASE = PAYLOAD_ADDRESS
const load: ProgramHeader = { type: 1 }

/** A dynamic section, then whatever it points to, which starts at the address `pastDynamic(entries)`. */
function dynamicProgram(entries: readonly (readonly [bigint, bigint])[], rest: Uint8Array): Buffer {
  const dynamic = dynamicOf(entries)
  return elfOf([load, { type: 2, fileSize: BigInt(dynamic.length) }], Buffer.concat([dynamic, rest]))
}
const pastDynamic = (count: number) => BASE + BigInt(16 * (count + 1))

/** `Elf64_Verneed` and `Elf64_Vernaux` have 16 bytes each. */
function need(fields: { version?: number; file?: number; aux: number; next: number }): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt16LE(fields.version ?? 1, 0)
  bytes.writeUInt16LE(1, 2)
  bytes.writeUInt32LE(fields.file ?? 0, 4)
  bytes.writeUInt32LE(fields.aux, 8)
  bytes.writeUInt32LE(fields.next, 12)
  return bytes
}
function aux(fields: { name?: number; next: number }): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32LE(fields.name ?? 0, 8)
  bytes.writeUInt32LE(fields.next, 12)
  return bytes
}
const verneedProgram = (records: Uint8Array) =>
  dynamicProgram(
    [
      [5n, pastDynamic(2)],
      [0x6ffffffen, pastDynamic(2) + 16n],
    ],
    Buffer.concat([Buffer.from('libc.so.6\0'.padEnd(16, '\0')), records]),
  )
const note = (name: string, type: number, descriptor: Uint8Array) => {
  const head = Buffer.alloc(12)
  head.writeUInt32LE(name.length, 0)
  head.writeUInt32LE(descriptor.length, 4)
  head.writeUInt32LE(type, 8)
  return Buffer.concat([head, Buffer.from(name), Buffer.alloc(-name.length & 3), descriptor])
}
const base = elfOf([load], Buffer.alloc(64))

describe('a file that lies', () => {
  it.each<[string, Uint8Array, string | RegExp]>([
    ['no magic', Buffer.from('hello'), 'the ELF magic at offset 0 is missing'],
    ['class', changed(base, (file) => file.fill(3, 4, 5)), 'EI_CLASS at offset 4 has the unknown value 3'],
    [
      'byte order',
      changed(base, (file) => file.fill(0, 5, 6)),
      'EI_DATA at offset 5 has the unknown value 0',
    ],
    [
      'version',
      changed(base, (file) => file.fill(7, 6, 7)),
      'EI_VERSION at offset 6 has the unknown value 7',
    ],
    [
      'size of program headers',
      changed(base, (file) => file.writeUInt16LE(57, FIELD.programEntrySize)),
      'e_phentsize is 57, but must be 56',
    ],
    [
      'number of program headers',
      changed(base, (file) => file.writeUInt16LE(0xffff, FIELD.programCount)),
      'e_phnum is 65535, more program headers than Linux accepts',
    ],
    [
      'place of program headers',
      changed(base, (file) => file.fill(0xff, FIELD.programOffset, FIELD.programOffset + 8)),
      'e_phoff at offset 32 is absurd',
    ],
    [
      'program headers beyond the end',
      changed(base, (file) => file.writeBigUInt64LE(4096n, FIELD.programOffset)),
      'p_type at offset 4096 takes 4 bytes, but only 0 are there',
    ],
    [
      'segment beyond the end',
      elfOf([{ type: 1, fileSize: 2n ** 40n }], Buffer.alloc(8)),
      /loads up to byte 1099511628800, but the file ends at byte 1032/,
    ],
    [
      'segment of absurd size',
      elfOf([{ type: 1, fileSize: 2n ** 63n }], Buffer.alloc(8)),
      /p_filesz at offset 96 is absurd/,
    ],
    [
      'interpreter without an end',
      elfOf([{ type: 3 }], Buffer.alloc(5000, 0x61)),
      'PT_INTERP path at offset 1024 has no end within 4096 bytes',
    ],
    [
      'interpreter beyond the end',
      elfOf([{ type: 3, offset: 2n ** 50n }], Buffer.alloc(8)),
      /PT_INTERP path at offset 1125899906842624 takes/,
    ],
    [
      'dynamic section outside',
      elfOf([load, { type: 2, address: 8n }], Buffer.alloc(16)),
      'PT_DYNAMIC at offset 1024 is not in a loaded segment',
    ],
    [
      'dynamic section without an end',
      elfOf([load, { type: 2 }], Buffer.alloc(70_000 * 16, 1)),
      'has more than 65536 entries',
    ],
    [
      'name without a string table',
      dynamicProgram([[1n, 5n]], Buffer.alloc(0)),
      'needs a string table, but there is no DT_STRTAB',
    ],
    [
      'string table outside',
      dynamicProgram(
        [
          [5n, 0xdead0000n],
          [1n, 5n],
        ],
        Buffer.alloc(0),
      ),
      'DT_STRTAB at offset 1024 points to 0xdead0000',
    ],
    [
      'name outside',
      dynamicProgram(
        [
          [5n, pastDynamic(2)],
          [1n, 2n ** 64n - 1n],
        ],
        Buffer.alloc(8),
      ),
      'DT_NEEDED name at offset 1040 is outside the string table',
    ],
    [
      'name without an end',
      dynamicProgram(
        [
          [5n, pastDynamic(2)],
          [14n, 0n],
        ],
        Buffer.alloc(8, 0x61),
      ),
      'DT_SONAME name at offset 1072 has no end within 8 bytes',
    ],
    [
      'very many names',
      dynamicProgram(
        [[5n, pastDynamic(5001)], ...Array.from({ length: 5000 }, () => [1n, 0n] as const)],
        Buffer.alloc(8),
      ),
      'DT_NEEDED occurs 5000 times',
    ],
    [
      'version needs of another version',
      verneedProgram(need({ version: 2, aux: 16, next: 0 })),
      'vn_version at offset 1088 has the unknown value 2',
    ],
    [
      'version needs outside',
      dynamicProgram([[0x6ffffffen, 4n]], Buffer.alloc(8)),
      'DT_VERNEED at offset 1024 points to 0x4',
    ],
    [
      'endless version needs',
      verneedProgram(Buffer.concat(Array.from({ length: 20_000 }, () => need({ aux: 16, next: 16 })))),
      /the version needs at offset \d+ are more than 16384/,
    ],
    [
      'endless versions',
      verneedProgram(
        Buffer.concat([
          need({ aux: 16, next: 0 }),
          ...Array.from({ length: 20_000 }, () => aux({ next: 16 })),
        ]),
      ),
      'the version needs at offset 1104 are more than 16384',
    ],
    [
      'versions that lead out',
      verneedProgram(Buffer.concat([need({ aux: 16, next: 0 }), aux({ next: 0xffffffff })])),
      /vna_hash at offset \d+ takes 4 bytes, but only 0 are there/,
    ],
    [
      'note name beyond the end',
      elfOf([{ type: 4 }], Buffer.alloc(32, 0x7f)),
      /the note name at offset 1036 takes 2139062143 bytes/,
    ],
    [
      'note text beyond the end',
      elfOf([{ type: 4 }], note('GNU\0', 3, Buffer.alloc(16)).subarray(0, 24)),
      'the note descriptor at offset 1040 takes 16 bytes, but only 8 are there',
    ],
    [
      'short ABI tag',
      elfOf([{ type: 4 }], note('GNU\0', 1, Buffer.alloc(8))),
      'the ABI tag at offset 1048 takes 4 bytes, but only 0 are there',
    ],
    ['very many notes', elfOf([{ type: 4 }], Buffer.alloc(70_000 * 12)), 'has over 65536 notes'],
  ])('%s', (_, file, message) => {
    expect(refusal(file)).toMatch(message)
  })

  it('in its Go module text', () => {
    const text = `${'='.repeat(16)}path\tx\nmod\tx\n${'='.repeat(16)}`
    const header = Buffer.concat([Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'), Buffer.alloc(16)])
    const strings = Buffer.concat([Buffer.from('\x06go1.22'), Buffer.of(text.length), Buffer.from(text)])
    const message = refusal(elfOf([load], Buffer.concat([header, strings])))
    expect(message).toBe('line 2 of the Go build information has 1 columns instead of 2 or 3')
  })
})

describe('a file that is odd, but sound', () => {
  it('may have wild section headers', () => {
    const wild = changed(cProgram, (file) => file.fill(0xff, FIELD.sectionOffset, FIELD.sectionOffset + 8))
    const many = changed(cProgram, (file) => file.writeUInt16LE(0xfff0, FIELD.sectionCount))
    expect(parse(wild)).toEqual(parse(cProgram))
    expect(parse(many)).toEqual(parse(cProgram))
  })

  it('may have an empty or unused dynamic section', () => {
    expect(parse(elfOf([{ type: 2, fileSize: 0n }], Buffer.alloc(0))).elf.needed).toEqual([])
    expect(parse(dynamicProgram([], Buffer.alloc(0))).elf).toMatchObject({
      needed: [],
      soname: null,
      relr: false,
    })
  })

  it('may pad its notes in both ways', () => {
    const words = Buffer.concat([Buffer.alloc(4), wordsOf(2n, 6n).subarray(0, 4)])
    const tag = Buffer.concat([words, Buffer.from([6, 0, 0, 0, 32, 0, 0, 0])])
    const four = Buffer.concat([note('Go\0\0', 4, Buffer.from('abcd')), note('GNU\0', 1, tag)])
    expect(parse(elfOf([{ type: 4, align: 4n }], four)).elf.abiTag).toEqual({ os: 0, kernel: '2.6.32' })
    const eight = Buffer.concat([note('GNU\0', 5, Buffer.alloc(4)), Buffer.alloc(4), note('GNU\0', 1, tag)])
    expect(parse(elfOf([{ type: 4, align: 8n }], eight)).elf.abiTag).toEqual({ os: 0, kernel: '2.6.32' })
    const unpadded = note('ab', 1, Buffer.alloc(0)).subarray(0, 14)
    expect(parse(elfOf([{ type: 4 }], unpadded)).elf.abiTag).toBeNull()
  })

  it('may count its version needs wrong: the links decide, as for the loader', () => {
    const records = Buffer.concat([
      need({ aux: 32, next: 16 }),
      need({ aux: 32, next: 0 }),
      aux({ next: 0 }),
      aux({ next: 0 }),
    ])
    const twice = { library: 'libc.so.6', versions: ['libc.so.6'], weakVersions: [] }
    expect(parse(verneedProgram(records)).elf.verneed).toEqual([twice, twice])
  })

  it('may be of an unknown machine and type', () => {
    const odd = changed(
      base,
      (file) => file.writeUInt16LE(0xfe01, FIELD.type) && file.writeUInt16LE(9999, 18),
    )
    expect(parse(odd).elf).toMatchObject({ type: '65025', machine: 'machine-9999' })
  })

  it('starts its payload where the tests think', () => {
    expect(parseElfImage(base).segments[0]).toMatchObject({
      offset: PAYLOAD_OFFSET,
      address: PAYLOAD_ADDRESS,
    })
  })
})
