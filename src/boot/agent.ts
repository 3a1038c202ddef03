import { createHash, randomBytes } from 'node:crypto'
import * as fs from 'node:fs/promises'
import * as path from 'node:path'
import { agentKey } from '../cache/cache-key.js'
import type { RunCache } from '../cache/run-cache.js'
import { GateError } from '../errors.js'
import { lastLine, runCommand } from '../run-command.js'
import type { GoToolchain } from '../setup/go-toolchain.js'

const BUILD_TIMEOUT_MS = 300_000

/**
 * The agent as a static program for linux/amd64 or arm64, built from its source with the given Go unless the folder or
 * the run's cache already has it. Its name holds the source's hash, the Go version's and the architecture.
 * @param source folder `agent/` of this project
 * @param directory in which built agents are kept
 * @returns absolute path of the program
 * @throws GateError code `agent-build`
 */
export async function loadAgent(
  source: string,
  toolchain: GoToolchain,
  goarch: string,
  directory: string,
  cache: RunCache,
): Promise<string> {
  const name = `agent-${await sourceHash(source, toolchain.version)}-${goarch}`
  const program = path.join(directory, name)
  if (await isExecutable(program)) return program
  await fs.mkdir(directory, { recursive: true })
  const key = agentKey(name)
  const take = (staging: string): Promise<void> => fs.rename(path.join(staging, name), program)
  await cache.restore({ title: 'the agent', key, restoreKeys: [], beside: directory, take })
  if (await isExecutable(program)) return program
  const fresh = `${program}.${randomBytes(4).toString('hex')}`
  const built = await runCommand(
    toolchain.go,
    ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', fresh, '.'],
    {
      timeoutMs: BUILD_TIMEOUT_MS,
      env: agentBuildEnv(goarch),
      cwd: source,
    },
  )
  if (built.code !== 0) {
    await fs.rm(fresh, { force: true })
    throw new GateError({
      stage: 'boot',
      code: 'agent-build',
      fault: 'gate',
      message: `The agent cannot be built with Go ${toolchain.version}: ${lastLine(built)}.`,
      hint: 'Go 1.19 or later is needed for it; choose a newer go-version, or report this.',
    })
  }
  await fs.rename(fresh, program)
  cache.saveLater({ kind: 'file', key, path: program })
  return program
}

function isExecutable(file: string): Promise<boolean> {
  return fs.access(file, fs.constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** The agent needs the standard library only, so nothing of the user's Go settings may touch its build. */
function agentBuildEnv(goarch: string): NodeJS.ProcessEnv {
  const fixed = {
    CGO_ENABLED: '0',
    GOOS: 'linux',
    GOARCH: goarch,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOWORK: 'off',
    GOPROXY: 'off',
  }
  return { ...process.env, ...fixed }
}

async function sourceHash(source: string, goVersion: string): Promise<string> {
  const names = (await fs.readdir(source))
    .filter((name) => /(\.go|^go\.mod)$/.test(name) && !name.endsWith('_test.go'))
    .sort()
  const hash = createHash('sha256').update(goVersion)
  for (const name of names) hash.update(`\0${name}\0`).update(await fs.readFile(path.join(source, name)))
  return hash.digest('hex').slice(0, 16)
}
