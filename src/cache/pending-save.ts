/** What the post step shall put into the cache. */
export type PendingSave =
  /** All that a folder holds. */
  | { readonly kind: 'directory'; readonly key: string; readonly path: string }
  /** One file. */
  | { readonly kind: 'file'; readonly key: string; readonly path: string }
  /** A container image, written by the engine that has it. */
  | {
      readonly kind: 'image'
      readonly key: string
      readonly engine: 'docker' | 'podman'
      readonly image: string
    }

const FIELDS: Readonly<Record<PendingSave['kind'], readonly string[]>> = {
  directory: ['key', 'path'],
  file: ['key', 'path'],
  image: ['key', 'engine', 'image'],
}

/** The text that the main step hands to the post step. */
export function renderPendingSaves(saves: readonly PendingSave[]): string {
  return JSON.stringify(saves)
}

/**
 * @param text of renderPendingSaves; empty: the main step left none
 * @throws SyntaxError when it is something else
 */
export function parsePendingSaves(text: string): readonly PendingSave[] {
  if (text === '') return []
  const saves: unknown = JSON.parse(text)
  if (Array.isArray(saves) && saves.every(isPendingSave)) return saves
  throw new SyntaxError('the state of the main step names no caches')
}

function isPendingSave(value: unknown): value is PendingSave {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  const expected = Object.entries(FIELDS).find(([kind]) => kind === fields.get('kind'))?.[1]
  return expected?.every((field) => typeof fields.get(field) === 'string') ?? false
}
