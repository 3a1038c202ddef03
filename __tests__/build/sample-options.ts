import type { BuildOptions } from '../../src/build/go-command.js'

/** Every input of a build at its default. */
export function sampleBuildOptions(
  workingDirectory: string,
  change: Partial<BuildOptions> = {},
): BuildOptions {
  return {
    workingDirectory,
    packages: ['.'],
    tags: [],
    ldflags: '',
    buildFlags: [],
    buildEnv: {},
    buildTimeoutMs: 120_000,
    goarch: '',
    goamd64: '',
    output: '',
    cgo: 'off',
    cgoPackages: [],
    buildImage: '',
    image: '',
    engine: 'auto',
    goprivate: '',
    privateHosts: [],
    ...change,
  }
}
