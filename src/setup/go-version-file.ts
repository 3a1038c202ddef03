import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import { GateError, messageOf } from '../errors.js'
import { errorCode } from './error-code.js'
import { parseGoMod } from './go-mod.js'

/**
 * The version that a file names, as the `go-version` input would name it. The file's own name tells its format, as for
 * actions/setup-go: go.mod and go.work (the `toolchain` line before the `go` line), .tool-versions (`golang 1.26.8`),
 * and for any other name a file that holds the version alone.
 * @param name the file's name without its folder
 * @param local whether GOTOOLCHAIN is `local`: then the `toolchain` line does not count
 * @returns null when no version is in it
 */
export function parseGoVersionFile(text: string, name: string, local: boolean): string | null {
  if (name === 'go.mod' || name === 'go.work') {
    const { go, toolchain } = parseGoMod(text)
    return (local ? null : toolchain) ?? go
  }
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim())
  if (name === '.tool-versions') {
    return lines.map((line) => /^(?:golang|go)\s+(\S+)/.exec(line)?.[1]).find((found) => found) ?? null
  }
  return lines.find((line) => line !== '') ?? null
}

/**
 * Reads the version that a file names.
 * @throws GateError (codes `no-go-version-file`, `bad-go-version-file`)
 */
export async function loadGoVersionFile(file: string, local: boolean): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const missing = errorCode(error) === 'ENOENT'
    throw fileError(
      'no-go-version-file',
      missing ? `${file} does not exist` : `${file} cannot be read: ${messageOf(error)}`,
      'Check out the repository before this step, and give a file relative to the workspace.',
      error,
    )
  })
  const version = parseGoVersionFile(text, path.basename(file), local)
  if (version !== null) return version
  throw fileError(
    'bad-go-version-file',
    `${file} names no Go version`,
    'go.mod and go.work need a go line, .tool-versions a line "golang 1.26.8", any other file the version alone.',
  )
}

function fileError(code: string, problem: string, hint: string, cause?: unknown): GateError {
  return new GateError({
    stage: 'setup',
    code,
    fault: 'user',
    message: `Input go-version-file: ${problem}.`,
    hint,
    cause,
  })
}
