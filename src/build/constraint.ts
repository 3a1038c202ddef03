/** What decides whether a Go file belongs to a build (`go help buildconstraint`). */
export interface FileConstraint {
  /** As it stands there, in parts: `//go:build linux && 310only`, `_linux_amd64` in the name, `import "C"`. */
  readonly text: string
  /** The tags that it names. */
  readonly tags: readonly string[]
}

/** Names that count at the end of a file's name (Go 1.27, internal/syslist: "do not remove from this list"). */
const OPERATING_SYSTEMS =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'
const ARCHITECTURES =
  '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'
const KNOWN_OS = new Set(OPERATING_SYSTEMS.split(' '))
const KNOWN_ARCH = new Set(ARCHITECTURES.split(' '))
const TAG = /[\p{L}\p{N}_.]+/gu

/**
 * Reads the constraint of a Go file from its name and its beginning; null when it has none.
 * @param head the text down to the package clause at least; what is cut off after that does not matter
 */
export function parseConstraint(name: string, head: string): FileConstraint | null {
  const suffix = nameTags(name)
  const lines = constraintLines(head)
  const usesC = /^import\s+"C"|^import\s*\([^)]*"C"/m.test(head)
  const parts = [
    ...lines,
    ...(suffix.length > 0 ? [`_${suffix.join('_')} in the name`] : []),
    ...(usesC ? ['import "C"'] : []),
  ]
  if (parts.length === 0) return null
  const named = lines.flatMap((line) => line.replace(/^\/\/\s*(go:build|\+build)/, '').match(TAG) ?? [])
  return { text: parts.join('; '), tags: [...new Set([...named, ...suffix, ...(usesC ? ['cgo'] : [])])] }
}

/** As go/build's goodOSArchFile: what stands before the first _ does not count. */
function nameTags(name: string): readonly string[] {
  const [, ...words] = (name.split('.')[0] ?? '').split('_')
  const [system = '', architecture = ''] = words.slice(-2)
  if (words.length > 1 && KNOWN_OS.has(system) && KNOWN_ARCH.has(architecture)) return [system, architecture]
  const last = words.at(-1) ?? ''
  return KNOWN_OS.has(last) || KNOWN_ARCH.has(last) ? [last] : []
}

/** The `//go:build` line before the package clause; without one, the `// +build` lines that an empty line ends. */
function constraintLines(head: string): readonly string[] {
  const header = head.replace(/\/\*[\s\S]*?\*\//g, '')
  const lines: string[] = []
  for (const raw of header.split('\n')) {
    const line = raw.trim()
    if (line !== '' && !line.startsWith('//')) break
    lines.push(line)
  }
  const modern = lines.find((line) => /^\/\/go:build\s/.test(line))
  if (modern !== undefined) return [modern]
  return lines.slice(0, lines.lastIndexOf('') + 1).filter((line) => /^\/\/\s*\+build\s/.test(line))
}
