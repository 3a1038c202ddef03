import * as path from 'node:path'
import { renderInert } from '../inert.js'
import type { Log } from '../log.js'
import type { GoArchitecture } from './go-architecture.js'
import {
  chooseVersion,
  type GoRequirement,
  renderRequirement,
  satisfiesRequirement,
} from './go-requirement.js'
import type { GoToolchain } from './go-toolchain.js'
import type { Environment } from './http-proxy.js'
import { probeGo } from './probe-go.js'
import { type CachedGo, loadCachedGo, type ToolShelf } from './tool-cache.js'

/** Where a Go may be that needs no download. */
export interface InstalledPlaces {
  readonly shelf: ToolShelf
  readonly architecture: GoArchitecture
  /** Whether the go on PATH may be taken. */
  readonly path: boolean
  /** Where version managers' shims look for their settings. */
  readonly workingDirectory: string
  readonly environment: Environment
  readonly signal: AbortSignal
}

/**
 * Finds a Go that will do and that runs: in the tool cache, then on PATH; the other way round when any Go will do,
 * because that on PATH is the one which this job's other steps build with. Null when there is none.
 */
export async function findInstalled(
  requirement: GoRequirement,
  places: InstalledPlaces,
  log: Log,
): Promise<GoToolchain | null> {
  const finders = places.path ? [findInToolCache, findOnPath] : [findInToolCache]
  if (requirement.spec.kind === 'any') finders.reverse()
  for (const find of finders) {
    const toolchain = await find(requirement, places, log)
    if (toolchain !== null) return toolchain
  }
  return null
}

/** The newest entry that will do. One that is broken is passed over, with a warning. */
async function findInToolCache(
  requirement: GoRequirement,
  places: InstalledPlaces,
  log: Log,
): Promise<GoToolchain | null> {
  let cached: readonly CachedGo[] = await loadCachedGo(places.shelf)
  for (;;) {
    const version = chooseVersion(
      cached.map((entry) => entry.version),
      requirement,
    )
    const entry = cached.find((candidate) => candidate.version === version)
    if (entry === undefined) return null
    const go = path.join(entry.goroot, 'bin', 'go')
    const probed = await probeGo(go, 'tool-cache', places.workingDirectory, places)
    if ('toolchain' in probed && probed.semantic === version) return probed.toolchain
    const reason = 'toolchain' in probed ? `it is Go ${probed.toolchain.version}` : probed.reason
    log.warning(renderInert(`The tool cache's ${entry.goroot} is broken and not used: ${reason}`))
    cached = cached.filter((candidate) => candidate !== entry)
  }
}

async function findOnPath(
  requirement: GoRequirement,
  places: InstalledPlaces,
  log: Log,
): Promise<GoToolchain | null> {
  const probed = await probeGo('go', 'path', places.workingDirectory, places)
  if ('reason' in probed) {
    if (!probed.missing) log.warning(renderInert(`The go on PATH is not used: ${probed.reason}`))
    return null
  }
  if (probed.goarch !== places.architecture.goarch) {
    log.info(`The Go on PATH is for ${probed.goarch}, not ${places.architecture.goarch}`)
    return null
  }
  if (satisfiesRequirement(probed.semantic, requirement)) return probed.toolchain
  log.info(`The Go ${probed.toolchain.version} on PATH is not ${renderRequirement(requirement)}`)
  return null
}
