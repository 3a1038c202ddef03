import { mkdir } from 'node:fs/promises'
import * as path from 'node:path'
import { getExecOutput } from '@actions/exec'
import { GateError, messageOf } from '../errors.js'
import type { GateContext } from '../gate-context.js'
import type { Options } from '../inputs.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import type { Artifact } from './artifact.js'
import { type BuildStep, buildEnvironment, planBuilds } from './build-plan.js'
import { type CompileError, parseCompileErrors } from './compile-errors.js'
import { loadArtifact } from './load-artifact.js'

/** A failed `go build`, with what can be shown at its place in the source. */
export class BuildError extends GateError {
  readonly compileErrors: readonly CompileError[]

  constructor(fields: ConstructorParameters<typeof GateError>[0], compileErrors: readonly CompileError[]) {
    super(fields)
    this.compileErrors = compileErrors
  }
}

/**
 * Builds every main package that was asked for.
 * @throws BuildError code `build-failed`; GateError code `no-package`
 */
export async function buildArtifacts(
  options: Options,
  go: GoToolchain,
  context: GateContext,
): Promise<readonly Artifact[]> {
  const outputDirectory = path.join(context.reportDirectory, 'artifacts')
  const packages = await listMainPackages(options, go, context)
  const artifacts: Artifact[] = []
  for (const step of planBuilds(packages, options, outputDirectory)) {
    await mkdir(path.dirname(step.output), { recursive: true })
    await context.log.step(`Build ${step.package}`, () => buildOne(step, options, go, context))
    artifacts.push(await loadArtifact(step.output, step.package))
  }
  return artifacts
}

async function buildOne(
  step: BuildStep,
  options: Options,
  go: GoToolchain,
  context: GateContext,
): Promise<void> {
  const { code, output } = await runGo(go, step.args, options, context)
  if (output.trim() !== '') context.log.group(`go ${step.args.join(' ')}`, output)
  if (code === 0) return
  const root = context.env.GITHUB_WORKSPACE || options.workingDirectory
  const errors = parseCompileErrors(output, options.workingDirectory, root)
  const first = errors[0]
  const what = first ? `${first.file}:${first.line}: ${first.message}` : lastLine(output)
  const hint = /error obtaining VCS status/.test(output)
    ? 'Say build-flags: -buildvcs=false, or make the checkout a safe.directory of git.'
    : 'Correct the source; the whole output of go build is in the log.'
  throw new BuildError(
    {
      stage: 'build',
      code: 'build-failed',
      fault: 'user',
      message: `go build ${step.package} failed: ${what}.`,
      hint,
    },
    errors,
  )
}

/** Import paths of the main packages that the patterns name. */
async function listMainPackages(
  options: Options,
  go: GoToolchain,
  context: GateContext,
): Promise<readonly string[]> {
  const tags = ['-tags', planTags(options)]
  const args = ['list', ...tags, '-f', '{{.Name}} {{.ImportPath}}', ...options.packages]
  const { code, output, stdout } = await runGo(go, args, options, context)
  if (code !== 0) {
    throw noPackage(
      `package ${options.packages.join(' ')} cannot be found in ${options.workingDirectory}: ${lastLine(output)}`,
    )
  }
  const found = stdout.split('\n').flatMap((line) => /^main (.+)$/.exec(line)?.[1] ?? [])
  if (found.length === 0) {
    throw noPackage(`${options.packages.join(' ')} in ${options.workingDirectory} holds no main package`)
  }
  return found
}

function planTags(options: Options): string {
  return planBuilds(['x'], options, '/')[0]?.args[3] ?? ''
}

async function runGo(go: GoToolchain, args: readonly string[], options: Options, context: GateContext) {
  let output = ''
  const keep = (data: Buffer) => {
    output += data.toString('utf8')
  }
  try {
    const { exitCode, stdout } = await getExecOutput(go.go, [...args], {
      cwd: options.workingDirectory,
      env: definedOnly(buildEnvironment(context.env, options.buildEnv)),
      silent: true,
      ignoreReturnCode: true,
      listeners: { stdout: keep, stderr: keep },
    })
    return { code: exitCode, stdout, output }
  } catch (error) {
    throw noPackage(`go cannot run in ${options.workingDirectory}: ${messageOf(error)}`)
  }
}

function definedOnly(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return (lines.at(-1) ?? 'it said nothing').trim().replace(/\.$/, '')
}

function noPackage(problem: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'no-package',
    fault: 'user',
    message: `Input package: ${problem}.`,
    hint: 'Name a main package (package) below the module folder (working-directory).',
  })
}
