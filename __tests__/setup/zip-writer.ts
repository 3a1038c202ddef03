import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a zip, with what a malformed one may lie about. */
export interface ZipEntry {
  readonly name: string
  readonly content: Buffer | string
  readonly deflate?: boolean
  /** The size that the archive announces, when that is a lie. */
  readonly size?: number
  /** Unix mode; none when not given, as in module zips. */
  readonly mode?: number
}

/** A zip archive; format: APPNOTE.TXT. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, content, deflate = false, size, mode = 0 } of entries) {
    const plain = Buffer.from(content)
    const packed = deflate ? deflateRawSync(plain) : plain
    const file = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x800, 2)
    fields.writeUInt16LE(deflate ? 8 : 0, 4)
    fields.writeUInt32LE(crc32(plain), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(size ?? plain.length, 18)
    fields.writeUInt16LE(file.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, file, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, tail, file]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

/** What `sha256sum $(find . -type f | LC_ALL=C sort) | sha256sum` makes of the entries: Go's h1. */
export function hash1(entries: readonly ZipEntry[]): string {
  const hex = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')
  const lines = entries.map(({ name, content }) => [name, `${hex(content)}  ${name}\n`] as const)
  const sorted = lines.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const text = sorted.map(([, line]) => line).join('')
  return `h1:${createHash('sha256').update(text).digest('base64')}`
}
