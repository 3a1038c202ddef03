import { viewOf } from './byte-cursor.js'

interface Signature {
  readonly bytes: Buffer
  /** Completes "X is …". */
  readonly name: string
}

const MACH_O = 'a macOS program (Mach-O)'

const SIGNATURES: readonly Signature[] = [
  signature('\xfe\xed\xfa\xce', MACH_O),
  signature('\xfe\xed\xfa\xcf', MACH_O),
  signature('\xce\xfa\xed\xfe', MACH_O),
  signature('\xcf\xfa\xed\xfe', MACH_O),
  signature('MZ', 'a Windows program (PE)'),
  signature('\0asm', 'a WebAssembly module'),
  signature('!<arch>\n', 'an archive (ar), such as a static library or a Debian package'),
  signature('\xed\xab\xee\xdb', 'an RPM package'),
  signature('\x1f\x8b', 'compressed (gzip)'),
  signature('BZh', 'compressed (bzip2)'),
  signature('\xfd7zXZ\0', 'compressed (xz)'),
  signature('\x28\xb5\x2f\xfd', 'compressed (zstd)'),
  signature('PK\x03\x04', 'an archive (zip)'),
]

/** Mach-O fat files and Java classes share a magic; what follows is a small count or a version from 45 up. */
const FAT_OR_CLASS = Buffer.from('\xca\xfe\xba\xbe', 'latin1')
const OLDEST_JAVA_CLASS = 45

function signature(magic: string, name: string): Signature {
  return { bytes: Buffer.from(magic, 'latin1'), name }
}

/** Names what a file is that is not ELF, as the end of a sentence "X is …"; null when its first bytes say nothing. */
export function foreignFormat(bytes: Uint8Array): string | null {
  const head = viewOf(bytes.subarray(0, 256))
  if (head.length === 0) return 'empty'
  if (head.subarray(0, 2).equals(Buffer.from('#!'))) return `a script for ${scriptInterpreter(head)}`
  if (head.length >= 8 && head.subarray(0, 4).equals(FAT_OR_CLASS)) {
    return head.readUInt32BE(4) < OLDEST_JAVA_CLASS ? MACH_O : 'a Java class'
  }
  const found = SIGNATURES.find(({ bytes: magic }) => head.subarray(0, magic.length).equals(magic))
  return found?.name ?? null
}

function scriptInterpreter(head: Buffer): string {
  const line = head.toString('latin1', 2).split('\n')[0] ?? ''
  const command = line.trim().replace(/[^\x20-\x7e]/g, '?')
  return command === '' ? 'no interpreter' : command
}
