import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import type { Artifact } from './artifact.js'

/** Of owner, group and others, in st_mode. */
const ANY_EXECUTE = 0o111

/**
 * Describes an executable file. One without the executable bit is judged all the same, for actions/upload-artifact
 * drops the bit; `warn` is told.
 * @throws GateError code `no-artifact` when it is missing, no regular file, empty or unreadable
 */
export async function loadArtifact(
  file: string,
  packageName: string | null = null,
  warn: (text: string) => void = () => undefined,
): Promise<Artifact> {
  const found = await stat(file).catch(() => null)
  if (!found) throw artifactError(`${file} does not exist`)
  if (!found.isFile())
    throw artifactError(`${file} is ${found.isDirectory() ? 'a folder' : 'no regular file'}`)
  if (found.size === 0) throw artifactError(`${file} is empty`)
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw artifactError(`${file} cannot be read (${messageOf(error)})`)
  })
  if ((found.mode & ANY_EXECUTE) === 0) {
    warn(`${file} has no executable bit. A copy with the bit is judged; set it before you ship: chmod +x`)
  }
  return {
    name: path.basename(file),
    path: file,
    package: packageName,
    digest: await digestOf(file),
    size: found.size,
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return `sha256:${hash.digest('hex')}`
}

function artifactError(problem: string): GateError {
  return new GateError({
    stage: 'build',
    code: 'no-artifact',
    fault: 'user',
    message: `Artifact: ${problem}.`,
    hint: 'Give the path of a built executable, relative to the workspace.',
  })
}
