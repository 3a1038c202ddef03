import { GateError } from '../errors.js'
import type { Options } from '../inputs.js'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * What the runner hands to the action itself: its tokens, the inputs, and the files through which a step changes the
 * job. No compiler needs them. Everything else stays: PATH, HOME, proxies, certificates, GOPROXY, GOPRIVATE, GOAUTH.
 * RUNNER_TRACKING_ID stays as well: by it the runner ends what a step leaves running.
 * A token for private modules that is not in git's or Go's settings can go in the input build-env.
 */
const RUNNER_ONLY = /^(ACTIONS_.*|INPUT_.*|GITHUB_TOKEN|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/

/** The variables that a build may see. */
export function buildEnvironment(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !RUNNER_ONLY.test(name)))
}

/** What the inputs say of the environment of the go command. */
export type EnvironmentOptions = Pick<Options, 'buildEnv' | 'goarch' | 'goamd64' | 'cgo'>

/**
 * The environment of the go command: for Linux, without cgo unless the user says otherwise, and with the toolchain
 * that setup chose and no other. An architecture that the job sets (GOARCH, GOAMD64) stays unless an input names one.
 * @throws GateError (code `bad-build-env`) when build-env names what the gate or another input decides
 */
export function goEnvironment(
  environment: Environment,
  { buildEnv, goarch, goamd64, cgo }: EnvironmentOptions,
  goroot: string,
): Environment {
  const fixed: Environment = {
    GOOS: 'linux',
    GOTOOLCHAIN: 'local',
    GOROOT: goroot,
    ...(goarch === '' ? {} : { GOARCH: goarch }),
    ...(goamd64 === '' ? {} : { GOAMD64: goamd64 }),
    ...(cgo === 'container' ? { CGO_ENABLED: '1' } : {}),
  }
  const taken = Object.entries(buildEnv).find(([name, value]) => name in fixed && fixed[name] !== value)
  if (taken) {
    throw new GateError({
      stage: 'build',
      code: 'bad-build-env',
      fault: 'user',
      message: `Input build-env: ${taken[0]}=${taken[1]} cannot be given, the gate builds with ${taken[0]}=${fixed[taken[0]]}.`,
      hint: 'Choose the toolchain with the input go-version, the processor with goarch and goamd64; artifacts are always built for Linux.',
    })
  }
  return { ...buildEnvironment(environment), CGO_ENABLED: '0', ...buildEnv, ...fixed }
}
