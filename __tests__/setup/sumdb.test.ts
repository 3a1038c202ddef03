import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openNote, parseNoteKey, parseTreeHead } from '../../src/setup/sumdb-note.js'
import {
  hashInTile,
  proofSteps,
  recordHash,
  rootFromProof,
  tileOf,
  tilePath,
} from '../../src/setup/sumdb-tree.js'
import { createSumDatabase, type SumDatabase } from './sum-database.js'

// What sum.golang.org answered once. The signature is the proof that this is so.
const LATEST = `go.sum database tree
72097574
TN5X3MLGTDFnVRn7RF0+aSqn9MdPDdly11pPObF1Ti8=

— sum.golang.org Az3grqWEGn3sDlsyQ9ppBk0lZ6N+PyvyN98h/w05RN0Kd0gEPt5lnWXQ0GU4cdmhWiTJp6w7TVjS+LEx1xKeKQ+9EAk=
`
const GO_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'

function keyOf(text: string) {
  const key = parseNoteKey(text)
  if (key === null) throw new Error(`no key: ${text}`)
  return key
}

describe('a signed tree head', () => {
  it('of sum.golang.org is opened with its public key', () => {
    const text = openNote(LATEST, keyOf(GO_KEY))
    expect(parseTreeHead(text ?? '')).toEqual({
      size: 72097574,
      root: Buffer.from('TN5X3MLGTDFnVRn7RF0+aSqn9MdPDdly11pPObF1Ti8=', 'base64'),
    })
  })

  it('is refused when one byte of text or signature is another', () => {
    const key = keyOf(GO_KEY)
    fc.assert(
      fc.property(fc.nat(LATEST.indexOf('=\n\n') - 1), (at) => {
        const other = LATEST.charAt(at) === 'x' ? 'y' : 'x'
        expect(openNote(LATEST.slice(0, at) + other + LATEST.slice(at + 1), key)).toBeNull()
      }),
    )
    expect(openNote(LATEST.replace('Az3grqWE', 'Az3grqWF'), key)).toBeNull()
    expect(openNote(LATEST.replace('— sum.golang.org', '— sum.golang.com'), key)).toBeNull()
    expect(openNote(LATEST.replace('\n\n—', '\n—'), key)).toBeNull()
    expect(openNote(LATEST, keyOf(createSumDatabase(1, 'sum.golang.org').vkey))).toBeNull()
  })

  it.each([
    '',
    'sum.golang.org',
    GO_KEY.replace('033de0ae', '033de0af'),
    GO_KEY.replace('sum.', 'sun.'),
    GO_KEY.replace('Ac4z', 'As4z'),
    GO_KEY.slice(0, -4),
  ])('the key %j is refused', (text) => {
    expect(parseNoteKey(text)).toBeNull()
  })

  it.each([
    'go.sum database tree\n0\nTN5X3MLGTDFnVRn7RF0+aSqn9MdPDdly11pPObF1Ti8=\n',
    'go.sum database tree\n012\nTN5X3MLGTDFnVRn7RF0+aSqn9MdPDdly11pPObF1Ti8=\n',
    'go.sum database tree\n99999999999999999999\nTN5X3MLGTDFnVRn7RF0+aSqn9MdPDdly11pPObF1Ti8=\n',
    'go.sum database tree\n12\nTN5X\n',
    'another tree\n12\nTN5X3MLGTDFnVRn7RF0+aSqn9MdPDdly11pPObF1Ti8=\n',
  ])('the text %j is refused', (text) => {
    expect(parseTreeHead(text)).toBeNull()
  })
})

describe('the proof that a record is in the log', () => {
  /** The root that follows from a record and the database's tiles. */
  function proven(database: SumDatabase, index: number, record: string): Buffer {
    const size = database.size()
    return rootFromProof(recordHash(record), proofSteps(index, size), (node) => {
      const tile = tileOf(node, size)
      const bytes = database.answer(tilePath(tile))
      if (bytes === null) throw new Error(`no ${tilePath(tile)} in a tree of ${size}`)
      return hashInTile(node, tile, bytes)
    })
  }

  const recordOf = (database: SumDatabase, i: number): string =>
    (database.answer(`lookup/example.org/m${i}@v1.0.0`)?.toString() ?? '')
      .replace(/^\d+\n/, '')
      .replace(/\n\n[\s\S]*/, '\n')

  it.each([1, 2, 3, 5, 255, 256, 257, 511, 512, 513, 700])('holds in a tree of %d', (size) => {
    const database = createSumDatabase(size)
    for (const index of new Set([0, 1, size >> 1, size - 2, size - 1, 255, 256])) {
      if (index < 0 || index >= size) continue
      expect(proven(database, index, recordOf(database, index))).toEqual(database.root())
    }
  })

  it('holds across three levels of tiles', () => {
    const database = createSumDatabase(66_000)
    for (const index of [0, 65_535, 65_536, 65_999])
      expect(proven(database, index, recordOf(database, index))).toEqual(database.root())
  })

  it('does not hold for another record, or at another place', () => {
    const database = createSumDatabase(300)
    expect(proven(database, 7, recordOf(database, 8))).not.toEqual(database.root())
    expect(proven(database, 8, recordOf(database, 7))).not.toEqual(database.root())
  })
})

it.each([
  [{ level: 0, index: 5, width: 256 }, 'tile/8/0/005'],
  [{ level: 1, index: 1234067, width: 8 }, 'tile/8/1/x001/x234/067.p/8'],
  [{ level: 0, index: 271398, width: 255 }, 'tile/8/0/x271/398.p/255'],
])('tile %j is at %s', (tile, path) => {
  expect(tilePath(tile)).toBe(path)
})
