import { copyFile, mkdir, rm } from 'node:fs/promises'
import * as path from 'node:path'
import * as semver from 'semver'
import { messageOf } from '../errors.js'
import { renderInert } from '../inert.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { parseGoVersion } from '../setup/go-version.js'
import type { Artifact } from './artifact.js'
import { BuildError } from './build-error.js'
import { buildTags, goBuildFlags } from './build-flags.js'
import { buildHint, tellingLine } from './build-hints.js'
import { type BuildStep, type MainPackage, planBuilds } from './build-plan.js'
import { parseCompileErrors } from './compile-errors.js'
import { openContainerGo } from './container-go.js'
import { loadGitStamp } from './git-stamp.js'
import {
  type BuildContext,
  type BuildOptions,
  type GoCommand,
  type GoOutcome,
  prepareGoCommand,
  renderCommand,
  runGo,
  streamGo,
} from './go-command.js'
import { fillLdflags, hasPlaceholders } from './ldflags-template.js'
import { loadArtifact } from './load-artifact.js'
import { listMainPackages } from './main-packages.js'
import { badOutput, checkOverwrite, chooseOutput } from './output-place.js'
import { openPrivateModules } from './private-modules.js'
import type { SourceAccount } from './source-account.js'
import { listSources, surveySources } from './survey.js'

export { BuildError } from './build-error.js'

/** A program and what its source says of its build. */
export interface BuiltProgram {
  readonly artifact: Artifact
  readonly source: SourceAccount
}

/**
 * Builds every main package that was asked for.
 * @throws BuildError (code `build-failed`); GateError (codes `bad-build-flag`, `bad-build-env`, `bad-ldflags`,
 * `bad-output`, `no-package`, … and those of openContainerGo)
 */
export async function buildArtifacts(
  options: BuildOptions,
  toolchain: GoToolchain,
  context: BuildContext,
): Promise<readonly BuiltProgram[]> {
  const prepared = await prepareGoCommand(options, toolchain, context)
  const access = await openPrivateModules(options, prepared.environment, context.temporaryDirectory)
  const command = { ...prepared, environment: { ...prepared.environment, ...access.variables } }
  try {
    return await buildAll(options, toolchain, context, command)
  } finally {
    await access.remove()
  }
}

async function buildAll(
  options: BuildOptions,
  toolchain: GoToolchain,
  context: BuildContext,
  command: GoCommand,
): Promise<readonly BuiltProgram[]> {
  const workspace = context.env.GITHUB_WORKSPACE || command.directory
  const goflags = (await runGo(command, ['env', 'GOFLAGS'])).stdout.trim()
  const ldflags = await filledLdflags(options.ldflags, command)
  const flags = goBuildFlags({ ...options, ldflags }, goflags)
  const listFlags = [...flags, ...unstamped(toolchain)]
  const packages = await listMainPackages(command, options.packages, listFlags, workspace)
  const request = {
    lister: command,
    builder: command,
    packages,
    flags: listFlags,
    workspace,
    tags: buildTags(options.tags, goflags),
  }
  const listing = await listSources(request)
  const place = await chooseOutput(options.output, packages.length, context.reportDirectory)
  const steps = planBuilds(packages, flags, place)
  for (const { output } of steps) await makeRoom(output, options.output !== '')
  const container =
    options.cgo === 'container'
      ? await openContainerGo({ options, toolchain, outside: command, listing, workspace, context })
      : null
  try {
    const builder = container?.command ?? command
    const inside =
      container && planBuilds(packages, flags, { kind: 'folder', path: container.outputDirectory })
    for (const [i, step] of steps.entries()) {
      const made = inside?.[i] ?? step
      await context.log.step(renderInert(`Build ${step.main.importPath}`), () =>
        buildOne(made, builder, workspace, context),
      )
      if (made !== step) await copyFile(made.output, step.output)
    }
    const accounts = await surveySources({ ...request, builder }, listing)
    return await Promise.all(
      steps.map(({ main, output }) => {
        const source = accounts.get(main)
        if (source === undefined) throw new Error(`nothing is known of the source of ${main.importPath}`)
        return loadProgram(main, output, source)
      }),
    )
  } finally {
    await container?.close()
  }
}

async function loadProgram(main: MainPackage, output: string, source: SourceAccount): Promise<BuiltProgram> {
  return { artifact: await loadArtifact(output, main.importPath), source }
}

async function filledLdflags(
  ldflags: string,
  { directory, environment, signal }: GoCommand,
): Promise<string> {
  if (!hasPlaceholders(ldflags)) return ldflags
  return fillLdflags(ldflags, await loadGitStamp(directory, environment, signal))
}

/** go build refuses to write over a file that it did not make, and what it cannot make anew must not stay. */
async function makeRoom(output: string, chosen: boolean): Promise<void> {
  if (chosen) await checkOverwrite(output)
  await mkdir(path.dirname(output), { recursive: true }).catch((error: unknown) => {
    throw badOutput(`${path.dirname(output)} cannot be made (${messageOf(error)})`, 'Give another path.')
  })
  await rm(output, { force: true })
}

/** Listing needs no version control, and would fail where git does not answer. Go knows the flag since 1.18. */
function unstamped({ version }: GoToolchain): readonly string[] {
  const semantic = parseGoVersion(version)
  return semantic !== null && semver.lt(semantic, '1.18.0-0') ? [] : ['-buildvcs=false']
}

async function buildOne(
  step: BuildStep,
  command: GoCommand,
  workspace: string,
  { log }: BuildContext,
): Promise<void> {
  const { code, output } = await runBuild(step, command, { log })
  if (code === 0) return
  const errors = parseCompileErrors(output, command.directory, workspace)
  const place = errors[0]
  const what = place ? `${place.file}:${place.line}: ${place.message}` : tellingLine(output)
  throw new BuildError(
    {
      stage: 'build',
      code: 'build-failed',
      fault: 'user',
      message: `go build ${step.main.importPath} failed: ${what}.`,
      hint: buildHint(output),
    },
    errors,
  )
}

/**
 * Builds once more without the version control stamp when git does not answer for this checkout, as in a container
 * job whose user does not own it. The stamp changes nothing that the gate judges.
 */
async function runBuild(
  step: BuildStep,
  command: GoCommand,
  { log }: Pick<BuildContext, 'log'>,
): Promise<GoOutcome> {
  const build = (args: readonly string[]): Promise<GoOutcome> =>
    log.group(renderCommand(args), (write) => streamGo(command, args, write))
  const result = await build(step.args)
  const stamped = step.args.some((flag) => flag.startsWith('-buildvcs'))
  if (result.code === 0 || stamped || !/error obtaining VCS status/.test(result.output)) return result
  log.warning(
    renderInert(
      `git does not answer for this checkout (${tellingLine(result.output)}); building with -buildvcs=false`,
    ),
  )
  const [verb = 'build', ...rest] = step.args
  return build([verb, '-buildvcs=false', ...rest])
}
