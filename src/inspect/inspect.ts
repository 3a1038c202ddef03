import * as fs from 'node:fs/promises'
import { GateError, messageOf } from '../errors.js'
import { parseBuildInfo } from './build-info.js'
import { MalformedFileError } from './byte-cursor.js'
import { parseElf } from './elf.js'
import { parseDynamic } from './elf-dynamic.js'
import { isElf, parseElfImage } from './elf-image.js'
import { whyNotExecutable } from './executable.js'
import { foreignFormat } from './file-format.js'
import { minGlibc } from './glibc.js'
import type { Inspection } from './inspection.js'

/** Bytes. The file is held in memory once; Go programs stay far below. */
const MAX_SIZE = 2 ** 30

const BUILD_HINT = 'Give the path of a program that was built with GOOS=linux.'

/** A file that was inspected, with what was read, for who looks further into it. */
export interface InspectedFile {
  readonly inspection: Inspection
  readonly bytes: Buffer
}

/** As {@link inspectFile}, without the bytes. */
export async function inspect(path: string): Promise<Inspection> {
  return (await inspectFile(path)).inspection
}

/**
 * Reads everything that is known of an executable file without running it, and without following its code.
 * @throws GateError code `no-file` (missing, unreadable, not a regular file), `file-too-big`, `not-elf`, `bad-elf`
 * or `not-executable`
 */
export async function inspectFile(path: string): Promise<InspectedFile> {
  const bytes = await readRegularFile(path)
  if (!isElf(bytes)) throw notElf(path, bytes)
  try {
    return { inspection: inspectBytes(path, bytes), bytes }
  } catch (error) {
    if (!(error instanceof MalformedFileError)) throw error
    throw new GateError({
      stage: 'inspect',
      code: 'bad-elf',
      fault: 'artifact',
      message: `${path} is not a readable ELF file: ${error.message}.`,
      hint: 'Check that the file was copied or downloaded whole and was not changed after the build.',
      cause: error,
    })
  }
}

/**
 * The same of an ELF file that is read already; `path` is for messages.
 * @throws MalformedFileError, or GateError code `not-executable`
 */
export function inspectBytes(path: string, bytes: Buffer): Inspection {
  const image = parseElfImage(bytes)
  const dynamic = parseDynamic(image)
  const reason = whyNotExecutable(image, dynamic)
  if (reason !== null) {
    throw userError('not-executable', `${path} is ${reason}; only a Linux program can be judged.`, BUILD_HINT)
  }
  const elf = parseElf(image, dynamic)
  return {
    elf,
    go: parseBuildInfo(image),
    static: elf.interpreter === null && elf.needed.length === 0,
    minGlibc: minGlibc(elf.verneed),
  }
}

function userError(code: string, message: string, hint: string, cause?: unknown): GateError {
  return new GateError({ stage: 'inspect', code, fault: 'user', message, hint, cause })
}

function notElf(path: string, bytes: Buffer): GateError {
  const format = foreignFormat(bytes) ?? 'of an unknown format'
  return userError('not-elf', `${path} is not an ELF file: it is ${format}.`, BUILD_HINT)
}

async function readRegularFile(path: string): Promise<Buffer> {
  try {
    // Asked before opening: opening a pipe would wait for its other end.
    const kind = await fs.stat(path)
    if (!kind.isFile()) throw notRegular(path, kind.isDirectory())
    const handle = await fs.open(path)
    try {
      return await readWhole(path, handle)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof GateError) throw error
    throw unreadable(path, error)
  }
}

async function readWhole(path: string, handle: fs.FileHandle): Promise<Buffer> {
  const { size } = await handle.stat()
  if (size > MAX_SIZE) {
    const message = `${path} has ${size} bytes; the gate reads programs of up to ${MAX_SIZE} bytes.`
    throw userError(
      'file-too-big',
      message,
      'Check the path; strip debug information (-ldflags=-w) if it is right.',
    )
  }
  const bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

function notRegular(path: string, directory: boolean): GateError {
  const kind = directory ? 'a directory' : 'not a regular file'
  return userError(
    'no-file',
    `${path} is ${kind}; a program was expected.`,
    'Give the path of the program itself.',
  )
}

function unreadable(path: string, error: unknown): GateError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const hint = 'Check the path, and that the build writes there.'
    return userError('no-file', `${path} does not exist; a program was expected.`, hint, error)
  }
  const hint = 'Check the permissions of the file and of the folders above it.'
  return userError('no-file', `${path} cannot be read: ${messageOf(error)}.`, hint, error)
}
