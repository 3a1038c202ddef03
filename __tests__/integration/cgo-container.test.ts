import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type PrivateDocker, startPrivateDocker } from './private-docker.js'
import { runGateFor } from './run-gate.js'
import { importCompiler } from './stand-in-image.js'

jest.setTimeout(300_000)

/** Stands in for CentOS 7: gcc is there under another name only, and yum puts it under its own. */
const BASE = 'localhost/stand-in:base'
const YUM = `#!/bin/sh
echo run >> /var/log/yum-runs
case "$(cat /etc/yum.repos.d/legacy-kernel-gate.repo)" in *vault.centos.org*) ;; *) echo "Error: no repositories"; exit 1 ;; esac
for word in "$@"; do
  case "$word" in
    gcc) ln -sf gcc-12 /usr/bin/gcc ;;
    marker-devel) mkdir -p /usr/include/marker && echo '#define MARKER "only in the image"' > /usr/include/marker/marker.h ;;
    nope-devel) echo "No package nope-devel available." ;;
    broken) echo "Error downloading packages:"; echo "  x: [Errno 256] No more mirrors to try."; exit 1 ;;
  esac
done
echo Complete!
`
const PROGRAM = `package main

// #include <marker/marker.h>
// #include <gnu/libc-version.h>
// static const char *marker(void) { return MARKER; }
import "C"

func main() { println(C.GoString(C.marker()), C.GoString(C.gnu_get_libc_version())) }
`

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lkg cgo '))
let docker: PrivateDocker
beforeAll(async () => {
  fs.chmodSync(directory, 0o755)
  docker = await startPrivateDocker()
  process.env.DOCKER_HOST = docker.host
  // The cache of the build in the container goes there; Go's own on this machine stays.
  process.env.GOCACHE = spawnSync('go', ['env', 'GOCACHE'], {
    env: process.env,
    encoding: 'utf8',
  }).stdout.trim()
  process.env.XDG_CACHE_HOME = path.join(directory, 'cache')
  importCompiler('docker', BASE, directory, process.env, (root) => {
    fs.writeFileSync(path.join(root, 'usr/bin/yum'), YUM, { mode: 0o755 })
    for (const folder of ['etc/yum.repos.d', 'var/log'])
      fs.mkdirSync(path.join(root, folder), { recursive: true })
  })
})
afterAll(async () => {
  await docker?.stop()
  for (const name of ['DOCKER_HOST', 'XDG_CACHE_HOME', 'GOCACHE']) delete process.env[name]
  fs.rmSync(directory, { recursive: true, force: true })
})

function app(main: string): string {
  const folder = fs.mkdtempSync(path.join(directory, 'app '))
  fs.chmodSync(folder, 0o755)
  fs.writeFileSync(path.join(folder, 'go.mod'), 'module example.com/app\n\ngo 1.20\n')
  fs.writeFileSync(path.join(folder, 'main.go'), main)
  return folder
}

const images = () =>
  spawnSync('docker', ['images', '--quiet', 'localhost/legacy-kernel-gate-cgo'], {
    env: process.env,
    encoding: 'utf8',
  })
    .stdout.split('\n')
    .filter(Boolean)
const containers = () => spawnSync('docker', ['ps', '-aq'], { env: process.env, encoding: 'utf8' }).stdout

const cgo = (folder: string, packages = 'marker-devel') => ({
  ...{ engine: 'docker', image: BASE, cgo: 'container', 'cgo-packages': packages },
  ...{ 'working-directory': folder, ready: 'exit' },
})

describe('cgo: container', () => {
  it('builds with the compiler and the C library of the image, and what comes out is judged', async () => {
    const output = path.join(directory, 'dist', 'agent')
    const { only, findings } = await runGateFor({ ...cgo(app(PROGRAM)), output })
    expect(only.path).toBe(output)
    expect(only.inspection?.go?.settings).toMatchObject({ CGO_ENABLED: '1', '-tags': 'netgo,osusergo' })
    expect(only.inspection?.elf.needed).toContain('libc.so.6')
    // The stand-in's glibc is not EL7's.
    expect(findings).toEqual(expect.arrayContaining(['glibc-too-new error', 'cgo-enabled warning']))
    expect(only.boot?.stderr).toMatch(/^only in the image 2\.\d+$/m)
    expect(only.build?.constraints).toEqual({ wrong: [], trouble: null })
    expect(fs.readFileSync(output).includes('only in the image')).toBe(true)
  })

  it('makes the image once', async () => {
    const before = images()
    expect(before).toHaveLength(1)
    await runGateFor(cgo(app(PROGRAM)))
    expect(images()).toEqual(before)
  })

  it('takes an image that has a compiler as it is', async () => {
    const { only } = await runGateFor({
      ...{ engine: 'docker', image: BASE, cgo: 'container', 'build-image': images()[0] ?? '' },
      ...{ 'working-directory': app(PROGRAM), ready: 'exit' },
    })
    expect(only.boot?.stderr).toContain('only in the image')
    expect(images()).toHaveLength(1)
  })

  it.each([
    ['an image without gcc', { 'build-image': BASE }, /no-c-compiler|has no gcc/],
    [
      'an image that is not there',
      { 'build-image': 'localhost/nope:1' },
      /no image to build in. localhost\/nope:1/,
    ],
    ['a package that is not there', { 'cgo-packages': 'nope-devel' }, /CentOS 7.9 has no package nope-devel/],
    ['yum fails', { 'cgo-packages': 'broken' }, /yum says: .*Error/],
    ['another processor', { goarch: 'arm64' }, /builds for this machine \(amd64\) only, not for arm64/],
  ])('%s: a sentence', async (_, inputs, message) => {
    const raw = { ...cgo(app(PROGRAM), ''), ...inputs }
    await expect(runGateFor(raw)).rejects.toThrow(message)
    expect(containers()).toBe('')
  })

  it('a C error is shown at its place', async () => {
    const folder = app('package main\n\n// #include <marker/none.h>\nimport "C"\n\nfunc main() { C.f() }\n')
    await expect(runGateFor(cgo(folder))).rejects.toThrow(/main\.go:3: .*marker\/none\.h.*cgo-packages/s)
    expect(containers()).toBe('')
  })

  it('without an engine there is a sentence', async () => {
    process.env.DOCKER_HOST = 'unix:///nowhere.sock'
    try {
      const raw = { ...cgo(app(PROGRAM)), engine: 'docker' }
      await expect(runGateFor(raw)).rejects.toThrow(
        /cgo: container needs Docker or Podman: docker does not answer/,
      )
    } finally {
      process.env.DOCKER_HOST = docker.host
    }
  })
})
