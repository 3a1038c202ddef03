import { GateError, messageOf } from '../errors.js'
import type { GoSettings } from './go-settings.js'
import { briefly, type DownloadContext, fetchBytes, fetchText } from './http-download.js'
import { type ModuleProxy, proxyUrl } from './module-proxies.js'
import { type NoteKey, openNote, parseNoteKey, parseTreeHead, type TreeHead } from './sumdb-note.js'
import {
  hashInTile,
  proofSteps,
  recordHash,
  rootFromProof,
  type Tile,
  tileOf,
  tilePath,
} from './sumdb-tree.js'

/** A checksum database: where it is asked, and the key that must have signed what it says. */
interface SumDb {
  readonly key: NoteKey
  /** Null: by way of a proxy that passes questions on, else at its own name. */
  readonly url: URL | null
}

/** The key that the go command knows: cmd/go/internal/modfetch/key.go. */
const GO_SUM_DB = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'

/**
 * Asks the checksum database for the hash of a module's zip, and proves the answer: the head of the log is signed by
 * the database, and the record is in the log under that head. One thing the go command does is left out, for a runner
 * remembers nothing: comparing this head with heads that were seen before.
 * @param path of the module, all lower case
 * @returns like `h1:r0ub+Fnqz…`
 * @throws GateError (codes `checksum-off`, `bad-gosumdb`, `checksum-unavailable`, `checksum-forged`)
 */
export async function lookupChecksum(
  path: string,
  version: string,
  settings: GoSettings,
  proxies: readonly ModuleProxy[],
  context: DownloadContext,
): Promise<string> {
  const db = parseSumDb(settings.GOSUMDB)
  const base = db.url ?? (await findAccess(db.key.name, proxies, context))
  const answer = await ask(db, () => fetchText(proxyUrl(base, `lookup/${path}@${version}`), context))
  const { index, record, head } = parseAnswer(answer, db.key)
  const leaf = recordHash(record)
  const steps = proofSteps(index, head.size)
  const tiles = await ask(db, () =>
    loadTiles(
      base,
      steps.flatMap(({ nodes }) => nodes.map((node) => tileOf(node, head.size))),
      context,
    ),
  )
  const root = rootFromProof(leaf, steps, (node) => {
    const tile = tileOf(node, head.size)
    return hashInTile(node, tile, tiles.get(tilePath(tile)) ?? Buffer.alloc(0))
  })
  if (!root.equals(head.root)) throw forged(db.key.name, 'the record is not in the signed log')
  const prefix = `${path} ${version} `
  const line = record.split('\n').find((text) => text.startsWith(prefix))
  if (line === undefined) throw forged(db.key.name, 'the record is about another module')
  return line.slice(prefix.length)
}

/** Reads GOSUMDB: `off`, a known name, or a key, and then perhaps an address; https://go.dev/ref/mod#environment-variables. */
function parseSumDb(text: string): SumDb {
  const words = text.trim().split(/\s+/)
  const [name = '', address] =
    words[0] === 'sum.golang.google.cn' ? ['sum.golang.org', 'https://sum.golang.google.cn'] : words
  if (name === 'off') {
    throw new GateError({
      stage: 'setup',
      code: 'checksum-off',
      fault: 'user',
      message: 'GOSUMDB is off, so a Go from a module proxy cannot be verified, and none is taken.',
      hint: 'Leave GOSUMDB at its default, as the go command demands for toolchains, or install Go before this step.',
    })
  }
  const key = parseNoteKey(name === 'sum.golang.org' ? GO_SUM_DB : name)
  if (key === null || words.length > 2 || (address !== undefined && !/^https?:\/\//.test(address))) {
    throw new GateError({
      stage: 'setup',
      code: 'bad-gosumdb',
      fault: 'user',
      message: `GOSUMDB is "${text}", which names no checksum database with its key.`,
      hint: 'Give GOSUMDB as https://go.dev/ref/mod#environment-variables describes it, or leave it out.',
    })
  }
  return { key, url: address === undefined ? null : new URL(address) }
}

/** The first proxy that passes questions on; https://go.dev/design/25530-sumdb#proxying-a-checksum-database. */
async function findAccess(
  name: string,
  proxies: readonly ModuleProxy[],
  context: DownloadContext,
): Promise<URL> {
  for (const { base, fallBackOnError } of proxies) {
    try {
      await fetchBytes(proxyUrl(base, `sumdb/${name}/supported`), briefly(context))
      return proxyUrl(base, `sumdb/${name}`)
    } catch (error) {
      const absent = error instanceof GateError && error.code === 'download-not-found'
      if (!absent && !fallBackOnError) throw unavailable(name, error)
    }
  }
  return new URL(`https://${name}`)
}

async function ask<T>({ key }: SumDb, question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (error) {
    throw unavailable(key.name, error)
  }
}

/** One record of the log, with its place, and the signed head under which it was served. */
function parseAnswer(
  text: string,
  key: NoteKey,
): { readonly index: number; readonly record: string; readonly head: TreeHead } {
  const [, number = '', record = '', note = ''] = /^(\d+)\n((?:[^\n]+\n)+)\n([\s\S]*)$/.exec(text) ?? []
  const signed = openNote(note, key)
  if (signed === null) throw forged(key.name, `its answer is not signed by ${key.name}`)
  const head = parseTreeHead(signed)
  const index = Number(number)
  if (head === null || !Number.isSafeInteger(index) || index >= head.size) {
    throw forged(key.name, 'its answer is not what a checksum database answers')
  }
  return { index, record, head }
}

async function loadTiles(
  base: URL,
  tiles: readonly Tile[],
  context: DownloadContext,
): Promise<ReadonlyMap<string, Buffer>> {
  const needed = new Map(tiles.map((tile) => [tilePath(tile), tile]))
  const loaded = [...needed].map(async ([name, { width }]): Promise<[string, Buffer]> => {
    const bytes = await fetchBytes(proxyUrl(base, name), context)
    if (bytes.length !== width * 32) throw new RangeError(`${name} has ${bytes.length} bytes`)
    return [name, bytes]
  })
  return new Map(await Promise.all(loaded))
}

function unavailable(name: string, cause: unknown): GateError {
  if (cause instanceof GateError && cause.code === 'cancelled') return cause
  return new GateError({
    stage: 'setup',
    code: 'checksum-unavailable',
    fault: 'user',
    message: `The checksum database ${name} cannot be asked about this Go, so it is not used: ${messageOf(cause).replace(/\.$/, '')}.`,
    hint: 'Let the runner reach the checksum database, or a module proxy that passes questions on to it.',
    cause,
  })
}

function forged(name: string, problem: string): GateError {
  return new GateError({
    stage: 'setup',
    code: 'checksum-forged',
    fault: 'gate',
    message: `What was answered for the checksum database ${name} does not hold: ${problem}; nothing was used.`,
    hint: 'Run the job again; if it stays so, the module proxy or something on the way alters the answers.',
  })
}
