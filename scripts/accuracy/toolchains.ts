import { runCommand } from '../../src/run-command.js'

/** Go releases that stand for a named version, the wished one first. The go command fetches one that is missing. */
const CANDIDATES: Readonly<Record<string, readonly string[]>> = {
  '1.19': ['1.19.13'],
  '1.22': ['1.22.12'],
  '1.24': ['1.24.13'],
  '1.27': ['1.27.4', '1.27.3'],
}
const FETCH_TIMEOUT_MS = 300_000

export interface Toolchain {
  /** Value of GOTOOLCHAIN: `go1.22.12`, or `local` for the Go on PATH. */
  readonly gotoolchain: string
  /** `1.22.12` */
  readonly version: string
}

/**
 * The Go that builds a case that names one.
 * @param use `named`: the named version, or the nearest newer one that can be had, else the one on PATH;
 *   `local`: the one on PATH, whatever is named (needs no network)
 */
export async function chooseToolchains(
  named: readonly string[],
  use: 'named' | 'local',
): Promise<ReadonlyMap<string, Toolchain>> {
  const local = await probe('local')
  if (!local) throw new Error('There is no go on PATH: install Go 1.21 or later.')
  const chosen = new Map<string, Toolchain>()
  for (const name of new Set(named)) chosen.set(name, (use === 'named' && (await nearest(name))) || local)
  return chosen
}

async function nearest(name: string): Promise<Toolchain | null> {
  const newer = Object.keys(CANDIDATES).filter((other) => Number(other.slice(2)) >= Number(name.slice(2)))
  for (const release of newer.flatMap((other) => CANDIDATES[other] ?? [])) {
    const toolchain = await probe(`go${release}`)
    if (toolchain) return toolchain
  }
  return null
}

async function probe(gotoolchain: string): Promise<Toolchain | null> {
  const env = { ...process.env, GOTOOLCHAIN: gotoolchain }
  const { code, stdout } = await runCommand('go', ['version'], { timeoutMs: FETCH_TIMEOUT_MS, env })
  const version = /^go version go(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1]
  return code === 0 && version !== undefined ? { gotoolchain, version } : null
}
