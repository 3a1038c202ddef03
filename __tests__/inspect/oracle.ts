import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { GoBuildInfo, GoModule } from '../../src/inspect/inspection.js'

interface Answer {
  readonly Info: OracleInfo | null
  readonly Error: string
}

interface OracleInfo {
  readonly GoVersion?: string
  readonly Path?: string
  readonly Main: OracleModule
  readonly Deps?: readonly OracleModule[]
  readonly Settings?: readonly { readonly Key?: string; readonly Value?: string }[]
}

interface OracleModule {
  readonly Path?: string
  readonly Version?: string
  readonly Sum?: string
  readonly Replace?: OracleModule
}

/** Go's own readers of build information (debug/buildinfo, runtime/debug), built into a folder. */
export interface Oracle {
  /** The oracle is itself a Go program, one that holds the magic of the build information as a constant. */
  readonly program: string
  readFiles(paths: readonly string[]): readonly (GoBuildInfo | null)[]
  parseTexts(texts: readonly string[]): readonly (GoBuildInfo | null)[]
}

export function buildOracle(folder: string): Oracle {
  const program = `${folder}/oracle`
  const source = fileURLToPath(new URL('oracle.go', import.meta.url))
  execFileSync('go', ['build', '-o', program, source], {
    cwd: folder,
    env: { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off', CGO_ENABLED: '0' },
  })
  const ask = (args: readonly string[], input: string) => {
    const answers = JSON.parse(execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 }))
    return (answers as readonly Answer[]).map(({ Info }) => (Info === null ? null : toBuildInfo(Info)))
  }
  return {
    program,
    readFiles: (paths) => ask(paths, ''),
    parseTexts: (texts) => ask([], JSON.stringify(texts)),
  }
}

function toBuildInfo(info: OracleInfo): GoBuildInfo {
  return {
    version: info.GoVersion ?? '',
    path: info.Path ?? '',
    main: Object.keys(info.Main).length === 0 ? null : toModule(info.Main),
    deps: (info.Deps ?? []).map(toModule),
    settings: Object.fromEntries((info.Settings ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
  }
}

function toModule(module: OracleModule): GoModule {
  return {
    path: module.Path ?? '',
    version: module.Version ?? '',
    sum: module.Sum ?? '',
    replace: module.Replace === undefined ? null : toModule(module.Replace),
  }
}
