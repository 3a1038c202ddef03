import type { Log } from './log.js'
import { type CommandResult, lastLine, runCommand } from './run-command.js'

const ANSWER_TIMEOUT_MS = 20_000
const PULL_TIMEOUT_MS = 600_000

export type ContainerClientName = 'docker' | 'podman'

/** The command of a container engine, which may not be there. */
export interface ContainerClient {
  readonly name: ContainerClientName
  /** @param timeoutMs 20 s when not given */
  run(args: readonly string[], timeoutMs?: number): Promise<CommandResult>
}

export interface ContainerClientOptions {
  /** This process's own when not given. */
  readonly env?: NodeJS.ProcessEnv
  /** With it, `run` rejects with its reason once it is aborted. */
  readonly signal?: AbortSignal
}

export function openContainerClient(
  name: ContainerClientName,
  { env = process.env, signal }: ContainerClientOptions = {},
): ContainerClient {
  return {
    name,
    async run(args, timeoutMs = ANSWER_TIMEOUT_MS) {
      const result = await runCommand(name, args, { env, timeoutMs, ...(signal && { signal }) })
      signal?.throwIfAborted()
      return result
    },
  }
}

/** The engine's version, or in one clause why it does not answer. */
export type EngineAnswer = { readonly version: string } | { readonly trouble: string }

export async function askEngine({ name, run }: ContainerClient): Promise<EngineAnswer> {
  // `podman version` answers without a working runtime, `podman info` does not.
  const args =
    name === 'docker'
      ? ['version', '--format', '{{.Server.Version}}']
      : ['info', '--format', '{{.Version.Version}}']
  const answer = await run(args)
  if (answer.code === 0) return { version: answer.stdout.trim() }
  if (answer.trouble === 'missing') return { trouble: `${name} is not installed` }
  return { trouble: `${name} does not answer: ${lastLine(answer)}` }
}

/** Null when the image is not there. */
export async function imageId({ run }: ContainerClient, reference: string): Promise<string | null> {
  const answer = await run(['image', 'inspect', '--format', '{{.Id}}', reference])
  return answer.code === 0 ? answer.stdout.trim() : null
}

export interface FoundImage {
  readonly reference: string
  readonly id: string
}

/** A place besides the registry where an image may be. */
export interface ImageStore {
  /** The image's id in the engine; null when it is not to be had there. */
  load(reference: string): Promise<string | null>
  /** Told of what had to be pulled. */
  keep(reference: string, id: string): void
}

/** The first of the images that is there, in the store, or can be pulled; else why none is, one clause each. */
export async function obtainImage(
  client: ContainerClient,
  references: readonly string[],
  log: Log,
  store: ImageStore | null = null,
): Promise<FoundImage | { readonly reasons: readonly string[] }> {
  const reasons: string[] = []
  for (const reference of references) {
    const present = (await imageId(client, reference)) ?? (await store?.load(reference)) ?? null
    if (present !== null) return { reference, id: present }
    const pulled = await log.step(`Pulling ${reference}`, () =>
      client.run(['pull', '--quiet', reference], PULL_TIMEOUT_MS),
    )
    const id = pulled.code === 0 ? await imageId(client, reference) : null
    if (id !== null) {
      store?.keep(reference, id)
      return { reference, id }
    }
    reasons.push(`${reference}: ${lastLine(pulled)}`)
  }
  return { reasons }
}

/**
 * Removes containers by a label, running ones too.
 * @returns how many there were, and whether all are gone
 */
export async function removeContainers(
  { run }: ContainerClient,
  label: string,
  value: string,
): Promise<{ readonly found: number; readonly removed: boolean }> {
  const listed = await run(['ps', '--all', '--quiet', '--filter', `label=${label}=${value}`])
  const ids = listed.code === 0 ? listed.stdout.split('\n').filter((id) => id !== '') : []
  if (ids.length === 0) return { found: 0, removed: true }
  return { found: ids.length, removed: (await run(['rm', '--force', ...ids])).code === 0 }
}
