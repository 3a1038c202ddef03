import { GateError } from '../errors.js'

/** Tags that keep the C library out of name and user look-ups. */
export const REQUIRED_TAGS = ['netgo', 'osusergo'] as const

/** What the inputs say of the build. */
export interface FlagOptions {
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly buildFlags: readonly string[]
}

/**
 * The flags of every `go build` and `go list` of a run: trimmed paths, netgo and osusergo beside the user's tags,
 * stripped, then the user's own linker and build flags.
 *
 * GOFLAGS stays in force, but a flag of the command line replaces the same one there. So its tags and linker flags
 * are joined in here; else they would be lost without a word.
 * @param goflags as `go env GOFLAGS` prints it
 * @throws GateError (code `bad-build-flag`)
 */
export function goBuildFlags(options: FlagOptions, goflags: string): readonly string[] {
  const own = parseBuildFlags(options.buildFlags)
  const inherited = parseGoFlags(goflags)
  const ldflags = ['-s -w', inherited.get('ldflags') ?? '', options.ldflags.trim()]
  return [
    '-trimpath',
    '-tags',
    buildTags(options.tags, goflags).join(','),
    '-ldflags',
    ldflags.filter((flags) => flags !== '').join(' '),
    ...own,
  ]
}

/** All tags of a build, each once: ours, those of GOFLAGS, the user's. */
export function buildTags(tags: readonly string[], goflags: string): readonly string[] {
  const inherited = (parseGoFlags(goflags).get('tags') ?? '').split(/[\s,]+/)
  return [...new Set([...REQUIRED_TAGS, ...inherited, ...tags])].filter((tag) => tag !== '')
}

/**
 * Reads GOFLAGS: flags separated by blanks, each `-name` or `-name=value`, whole flags may be quoted
 * (`go help environment`). The last of a name counts.
 */
export function parseGoFlags(text: string): ReadonlyMap<string, string> {
  const words = [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  return new Map(
    words.map((word): [string, string] => {
      const [, name = '', value = ''] = /^--?([^=]*)=?(.*)$/s.exec(word) ?? []
      return [name, value]
    }),
  )
}

/** Flags of `go build` that take a value which may stand in a word of its own (`go help build`, Go 1.15 to 1.27). */
const VALUE_FLAGS = new Set(
  'p asmflags buildmode compiler covermode coverpkg gccgoflags gcflags installsuffix mod modfile pgo pkgdir'.split(
    ' ',
  ),
)

/** Why a flag cannot be given. */
const REFUSED: Readonly<Record<string, string>> = {
  o: 'the gate chooses where the program is written',
  C: 'use the input working-directory',
  tags: 'use the input tags',
  ldflags: 'use the input ldflags',
  n: 'nothing would be built',
  json: 'the compiler errors would not be understood',
  toolexec:
    'it runs a program of its own for every compilation; put it into GOFLAGS if that is what you want',
  overlay: "it builds other files than the commit's; put it into GOFLAGS if that is what you want",
}

/**
 * Checks the user's build flags and joins each flag with its value: `-mod vendor` becomes `-mod=vendor`. So no word
 * can be taken for a package.
 * @throws GateError (code `bad-build-flag`)
 */
export function parseBuildFlags(words: readonly string[]): readonly string[] {
  const flags: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const [, name, assigned] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? []
    if (name === undefined)
      throw badFlag(`"${word}" is no flag`, 'Write -name=value; packages belong into the input package.')
    const refused = REFUSED[name]
    if (refused !== undefined) throw badFlag(`-${name} cannot be given`, `Leave -${name} out: ${refused}.`)
    const value = assigned ?? (VALUE_FLAGS.has(name) ? words[++i] : undefined)
    if (assigned === undefined && value === undefined && VALUE_FLAGS.has(name)) {
      throw badFlag(`-${name} has no value`, `Write -${name}=value.`)
    }
    rejectMode(name, value)
    if (name !== 'trimpath') flags.push(value === undefined ? `-${name}` : `-${name}=${value}`)
  }
  return flags
}

function rejectMode(name: string, value: string | undefined): void {
  if (name === 'buildmode' && !['exe', 'pie', 'default'].includes(value ?? '')) {
    throw badFlag(
      `-buildmode=${value} makes no program that can be started`,
      'Use exe or pie, or leave it out.',
    )
  }
  if (name === 'compiler' && value !== 'gc') {
    throw badFlag(`-compiler=${value} is not supported`, "Only Go's own compiler, gc, is.")
  }
}

function badFlag(problem: string, hint: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'bad-build-flag',
    fault: 'user',
    message: `Input build-flags: ${problem}.`,
    hint,
  })
}
