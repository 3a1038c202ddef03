import { createHash } from 'node:crypto'
import * as fs from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import { cacheDirectory } from '../../src/cache-directory.js'
import { lastLine, runCommand } from '../../src/run-command.js'
import type { CorpusCase } from './corpus-case.js'
import type { Toolchain } from './toolchains.js'

const FLAGS = ['-tags', 'netgo,osusergo', '-trimpath', '-ldflags', '-s -w'] as const
const BUILD_TIMEOUT_MS = 300_000

/** What is built: a module, named like its executable. */
type Built = Pick<CorpusCase, 'name' | 'files'>

/**
 * Path of the case's executable, built unless the cache has it: the key is all that goes into it.
 * @throws Error with what the compiler said last
 */
export async function buildCase(one: Built, toolchain: Toolchain): Promise<string> {
  const files = { ...one.files, 'go.mod': goModFor(one, toolchain) }
  const directory = path.join(cacheDirectory(process.env), 'accuracy', keyOf(files, toolchain))
  const program = path.join(directory, one.name)
  if (await exists(program)) return program
  await fs.mkdir(directory, { recursive: true })
  const source = await fs.mkdtemp(path.join(os.tmpdir(), 'accuracy-'))
  try {
    await writeTree(source, files)
    const made = path.join(source, 'made')
    const env = {
      ...process.env,
      GOTOOLCHAIN: toolchain.gotoolchain,
      CGO_ENABLED: '0',
      GOFLAGS: '',
      GOWORK: 'off',
    }
    const args = ['build', ...FLAGS, '-o', made, '.']
    const built = await runCommand('go', args, { timeoutMs: BUILD_TIMEOUT_MS, env, cwd: source })
    if (built.code !== 0)
      throw new Error(`${one.name} does not build with Go ${toolchain.version}: ${lastLine(built)}`)
    // Into place in one step: a run beside this one must not see half a file.
    await fs.copyFile(made, `${program}.${process.pid}`)
    await fs.rename(`${program}.${process.pid}`, program)
  } finally {
    await fs.rm(source, { recursive: true, force: true })
  }
  return program
}

/** A Go that is older than the module's own version may still build it, when it is told that it is new enough. */
function goModFor(one: Built, { version }: Toolchain): Uint8Array {
  const text = Buffer.from(one.files['go.mod'] ?? []).toString('utf8')
  const minor = (of: string) => Number(of.split('.')[1])
  const asked = /^go (\S+)$/m.exec(text)?.[1] ?? version
  const lowered = minor(asked) > minor(version) ? version.split('.').slice(0, 2).join('.') : asked
  return Buffer.from(text.replace(/^go \S+$/m, `go ${lowered}`))
}

function keyOf(files: CorpusCase['files'], toolchain: Toolchain): string {
  const hash = createHash('sha256').update(JSON.stringify([toolchain.version, FLAGS]))
  for (const name of Object.keys(files).sort()) hash.update(`\0${name}\0`).update(files[name] ?? '')
  return hash.digest('hex').slice(0, 16)
}

async function writeTree(directory: string, files: CorpusCase['files']): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(directory, name)
    await fs.mkdir(path.dirname(file), { recursive: true })
    await fs.writeFile(file, bytes)
  }
}

function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}
