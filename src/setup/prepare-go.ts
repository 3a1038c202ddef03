import { readFile } from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import { toolCacheDirectory } from '../cache-directory.js'
import type { GateContext } from '../gate-context.js'
import type { Options } from '../inputs.js'
import type { Log } from '../log.js'
import type { GoToolchain } from './go-toolchain.js'
import { loadGoVersionFile } from './go-version-file.js'
import type { Environment } from './http-proxy.js'
import { setupGo } from './setup-go.js'

export type SetupOptions = Pick<
  Options,
  | 'goVersion'
  | 'goVersionFile'
  | 'checkLatest'
  | 'token'
  | 'architecture'
  | 'goDownloadBaseUrl'
  | 'workingDirectory'
  | 'artifacts'
>

/** Finds or installs the Go for these inputs. A prebuilt artifact asks for no particular Go: it only builds the agent. */
export async function prepareGo(
  options: SetupOptions,
  { log, env, signal, onGo }: Pick<GateContext, 'log' | 'env' | 'signal' | 'onGo'>,
): Promise<GoToolchain> {
  const building = options.artifacts.length === 0
  const directory = building ? options.workingDirectory : os.tmpdir()
  const request = {
    spec: await specOf(options, env, log),
    goModTexts: building ? await loadGoMods(directory, env) : [],
    checkLatest: options.checkLatest,
    // As for actions/setup-go, the input goes before the variable.
    downloadBaseUrl: options.goDownloadBaseUrl || env.GO_DOWNLOAD_BASE_URL || '',
    token: options.token,
    architecture: options.architecture,
    toolCacheDirectory: toolCacheDirectory(env),
    workingDirectory: directory,
    environment: env,
    signal,
  }
  const go = await log.step('Set up Go', () => setupGo(request, log))
  log.info(`Go ${go.version} from ${go.source === 'path' ? 'PATH' : go.source}`)
  if (building) await onGo?.(go)
  return go
}

async function specOf(
  { goVersion, goVersionFile }: SetupOptions,
  env: Environment,
  log: Log,
): Promise<string> {
  if (goVersionFile === '') return goVersion
  if (goVersion === '') return loadGoVersionFile(goVersionFile, env.GOTOOLCHAIN === 'local')
  log.warning('Both go-version and go-version-file are given: go-version counts')
  return goVersion
}

/** The go.mod and the go.work that the go command will read in the folder. */
async function loadGoMods(directory: string, env: Environment): Promise<readonly string[]> {
  const goWork = env.GOWORK
  const texts = [
    await findUpwards(directory, 'go.mod'),
    goWork === 'off' ? null : goWork ? await readText(goWork) : await findUpwards(directory, 'go.work'),
  ]
  return texts.filter((text) => text !== null)
}

/** Text of the nearest file of that name, upwards from the folder. */
async function findUpwards(directory: string, name: string): Promise<string | null> {
  const text = await readText(path.join(directory, name))
  const parent = path.dirname(directory)
  return text ?? (parent === directory ? null : findUpwards(parent, name))
}

function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}
