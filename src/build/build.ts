import { mkdir, rm } from 'node:fs/promises'
import * as path from 'node:path'
import * as semver from 'semver'
import { renderInert } from '../inert.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { parseGoVersion } from '../setup/go-version.js'
import type { Artifact } from './artifact.js'
import { BuildError } from './build-error.js'
import { goBuildFlags } from './build-flags.js'
import { buildHint, tellingLine } from './build-hints.js'
import { type BuildStep, planBuilds } from './build-plan.js'
import { parseCompileErrors } from './compile-errors.js'
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
import { loadArtifact } from './load-artifact.js'
import { listMainPackages } from './main-packages.js'

export { BuildError } from './build-error.js'

/**
 * Builds every main package that was asked for, below the report directory.
 * @throws BuildError (code `build-failed`); GateError (codes `bad-build-flag`, `bad-build-env`, `no-package`, …)
 */
export async function buildArtifacts(
  options: BuildOptions,
  toolchain: GoToolchain,
  context: BuildContext,
): Promise<readonly Artifact[]> {
  const command = await prepareGoCommand(options, toolchain, context)
  const workspace = context.env.GITHUB_WORKSPACE || command.directory
  const goflags = await runGo(command, ['env', 'GOFLAGS'])
  const flags = goBuildFlags(options, goflags.stdout.trim())
  const listFlags = [...flags, ...unstamped(toolchain)]
  const packages = await listMainPackages(command, options.packages, listFlags, workspace)
  const artifacts: Artifact[] = []
  for (const step of planBuilds(packages, flags, path.join(context.reportDirectory, 'artifacts'))) {
    await context.log.step(renderInert(`Build ${step.package}`), () =>
      buildOne(step, command, workspace, context),
    )
    artifacts.push(await loadArtifact(step.output, step.package))
  }
  return artifacts
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
  await mkdir(path.dirname(step.output), { recursive: true })
  // go build refuses to write over a file that it did not make.
  await rm(step.output, { force: true })
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
      message: `go build ${step.package} failed: ${what}.`,
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
