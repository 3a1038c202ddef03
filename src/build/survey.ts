import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import type { MainPackage } from './build-plan.js'
import { parseConstraintCheck } from './constraint-check.js'
import { fileTable } from './file-table.js'
import { type GoCommand, runGo } from './go-command.js'
import { parseGoDemands } from './go-demands.js'
import { loadConstraints } from './load-constraints.js'
import { parseModuleLines } from './module-lines.js'
import type { ConstraintCheck, SourceAccount } from './source-account.js'
import { parseSourceList, SOURCE_FORMAT, type SourcePackage } from './source-list.js'

/** go vet compiles the tests of the packages, too. */
const VET_TIMEOUT_MS = 300_000

export interface SurveyRequest {
  /** Lists; the one that builds checks, for it has the compiler that cgo needs. */
  readonly lister: GoCommand
  readonly builder: GoCommand
  readonly packages: readonly MainPackage[]
  /** Of the build, and what `go list` needs beside them. */
  readonly flags: readonly string[]
  readonly tags: readonly string[]
  /** Absolute folder. */
  readonly workspace: string
}

/** What all programs of a run are built from. */
export interface SourceListing {
  /** By import path; `command-line-arguments` for single files. */
  readonly packages: ReadonlyMap<string, SourcePackage>
}

/** Lists the packages that the programs need, and fetches the modules that are missing. Errors are left to the build. */
export async function listSources({ lister, packages, flags }: SurveyRequest): Promise<SourceListing> {
  const listed = await listAll(lister, packages, ['-deps', ...flags])
  return { packages: listed }
}

/** What the source says of each program's build. No error: what cannot be learned is left out, or told as trouble. */
export async function surveySources(
  request: SurveyRequest,
  listing: SourceListing,
): Promise<ReadonlyMap<MainPackage, SourceAccount>> {
  const { lister, packages, flags, tags, workspace } = request
  const own = [...listing.packages.values()].filter((listed) => listed.own)
  const names = own
    .filter(({ importPath }) => importPath !== SINGLE_FILES)
    .map(({ importPath }) => importPath)
  const all = [...packages.filter(isSingle), ...units(names)]
  const [untagged, constraints, goMods, check] = await Promise.all([
    listAll(lister, all, withoutTags(flags)),
    loadConstraints(own.flatMap((listed) => filesOf(listed))),
    loadGoMods(lister, own, workspace),
    checkConstraints(request, all),
  ])
  return new Map(
    packages.map((main) => {
      const needed = closure(main, listing.packages).filter((listed) => listed.own)
      const folders = new Set(needed.map(({ directory }) => directory))
      const account: SourceAccount = {
        tags,
        files: fileTable({ packages: needed, untagged, constraints, tags, workspace }),
        constraints: {
          ...check,
          wrong: check.wrong.filter(({ file }) => folders.has(path.dirname(path.resolve(workspace, file)))),
        },
        ...linesOf(needed, goMods),
      }
      return [main, account]
    }),
  )
}

const SINGLE_FILES = 'command-line-arguments'
const isSingle = ({ importPath }: MainPackage): boolean => importPath === SINGLE_FILES

/** Packages that one go command can be given together. */
function units(importPaths: readonly string[]): readonly MainPackage[] {
  return importPaths.length === 0 ? [] : [{ importPath: '', arguments: importPaths }]
}

async function listAll(
  command: GoCommand,
  packages: readonly MainPackage[],
  flags: readonly string[],
): Promise<ReadonlyMap<string, SourcePackage>> {
  const together = packages.filter((main) => !isSingle(main)).flatMap((main) => main.arguments)
  const found = new Map<string, SourcePackage>()
  for (const { arguments: given } of [...packages.filter(isSingle), ...units(together)]) {
    const { stdout } = await runGo(command, ['list', '-e', ...flags, '-f', SOURCE_FORMAT, ...given])
    for (const listed of parseSourceList(stdout)) found.set(listed.importPath, listed)
  }
  return found
}

/** The same flags, with no tag in force. */
function withoutTags(flags: readonly string[]): readonly string[] {
  return flags.map((flag, i) => (flags[i - 1] === '-tags' ? '' : flag))
}

function filesOf({ directory, included, ignored }: SourcePackage): readonly string[] {
  return [...included, ...ignored].map((name) => path.join(directory, name))
}

function closure(main: MainPackage, packages: ReadonlyMap<string, SourcePackage>): readonly SourcePackage[] {
  const self = packages.get(main.importPath)
  const names = [main.importPath, ...(self?.dependencies ?? [])]
  return names.flatMap((name) => packages.get(name) ?? [])
}

type GoModLines = Pick<SourceAccount, 'demands' | 'modules'>

/** The lines of each go.mod, and those of go.work under its own path. */
async function loadGoMods(
  command: GoCommand,
  own: readonly SourcePackage[],
  workspace: string,
): Promise<ReadonlyMap<string, GoModLines>> {
  const { stdout } = await runGo(command, ['env', 'GOWORK'])
  const work = stdout.trim()
  const files = new Set(own.map(({ goMod }) => goMod))
  if (work !== 'off') files.add(work)
  const found = new Map<string, GoModLines>()
  for (const file of files) {
    if (file === '') continue
    const text = await readFile(file, 'utf8').catch(() => '')
    const relative = path.relative(workspace, file)
    const shown = relative.startsWith(`..${path.sep}`) ? file : relative
    found.set(file, { demands: parseGoDemands(text, shown), modules: parseModuleLines(text, shown) })
  }
  return found
}

function linesOf(needed: readonly SourcePackage[], goMods: ReadonlyMap<string, GoModLines>): GoModLines {
  const own = new Set(needed.map(({ goMod }) => goMod))
  const lines = [...goMods].flatMap(([file, each]) => (own.has(file) || file.endsWith('go.work') ? each : []))
  return {
    demands: lines.flatMap(({ demands }) => demands),
    modules: lines.flatMap(({ modules }) => modules),
  }
}

async function checkConstraints(
  { builder, flags, workspace }: SurveyRequest,
  packages: readonly MainPackage[],
): Promise<ConstraintCheck> {
  const checks: ConstraintCheck[] = []
  // With -trimpath, Go's cache answers with the findings of the same package in another folder, under that folder's path.
  const vetFlags = flags.filter((flag) => !/^--?trimpath/.test(flag))
  // Before build-timeout, which would end the run.
  const timeoutMs = Math.min(VET_TIMEOUT_MS, builder.timeoutMs / 2)
  for (const { arguments: given } of packages) {
    const result = await runGo(builder, ['vet', '-buildtag', ...vetFlags, ...given], timeoutMs)
    checks.push(parseConstraintCheck(result.code, result.output, builder.directory, workspace))
  }
  return {
    wrong: checks.flatMap(({ wrong }) => wrong),
    trouble: checks.find(({ trouble }) => trouble !== null)?.trouble ?? null,
  }
}
