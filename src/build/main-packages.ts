import { readdir } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError } from '../errors.js'
import { BuildError } from './build-error.js'
import { buildHint, tellingLine } from './build-hints.js'
import type { MainPackage } from './build-plan.js'
import { parseCompileErrors } from './compile-errors.js'
import { type GoCommand, runGo } from './go-command.js'
import { groupPatterns, LIST_FORMAT, type ListedPackage, parseGoList } from './go-list.js'

/**
 * The main packages that the patterns name, each once. A pattern with `...` passes over other packages; a package
 * that is named and is no program is an error.
 * @param flags see goBuildFlags: they decide which files count
 * @throws BuildError when go cannot read the packages; GateError (codes `no-module`, `no-package`)
 */
export async function listMainPackages(
  command: GoCommand,
  patterns: readonly string[],
  flags: readonly string[],
  workspace: string,
): Promise<readonly MainPackage[]> {
  const found = new Map<string, MainPackage>()
  for (const group of groupPatterns(patterns)) {
    for (const listed of await listGroup(command, group, flags, workspace)) {
      const single = listed.importPath === 'command-line-arguments'
      found.set(listed.importPath, {
        importPath: listed.importPath,
        arguments: single ? group : [listed.importPath],
      })
    }
  }
  return [...found.values()]
}

async function listGroup(
  command: GoCommand,
  group: readonly string[],
  flags: readonly string[],
  workspace: string,
): Promise<readonly ListedPackage[]> {
  const asked = group.join(' ')
  if (asked.startsWith('-'))
    throw packageError(`"${asked}" is a flag`, 'Flags belong into the input build-flags.')
  const { code, stdout, output } = await runGo(command, ['list', ...flags, '-f', LIST_FORMAT, ...group])
  if (code !== 0) throw await listError(command, asked, output, workspace)
  const listed = parseGoList(stdout)
  const programs = listed.filter(({ name }) => name === 'main')
  const other = listed.find(({ name }) => name !== 'main')
  if (other !== undefined && !asked.includes('...')) {
    throw packageError(`${asked} is package ${other.name}, not a program`, await programsHint(command))
  }
  if (programs.length === 0) {
    throw packageError(`${asked} in ${command.directory} holds no main package`, await programsHint(command))
  }
  return programs
}

async function listError(
  command: GoCommand,
  asked: string,
  output: string,
  workspace: string,
): Promise<GateError> {
  if (/go\.mod file not found|cannot find main module|does not contain main module/.test(output)) {
    return new GateError({
      stage: 'build',
      code: 'no-module',
      fault: 'user',
      message: `Input package: ${asked} belongs to no Go module in ${command.directory}: ${tellingLine(output)}.`,
      hint: await modulesHint(command.directory),
    })
  }
  const errors = parseCompileErrors(output, command.directory, workspace)
  const place = errors[0]
  if (place === undefined && isMissing(output)) {
    return packageError(`${asked} is not there: ${tellingLine(output)}`, await programsHint(command))
  }
  const what = place ? `${place.file}:${place.line}: ${place.message}` : tellingLine(output)
  return new BuildError(
    {
      stage: 'build',
      code: 'build-failed',
      fault: 'user',
      message: `go list ${asked} failed: ${what}.`,
      hint: buildHint(output),
    },
    errors,
  )
}

function isMissing(output: string): boolean {
  return /directory not found|no such file|no Go files|not in std|no required module provides|path@version/.test(
    output,
  )
}

/** Names the programs below the working directory. */
async function programsHint(command: GoCommand): Promise<string> {
  const { stdout } = await runGo(command, ['list', '-e', '-f', LIST_FORMAT, './...'])
  const programs = parseGoList(stdout).filter(({ name }) => name === 'main')
  const paths = programs.map(({ directory }) => relativePattern(command.directory, directory))
  if (paths.length === 0) return 'There is no main package below working-directory.'
  return `The main packages there: ${renderSome(paths)}.`
}

function relativePattern(from: string, to: string): string {
  const relative = path.relative(from, to)
  return relative === '' ? '.' : `./${relative}`
}

function renderSome(names: readonly string[]): string {
  return `${names.slice(0, 10).join(', ')}${names.length > 10 ? `, and ${names.length - 10} more` : ''}`
}

async function modulesHint(directory: string): Promise<string> {
  const modules = await findModules(directory, 3)
  if (modules.length === 0)
    return 'Check out the repository before this step, or set working-directory to its module.'
  return `Set working-directory to a module: ${renderSome(modules.map((found) => path.relative(directory, found)).sort())}.`
}

async function findModules(directory: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  if (entries.some((entry) => entry.isFile() && entry.name === 'go.mod')) return [directory]
  const folders = entries.filter(
    (entry) => entry.isDirectory() && !/^(\.|_|node_modules$|vendor$|testdata$)/.test(entry.name),
  )
  if (depth === 0) return []
  const found = await Promise.all(
    folders.map(({ name }) => findModules(path.join(directory, name), depth - 1)),
  )
  return found.flat()
}

function packageError(problem: string, hint: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'no-package',
    fault: 'user',
    message: `Input package: ${problem}.`,
    hint,
  })
}
