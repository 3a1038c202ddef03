import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { type BuiltProgram, buildArtifacts } from '../../src/build/build.js'
import type { BuildOptions } from '../../src/build/go-command.js'
import type { GoToolchain } from '../../src/setup/go-toolchain.js'
import { recordingLog } from '../setup/recording-log.js'
import { sampleBuildOptions } from './sample-options.js'

export const MAIN = 'package main\n\nfunc main() { println("hello") }\n'

const [goroot = '', version = ''] = execFileSync('go', ['env', 'GOROOT', 'GOVERSION'], {
  encoding: 'utf8',
  env: process.env,
}).split('\n')

/** The Go on PATH. */
export const TOOLCHAIN: GoToolchain = {
  version: version.replace('go', ''),
  go: path.join(goroot, 'bin/go'),
  goroot,
  source: 'path',
}

export interface GoFixture {
  /** Absolute. */
  readonly root: string
  /** A new folder with these files. */
  folder(files: Readonly<Record<string, string>>): string
  build(
    directory: string,
    change?: Partial<BuildOptions>,
    environment?: Readonly<Record<string, string>>,
  ): Promise<readonly BuiltProgram[]>
  /** What builds have logged. */
  readonly lines: readonly string[]
  remove(): void
}

/** Folders of a test's own in which Go builds, without settings of the machine and without downloads. */
export function goFixture(): GoFixture {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lkg build '))
  // As RUNNER_TEMP is: an engine's user passes through it.
  fs.chmodSync(root, 0o755)
  const log = recordingLog()
  let folders = 0
  const next = (name: string): string => path.join(root, `${name}-${++folders}`)
  return {
    root,
    lines: log.lines,
    folder: (files) => {
      const directory = next('folder')
      writeFiles(directory, files)
      return directory
    },
    build: (directory, change = {}, environment = {}) => {
      const [reportDirectory, temporaryDirectory] = [next('report'), next('temporary')]
      fs.mkdirSync(temporaryDirectory)
      const env = { ...process.env, GOENV: 'off', GOFLAGS: '', GOPROXY: 'off', GITHUB_WORKSPACE: root }
      const signal = new AbortController().signal
      return buildArtifacts(sampleBuildOptions(directory, change), TOOLCHAIN, {
        ...{ log, env: { ...env, ...environment }, signal },
        ...{ reportDirectory, temporaryDirectory },
      })
    },
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  }
}

export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true })
    fs.writeFileSync(path.join(directory, name), text)
  }
}
