import { readFile } from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import { toolCacheDirectory } from '../cache-directory.js'
import type { GateContext } from '../gate-context.js'
import type { Options } from '../inputs.js'
import type { GoToolchain } from './go-toolchain.js'
import { setupGo } from './setup-go.js'

/** Finds or installs the Go for these inputs. A prebuilt artifact asks for no particular Go: it only builds the agent. */
export async function prepareGo(options: Options, { log, env, signal }: GateContext): Promise<GoToolchain> {
  const building = options.artifacts.length === 0
  const request = {
    spec: options.goVersion,
    goModText: building ? await findGoMod(options.workingDirectory) : null,
    downloadBaseUrl: options.goDownloadBaseUrl,
    arch: process.arch,
    toolCacheDirectory: toolCacheDirectory(env),
    workingDirectory: building ? options.workingDirectory : os.tmpdir(),
    environment: env,
    signal,
  }
  const go = await log.step('Set up Go', () => setupGo(request, log))
  log.info(`Go ${go.version} from ${go.source === 'path' ? 'PATH' : go.source}`)
  return go
}

/** Text of the nearest go.mod, upwards from the folder. */
async function findGoMod(directory: string): Promise<string | null> {
  const text = await readFile(path.join(directory, 'go.mod'), 'utf8').catch(() => null)
  const parent = path.dirname(directory)
  return text ?? (parent === directory ? null : findGoMod(parent))
}
