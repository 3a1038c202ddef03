import { writeFile } from 'node:fs/promises'
import * as path from 'node:path'
import { type ContainerClient, imageId } from '../container-client.js'
import { CONTAINER_LABEL } from '../container-label.js'
import { GateError } from '../errors.js'
import { DEFAULT_IMAGES } from '../input-table.js'
import type { Options } from '../inputs.js'
import type { Log } from '../log.js'
import { type CommandResult, lastLine } from '../run-command.js'
import { type CgoRecipe, cgoRecipe, missingPackages } from './cgo-recipe.js'
import { ensureBuildImage } from './container-engine.js'

const YUM_TIMEOUT_MS = 1_200_000
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

export interface ImageRequest {
  readonly options: Pick<Options, 'buildImage' | 'image' | 'cgoPackages'>
  readonly architecture: 'amd64' | 'arm64'
  /** Absolute; exists. */
  readonly temporaryDirectory: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
}

/**
 * The id of an image with a C compiler: the one that was named, or CentOS 7 with gcc, which is made once and kept.
 * @throws GateError (codes `no-build-image`, `cgo-image-failed`)
 */
export async function openCgoImage(engine: ContainerClient, request: ImageRequest): Promise<string> {
  const { options, architecture, log } = request
  if (options.buildImage !== '') return ensureBuildImage(engine, [options.buildImage], log)
  const base = await ensureBuildImage(engine, options.image === '' ? DEFAULT_IMAGES : [options.image], log)
  const recipe = cgoRecipe(base, options.cgoPackages, architecture)
  const kept = await imageId(engine, recipe.tag)
  if (kept !== null) return kept
  return log.step('Install gcc in the CentOS 7 image', () => makeImage(engine, base, recipe, request))
}

async function makeImage(
  engine: ContainerClient,
  base: string,
  recipe: CgoRecipe,
  { temporaryDirectory, env }: ImageRequest,
): Promise<string> {
  const file = path.join(temporaryDirectory, 'legacy-kernel-gate.repo')
  await writeFile(file, recipe.repositories)
  const runId = path.basename(temporaryDirectory)
  const name = `${runId}-cgo-image`
  const proxies = PROXY_VARIABLES.filter((variable) => env[variable])
  try {
    const installed = await engine.run(
      [
        ...['run', `--name=${name}`, `--label=${CONTAINER_LABEL}=${runId}`, '--pull=never', '--user=0:0'],
        // By name: the address of a proxy can hold a password.
        ...proxies.map((variable) => `--env=${variable}`),
        `--mount=type=bind,source=${file},destination=/etc/yum.repos.d/legacy-kernel-gate.repo,readonly`,
        ...['--security-opt=label=disable', '--entrypoint=yum', base, ...recipe.yumArgs],
      ],
      YUM_TIMEOUT_MS,
    )
    if (installed.code !== 0 || missingPackages(installed.output).length > 0) throw yumFailed(installed)
    const committed = await engine.run(['commit', name, recipe.tag], YUM_TIMEOUT_MS)
    const id = committed.code === 0 ? await imageId(engine, recipe.tag) : null
    if (id === null) throw imageFailed(`it could not be kept (${lastLine(committed)})`)
    return id
  } finally {
    await engine.run(['rm', '--force', name]).catch(() => undefined)
  }
}

function yumFailed(result: CommandResult): GateError {
  const missing = missingPackages(result.output)
  if (missing.length > 0) return imageFailed(`CentOS 7.9 has no package ${missing.join(', ')}`)
  return imageFailed(`yum says: ${yumError(result)}`)
}

/** yum explains an error in lines before its last one, which only names a bug tracker. */
function yumError(result: CommandResult): string {
  const telling = result.output
    .split('\n')
    .find((line) => /^(Error|.*\[Errno|.*Could not|.*not found)/i.test(line))
  return telling?.trim().replace(/\.$/, '').slice(0, 300) ?? lastLine(result)
}

function imageFailed(reason: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'cgo-image-failed',
    fault: 'user',
    message: `gcc could not be installed in the CentOS 7 image: ${reason}.`,
    hint: 'Check that vault.centos.org can be reached and the names in cgo-packages, or name an image that has gcc in build-image.',
  })
}
