import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A checksum database with a key of its own, which answers as sum.golang.org does. */
export interface SumDatabase {
  /** For GOSUMDB: name, hash and key. */
  readonly vkey: string
  readonly name: string
  /** Puts a module's record at the end of the log. */
  readonly add: (path: string, version: string, hash: string) => void
  /** The answer to a path like `lookup/…` or `tile/8/…`; null: it has none. */
  readonly answer: (path: string) => Buffer | null
  readonly size: () => number
  /** The tree's root, worked out by the definition in RFC 6962, section 2.1. */
  readonly root: (from?: number, to?: number) => Buffer
}

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

/** @param padding records of other modules that stand before */
export function createSumDatabase(padding: number, name = 'sum.example.org'): SumDatabase {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.concat([Buffer.of(1), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)])
  const id = sha256(Buffer.from(`${name}\n`), raw).subarray(0, 4)
  const records: string[] = []
  const add = (path: string, version: string, hash: string): void => {
    records.push(`${path} ${version} ${hash}\n${path} ${version}/go.mod h1:${'A'.repeat(43)}=\n`)
  }
  for (let i = 0; i < padding; i++) add(`example.org/m${i}`, 'v1.0.0', `h1:${'B'.repeat(43)}=`)

  /** Of whole subtrees, which stay as they are while the log grows. */
  const known = new Map<string, Buffer>()
  const hash = (from: number, to: number): Buffer => {
    if (to - from === 1) return sha256(Buffer.of(0), Buffer.from(records[from] ?? ''))
    const middle = from + 2 ** Math.ceil(Math.log2(to - from) - 1)
    return sha256(Buffer.of(1), root(from, middle), root(middle, to))
  }
  const root = (from = 0, to = records.length): Buffer => {
    const name = `${from}-${to}`
    const found = known.get(name) ?? hash(from, to)
    if (Number.isInteger(Math.log2(to - from))) known.set(name, found)
    return found
  }
  const note = (): string => {
    const text = `go.sum database tree\n${records.length}\n${root().toString('base64')}\n`
    const signature = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)])
    return `${text}\n— ${name} ${signature.toString('base64')}\n`
  }
  const tile = (path: string): Buffer | null => {
    const match = /^tile\/8\/(\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path)
    if (!match) return null
    const [, level = '', index = '', width = '256'] = match
    const span = 256 ** Number(level)
    const first = Number(index.replace(/[x/]/g, '')) * 256
    if ((first + Number(width)) * span > records.length) return null
    return Buffer.concat(
      Array.from({ length: Number(width) }, (_, i) => root((first + i) * span, (first + i + 1) * span)),
    )
  }
  const lookup = (path: string): Buffer | null => {
    const [, module, version] = /^lookup\/(.+)@(.+)$/.exec(path) ?? []
    const index = records.findIndex((record) => record.startsWith(`${module} ${version} `))
    return index < 0 ? null : Buffer.from(`${index}\n${records[index]}\n${note()}`)
  }
  return {
    vkey: `${name}+${id.toString('hex')}+${raw.toString('base64')}`,
    name,
    add,
    answer: (path) => (path === 'supported' ? Buffer.alloc(0) : (lookup(path) ?? tile(path))),
    size: () => records.length,
    root,
  }
}
