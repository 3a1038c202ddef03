import { createHash } from 'node:crypto'

/** Raised when entries are laid out in another way. */
const LAYOUT = 1

/** What decides which objects a build makes and which modules it needs. */
export interface GoSettings {
  /** In Go's words: amd64, arm64, 386, and GOAMD64 and the like after it: `amd64-v1`. */
  readonly target: string
  readonly cgo: boolean
  /** Tags and flags that change the objects, in a fixed order. */
  readonly flags: readonly string[]
  /** Without the `go` prefix. */
  readonly goVersion: string
  /** See dependency-hash.ts; empty when there are no dependencies. */
  readonly dependencies: string
}

/** The machine on which objects are made: cgo's depend on its C compiler. */
export interface CacheHost {
  readonly arch: string
  /** ImageOS of hosted runners, like ubuntu24; empty elsewhere. */
  readonly imageOs: string
}

export interface CacheKeys {
  readonly key: string
  /** From near to far, all of the same Go version. */
  readonly restoreKeys: readonly string[]
}

export function goCacheKeys(name: 'modules' | 'build', settings: GoSettings, host: CacheHost): CacheKeys {
  const machine = [process.platform, host.arch, host.imageOs].filter((word) => word !== '').join('-')
  const sameGo = `${prefix(name)}${machine}-go${settings.goVersion}-`
  const cgo = settings.cgo ? 'cgo' : 'nocgo'
  const sameBuild = `${sameGo}${settings.target}-${cgo}-${shortHash(settings.flags.join('\0'))}-`
  return {
    key: `${sameBuild}${settings.dependencies || 'none'}`,
    restoreKeys: [sameBuild, sameGo],
  }
}

/** @param program name that tells source, Go version and architecture */
export function agentKey(program: string): string {
  return `${prefix('agent')}${program}`
}

/** @param digest of the registry, `sha256:…` */
export function imageKey(engine: string, digest: string): string {
  return `${prefix('image')}${engine}-${digest.replace(':', '-')}`
}

function prefix(name: string): string {
  return `legacy-kernel-gate-${LAYOUT}-${name}-`
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
