import * as path from 'node:path'
import type { InputName } from '../input-table.js'
import { InputError, parseInputs, type RawInputs } from '../inputs.js'
import type { KernelModel } from '../kernel/kernel-model.js'
import { didYouMean } from '../kernel/nearest.js'
import { resolveProfile } from '../kernel/resolve-profile.js'
import { PROFILE_FILE, targetNames } from '../kernel/target.js'
import type { YamlFile, YamlPath } from '../yaml-file.js'
import type { BootPlanText, PolicyText } from './policy-schema.js'

/** A value that its input would not take. */
export class PolicyValueError extends Error {
  readonly path: YamlPath

  constructor(path: YamlPath, message: string) {
    super(message)
    this.path = path
  }
}

/** Keys of the file that are called as the input is, and hold one value. */
const SINGLE = [
  'ready',
  'args',
  'privileges',
  'exit-code',
  'ready-timeout',
  'run-timeout',
  'stop-timeout',
  'observe',
  'memory-limit',
  'pids-limit',
] as const satisfies readonly InputName[]

/**
 * The texts of the inputs that a boot plan stands for, each taken by the parser of its input.
 * @param at path of the boot plan in the file
 * @param directory absolute; against it relative paths are resolved
 * @throws PolicyValueError
 */
export function bootInputs(
  plan: BootPlanText & { readonly privileges?: unknown },
  yaml: YamlFile,
  at: YamlPath,
  directory: string,
): RawInputs {
  const text = (...keys: YamlPath): string => yaml.textOf([...at, ...keys])
  const inputs: Partial<Record<InputName, string>> = {}
  for (const name of SINGLE) {
    if (plan[name] !== undefined) inputs[name] = checked(name, text(name), [...at, name])
  }
  if (plan.exercises) {
    inputs.exercise = plan.exercises
      .map((_, i) =>
        checked('exercise', entry(text('exercises', i), [...at, 'exercises', i]), [...at, 'exercises', i]),
      )
      .join('\n')
  }
  if (plan.files) {
    inputs.files = plan.files
      .map((_, i) => resolved(directory, entry(text('files', i), [...at, 'files', i])))
      .join('\n')
  }
  if (plan.env) {
    inputs.env = Object.keys(plan.env)
      .map((name) =>
        checked('env', entry(`${name}=${text('env', name)}`, [...at, 'env', name]), [...at, 'env', name]),
      )
      .join('\n')
  }
  return inputs
}

/** The texts of `target` and `mode`. @throws PolicyValueError */
export function headInputs(
  file: PolicyText,
  yaml: YamlFile,
  directory: string,
  model: KernelModel,
): RawInputs {
  const target = yaml.textOf(['target'])
  if (target !== '' && !PROFILE_FILE.test(target) && !resolveProfile(model, target)) {
    const nearest = didYouMean(target, [...targetNames(model), 'linux-3.10'])
    throw new PolicyValueError(['target'], `there is no kernel "${target}".${nearest}`)
  }
  return {
    ...(file.mode === undefined ? {} : { mode: file.mode }),
    ...(target === '' ? {} : { target: PROFILE_FILE.test(target) ? resolved(directory, target) : target }),
  }
}

function checked(name: InputName, text: string, at: YamlPath): string {
  try {
    parseInputs({ [name]: text }, '/')
    return text
  } catch (error) {
    if (error instanceof InputError) throw new PolicyValueError(at, `${name}: ${error.problem}.`)
    throw error
  }
}

/** One line of an input that has one entry a line; what that line cannot carry is refused. */
function entry(text: string, at: YamlPath): string {
  if (/[\r\n]/.test(text)) throw new PolicyValueError(at, 'it must be one line: an entry has no line break.')
  if (text === '' || text.startsWith('#')) throw new PolicyValueError(at, 'it is empty or a comment.')
  if (/^\s|\s$/.test(text)) throw new PolicyValueError(at, 'it cannot begin or end with a blank.')
  return text
}

function resolved(directory: string, file: string): string {
  return path.resolve(directory, file) + (file.endsWith('/') ? '/' : '')
}
