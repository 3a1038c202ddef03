import * as path from 'node:path'
import { GateError } from '../errors.js'

/** Tags that keep the C library out of name and user look-ups. */
export const REQUIRED_TAGS = ['netgo', 'osusergo'] as const

export interface BuildOptions {
  readonly workingDirectory: string
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly buildFlags: readonly string[]
}

/** One `go build`: an argument array for one main package. */
export interface BuildStep {
  readonly package: string
  /** Absolute path of the program that it makes. */
  readonly output: string
  readonly args: readonly string[]
}

/** Flags that this stage sets itself, or that run other programs in the build. */
const REFUSED_FLAGS = ['o', 'C', 'tags', 'ldflags', 'toolexec', 'overlay', 'buildmode', 'n']

/**
 * Plans one `go build` a package: trimmed paths, netgo and osusergo plus the user's tags, stripped, then the user's
 * own linker and build flags. Outputs lie in folders of their own when two packages share a name.
 * @param packages import paths of main packages
 * @throws GateError code `bad-build-flag`
 */
export function planBuilds(
  packages: readonly string[],
  options: BuildOptions,
  outputDirectory: string,
): readonly BuildStep[] {
  for (const flag of options.buildFlags) rejectRefused(flag)
  const tags = [...new Set([...REQUIRED_TAGS, ...options.tags])].join(',')
  const ldflags = `-s -w ${options.ldflags}`.trim()
  const names = packages.map((name) => path.posix.basename(name))
  return packages.map((name, i) => {
    const own = names[i] ?? 'program'
    const shared = names.filter((other) => other === own).length > 1
    const output = path.join(outputDirectory, shared ? `${i + 1}` : '', own)
    const args = [
      'build',
      '-trimpath',
      '-tags',
      tags,
      '-ldflags',
      ldflags,
      ...options.buildFlags,
      '-o',
      output,
      name,
    ]
    return { package: name, output, args }
  })
}

function rejectRefused(flag: string): void {
  const name = /^--?([A-Za-z]+)(=|$)/.exec(flag)?.[1]
  if (name === undefined || !REFUSED_FLAGS.includes(name)) return
  throw new GateError({
    stage: 'build',
    code: 'bad-build-flag',
    fault: 'user',
    message: `Input build-flags: -${name} cannot be given here.`,
    hint: 'The gate chooses output, mode and tools of the build itself; use the inputs tags, ldflags and working-directory.',
  })
}

/** Variables of the runner that no compiler needs and that a build script could leak. */
const SECRET =
  /^(ACTIONS_|INPUT_|GITHUB_TOKEN$|GH_TOKEN$|RUNNER_TRACKING_ID$|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)$)/

/**
 * The environment of `go build`: the caller's without the runner's secrets, for Linux, without cgo unless the user
 * says otherwise, and never with a toolchain that Go would download by itself.
 */
export function buildEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !SECRET.test(name))
  return { ...Object.fromEntries(kept), CGO_ENABLED: '0', GOOS: 'linux', GOTOOLCHAIN: 'local', ...own }
}
