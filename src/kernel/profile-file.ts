import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'
import { GateError } from '../errors.js'
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

/** Keys from the top down to a place in the file. */
export type FilePath = readonly (string | number)[]

/** `kernel.yml:3:9`, where a key of the file or its value begins. */
type Place = (path: FilePath, part?: 'key' | 'value') => string

/**
 * The kernel that a profile file describes (docs/kernels.md). JSON is YAML too.
 * @param name of the file, for messages
 * @throws GateError with line and column, and the nearest name where one is unknown.
 */
export function parseProfileFile(text: string, name: string, model: KernelModel): KernelProfile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  const syntax = document.errors[0]
  if (syntax) throw broken(`${at(syntax.pos[0])}: ${sentence(syntax.message)}`, syntax)
  const place: Place = (path, part = 'value') => at(offsetOf(document.contents, path, part))

  const parsed = profileFileSchema.safeParse(document.toJS())
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

/** Where a path's key or value begins; of the innermost part that exists. */
function offsetOf(contents: Node | null, path: FilePath, part: 'key' | 'value'): number {
  let node: unknown = contents
  let offset = contents?.range?.[0] ?? 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (!pair) return offset
      const keyNode = pair.key as Node
      offset = keyNode.range?.[0] ?? offset
      node = pair.value
    } else {
      node = (node as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(key, true)
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    }
  }
  return part === 'value' && isScalar(node) ? (node.range?.[0] ?? offset) : offset
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
