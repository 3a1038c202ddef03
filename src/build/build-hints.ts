/** What go says, and what to do about it; the first that fits counts. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/requires go >= /, 'Set go-version to a version that go.mod accepts.'],
  [
    /error obtaining VCS status/,
    'Add -buildvcs=false to build-flags, or let git trust the checkout: git config --global --add safe.directory DIR.',
  ],
  [/missing go\.sum entry|updates to go\.mod needed/, 'Run go mod tidy and commit go.mod and go.sum.'],
  [/go work vendor/, 'Run go work vendor and commit the vendor folder.'],
  [/inconsistent vendoring/, 'Run go mod vendor and commit the vendor folder.'],
  [
    /fatal error: \S+: No such file or directory/,
    'Install what the C header belongs to: with cgo: container by cgo-packages, or in the image of build-image.',
  ],
  [
    /could not read Username|terminal prompts disabled|Authentication failed|Permission denied \(publickey\)|40[13] |410 Gone/,
    'A private module needs the inputs goprivate and private-token, or GOPRIVATE and credentials for git before this step.',
  ],
  [
    /dial tcp|i\/o timeout|no such host|connection refused|TLS handshake timeout|proxyconnect/,
    'Modules could not be downloaded: check GOPROXY and the network, or vendor them.',
  ],
  [
    /no required module provides package|is not in std/,
    'Correct the import, or run go mod tidy and commit go.mod and go.sum.',
  ],
  [
    /C compiler .* not found|cgo: C compiler|exec: "(gcc|cc|clang)"/,
    'Build with cgo: container, or install a C compiler before this step, or leave CGO_ENABLED=1 out of build-env.',
  ],
  [
    /build constraints exclude all Go files/,
    'Check the input tags; a package that is all cgo needs cgo: container, or CGO_ENABLED=1 in build-env.',
  ],
  [/no space left on device/, 'Make room on the disk.'],
  [/signal: killed/, 'The compiler was killed, probably for want of memory: use a bigger runner.'],
]

/** What to do about a failed go command, by what it printed. */
export function buildHint(output: string): string {
  const known = HINTS.find(([pattern]) => pattern.test(output))
  return known?.[1] ?? 'Correct what go build reports; its whole output is in the log.'
}

/** The line of go's output that says most: the first that is no header, download note or blank. */
export function tellingLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  const telling = lines.filter(
    (line) => line !== '' && !/^(#|go: (downloading|finding|extracting) )/.test(line),
  )
  return (telling[0] ?? 'it said nothing').replace(/[.:]$/, '').slice(0, 500)
}
