import { GateError } from '../errors.js'

/** What git says of the commit that is built. */
export interface GitStamp {
  /** `git describe --tags --always --dirty` without a leading v: `1.4.2`, `1.4.2-3-gabcdef0`, `abcdef0-dirty`. */
  readonly version: string
  /** 40 hexadecimal digits (64 in a SHA-256 repository). */
  readonly commit: string
  readonly shortCommit: string
  /** Of the commit, so that a later build is the same: `2026-11-24T15:03:13Z`. */
  readonly date: string
}

const NAMES: Readonly<Record<string, keyof GitStamp>> = {
  Version: 'version',
  Commit: 'commit',
  ShortCommit: 'shortCommit',
  Date: 'date',
}
const PLACEHOLDER = /\{\{(.*?)\}\}/gs

/**
 * Whether git must be asked.
 * @throws GateError (code `bad-ldflags`) when a placeholder is unknown
 */
export function hasPlaceholders(ldflags: string): boolean {
  const found = [...ldflags.matchAll(PLACEHOLDER)]
  for (const [whole, inner = ''] of found) if (fieldOf(inner) === undefined) throw unknownPlaceholder(whole)
  return found.length > 0
}

/**
 * Puts the stamp into the linker flags: plain replacement, no template language.
 * @throws GateError (code `bad-ldflags`) when the tag's name has characters that would change the flags
 */
export function fillLdflags(ldflags: string, stamp: GitStamp): string {
  return ldflags.replace(PLACEHOLDER, (whole, inner: string) => {
    const field = fieldOf(inner)
    if (field === undefined) throw unknownPlaceholder(whole)
    const value = stamp[field]
    if (/^[\p{L}\p{N}.+_~/:@-]+$/u.test(value)) return value
    throw badLdflags(
      `${whole} is ${JSON.stringify(value)}, which cannot stand in linker flags`,
      'Rename the tag.',
    )
  })
}

function fieldOf(inner: string): keyof GitStamp | undefined {
  const [, name = ''] = /^\s*\.(\w+)\s*$/.exec(inner) ?? []
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
}

function unknownPlaceholder(whole: string): GateError {
  const names = Object.keys(NAMES).map((name) => `{{.${name}}}`)
  return badLdflags(`the placeholder ${whole} is unknown`, `These are known: ${names.join(', ')}.`)
}

function badLdflags(problem: string, hint: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'bad-ldflags',
    fault: 'user',
    message: `Input ldflags: ${problem}.`,
    hint,
  })
}
