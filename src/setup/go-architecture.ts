/** One architecture of the Go toolchain itself, in the words of those who name it. */
export interface GoArchitecture {
  /** In the tool cache and in the manifest of actions/go-versions: x64, arm64. */
  readonly toolCache: string
  /** GOARCH: amd64, arm64. Toolchain modules are named by it. */
  readonly goarch: string
  /** In the file names of the download site: as GOARCH, but armv6l. */
  readonly site: string
}

/** The architectures for which Go publishes Linux archives, each with the names that Node, Go, uname and setup-go use. */
const ARCHITECTURES: readonly (GoArchitecture & { readonly names: readonly string[] })[] = [
  { toolCache: 'x64', goarch: 'amd64', site: 'amd64', names: ['x86_64', 'x86-64'] },
  { toolCache: 'arm64', goarch: 'arm64', site: 'arm64', names: ['aarch64'] },
  { toolCache: 'x32', goarch: '386', site: '386', names: ['x86', 'ia32', 'i386', 'i686'] },
  { toolCache: 'arm', goarch: 'arm', site: 'armv6l', names: [] },
  { toolCache: 'ppc64', goarch: 'ppc64le', site: 'ppc64le', names: [] },
  { toolCache: 's390x', goarch: 's390x', site: 's390x', names: [] },
  { toolCache: 'riscv64', goarch: 'riscv64', site: 'riscv64', names: [] },
  { toolCache: 'loong64', goarch: 'loong64', site: 'loong64', names: [] },
]

/** The architecture of a name (`x64`, `amd64`, `x86_64`, `386`, …), whatever its case. Null: none that Go is published for. */
export function parseArchitecture(text: string): GoArchitecture | null {
  const name = text.trim().toLowerCase()
  const found = ARCHITECTURES.find(({ toolCache, goarch, site, names }) =>
    [toolCache, goarch, site, ...names].includes(name),
  )
  return found ? { toolCache: found.toolCache, goarch: found.goarch, site: found.site } : null
}

/** For messages. */
export const ARCHITECTURE_NAMES = ARCHITECTURES.map(({ goarch }) => goarch).join(', ')
