import { GateError } from '../errors.js'

/** Tags that keep the C library out of name and user look-ups. */
export const REQUIRED_TAGS = ['netgo', 'osusergo'] as const

/** What the user chose of the build, from the inputs. */
export interface FlagOptions {
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly buildFlags: readonly string[]
}

/**
 * The flags of every go build of a run: trimmed paths, netgo and osusergo beside the user's tags, stripped, then the
 * user's own linker and build flags.
 *
 * GOFLAGS stays in force, but a flag on the command line replaces the same one there. So its -tags and -ldflags are
 * joined in here, or they would be lost without a word.
 * @param goflags as `go env GOFLAGS` prints it
 * @throws GateError (code `bad-build-flag`)
 */
export function buildFlags(options: FlagOptions, goflags: string): readonly string[] {
  const own = parseBuildFlags(options.buildFlags)
  const inherited = parseGoFlags(goflags)
  const valuesOf = (name: string): readonly string[] =>
    inherited
      .flatMap((flag) => /^--?([a-z]+)=(.*)$/s.exec(flag)?.slice(1) ?? [])
      .filter((_, i, all) => all[i - 1] === name && i % 2 === 1)
  const inheritedTags =
    valuesOf('tags')
      .at(-1)
      ?.split(/[\s,]+/) ?? []
  const tags = [...new Set([...REQUIRED_TAGS, ...inheritedTags, ...options.tags])].filter((tag) => tag !== '')
  const ldflags = ['-s -w', valuesOf('ldflags').at(-1) ?? '', options.ldflags.trim()].filter(
    (text) => text !== '',
  )
  return ['-trimpath', '-tags', tags.join(','), '-ldflags', ldflags.join(' '), ...own]
}
