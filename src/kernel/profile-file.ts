import { z } from 'zod'
import { GateError } from '../errors.js'
import { parseYaml, YamlError, type YamlFile, type YamlPath } from '../yaml-file.js'
import type { KernelModel } from './kernel-model.js'
import type { KernelProfile } from './kernel-profile.js'
import { didYouMean } from './nearest.js'
import { applyProfileEdits, ProfileEditError } from './profile-edits.js'
import { resolveProfile } from './resolve-profile.js'
import { targetNames } from './target.js'

const edits = z.strictObject({ add: z.array(z.string()).optional(), remove: z.array(z.string()).optional() })

/** A user's own profile: a named kernel and what is different on theirs. */
export const profileFileSchema = z.strictObject({
  extends: z.string().min(1),
  title: z.string().min(1).optional(),
  release: z
    .string()
    .regex(/^\d+\.\d+\S{0,58}$/, 'must be what uname -r says, 64 characters at most')
    .optional(),
  version: z.string().min(1).max(64).optional(),
  glibc: z
    .string()
    .regex(/^2\.\d+$/, 'must be a glibc version in quotes, such as "2.17"')
    .optional(),
  image: z.string().min(1).optional(),
  syscalls: edits.optional(),
  options: edits.optional(),
  paths: edits.optional(),
})

export type ProfileFile = z.infer<typeof profileFileSchema>

/** `kernel.yml:3:9`, where a key of the file or its value begins. */
type Place = (path: YamlPath, part?: 'key' | 'value') => string

/**
 * The kernel that a profile file describes (docs/kernels.md). JSON is YAML too.
 * @param name of the file, for messages
 * @throws GateError with line and column, and the nearest name where one is unknown.
 */
export function parseProfileFile(text: string, name: string, model: KernelModel): KernelProfile {
  const yaml = readYaml(text, name)
  const place: Place = (path, part) => {
    const { line, column } = yaml.placeOf(path, part)
    return `${name}:${line}:${column}`
  }
  const parsed = profileFileSchema.safeParse(yaml.value)
  if (!parsed.success) throw broken(issueText(parsed.error.issues[0], place), parsed.error)
  const file = parsed.data
  const base = resolveProfile(model, file.extends)
  if (!base) {
    const nearest = didYouMean(file.extends, [...targetNames(model), 'linux-3.10'])
    throw broken(`${place(['extends'])}: there is no kernel "${file.extends}".${nearest}`)
  }
  try {
    return applyProfileEdits(base, file, name.replace(/\.[^.]*$/, ''), model)
  } catch (error) {
    if (error instanceof ProfileEditError) throw broken(`${place(error.path)}: ${error.message}`, error)
    throw error
  }
}

function readYaml(text: string, name: string): YamlFile {
  try {
    return parseYaml(text)
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    throw broken(`${name}:${error.place.line}:${error.place.column}: ${sentence(error.message)}`, error)
  }
}

function issueText(issue: z.core.$ZodIssue | undefined, place: Place): string {
  if (!issue) return 'The file is not a profile.'
  const path = issue.path.filter((key): key is string | number => typeof key !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    const known = path.length === 0 ? Object.keys(profileFileSchema.shape) : ['add', 'remove']
    return `${place([...path, key], 'key')}: the key "${key}" is unknown.${didYouMean(key, known)}`
  }
  const what = path.length === 0 ? 'the file' : path.join('.')
  return `${place(path)}: ${what}: ${sentence(issue.message)}`
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function broken(message: string, cause?: unknown): GateError {
  return new GateError({
    stage: 'inputs',
    code: 'bad-profile',
    fault: 'user',
    message,
    hint: 'docs/kernels.md shows what a profile file may say.',
    cause,
  })
}
