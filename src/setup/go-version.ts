import * as semver from 'semver'

/**
 * The semantic version of a Go version string: `go1.26.8`, `1.26`, `1.27rc1`, also with what a vendor appends
 * (`go1.26.8 X:nodwarf5`, `go1.22.1-custom`). Null for anything else, as a development build.
 *
 * The shape is that of actions/setup-go's tool cache: `1.26` is `1.26.0`, `1.27rc1` is `1.27.0-rc.1`.
 * Format: https://go.dev/doc/toolchain#version.
 */
export function parseGoVersion(text: string): string | null {
  const match = /^(?:go)?(\d+)\.(\d+)(?:\.(\d+))?(?:(beta|rc)(\d+))?(?:$|[\s+-])/.exec(text.trim())
  if (!match) return null
  const [, major, minor, patch = '0', label, serial] = match
  return semver.valid(`${major}.${minor}.${patch}${label ? `-${label}.${serial}` : ''}`)
}

/**
 * What Go calls a semantic version: `1.26.8`, `1.27rc1`. Releases before 1.21 had no `.0`: `1.20.0` is `1.20`.
 */
export function renderGoVersion(version: string): string {
  const { major, minor, patch, prerelease } = new semver.SemVer(version)
  const suffix = prerelease.join('')
  const bare = patch === 0 && (suffix !== '' || (major === 1 && minor < 21))
  return `${major}.${minor}${bare ? '' : `.${patch}`}${suffix}`
}

/** The newest version; a release goes before any pre-release. */
export function newestVersion(versions: readonly string[]): string | null {
  const releases = versions.filter((version) => semver.prerelease(version) === null)
  const [newest] = semver.rsort([...(releases.length > 0 ? releases : versions)])
  return newest ?? null
}
