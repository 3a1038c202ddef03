import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

/** The public key of a checksum database; format: https://pkg.go.dev/golang.org/x/mod/sumdb/note. */
export interface NoteKey {
  /** Like `sum.golang.org`. */
  readonly name: string
  /** The first four bytes of the hash that names the key. */
  readonly id: number
  readonly key: KeyObject
}

/** The head of a log, as its signed note tells it. */
export interface TreeHead {
  /** Records in the log. */
  readonly size: number
  /** 32 bytes: the root of the Merkle tree over them. */
  readonly root: Buffer
}

const ED25519 = 1
/** What precedes the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** Reads a key like `sum.golang.org+033de0ae+Ac4z…`. Null when it is none, or its hash does not fit. */
export function parseNoteKey(text: string): NoteKey | null {
  const [, name, hash, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  if (name === undefined || hash === undefined || encoded === undefined) return null
  const bytes = Buffer.from(encoded, 'base64')
  const id = Number.parseInt(hash, 16)
  if (bytes.length !== 33 || bytes[0] !== ED25519 || id !== keyId(name, bytes)) return null
  const der = Buffer.concat([DER_PREFIX, bytes.subarray(1)])
  return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

function keyId(name: string, bytes: Buffer): number {
  return createHash('sha256').update(`${name}\n`).update(bytes).digest().readUInt32BE(0)
}

/**
 * The text of a signed note, which is what stands before its signatures.
 * @returns null when it is no note, or the key has not signed exactly this text
 */
export function openNote(note: string, key: NoteKey): string | null {
  const at = note.lastIndexOf('\n\n')
  if (at < 0) return null
  const text = note.slice(0, at + 1)
  const signed = note
    .slice(at + 2)
    .split('\n')
    .some((line) => isSignature(line, text, key))
  return signed ? text : null
}

function isSignature(line: string, text: string, { name, id, key }: NoteKey): boolean {
  const [, signer, encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (signer !== name || bytes.length !== 68 || bytes.readUInt32BE(0) !== id) return false
  return verify(null, Buffer.from(text), key, bytes.subarray(4))
}

/** Reads the text of a checksum database's note. Null when it is none. */
export function parseTreeHead(text: string): TreeHead | null {
  const [title, count = '', hash = ''] = text.split('\n')
  const size = Number(count)
  const root = Buffer.from(hash, 'base64')
  if (title !== 'go.sum database tree' || !/^[1-9]\d*$/.test(count) || !Number.isSafeInteger(size))
    return null
  return root.length === 32 ? { size, root } : null
}
