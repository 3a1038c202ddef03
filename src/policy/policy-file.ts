import type { KernelModel } from '../kernel/kernel-model.js'
import { parseYaml, YamlError, type YamlFile, type YamlPath } from '../yaml-file.js'
import { bootInputs, headInputs, PolicyValueError } from './boot-inputs.js'
import type { Ignore, Policy, PolicyRules, PolicySection, RuleLevels } from './policy.js'
import { PolicyError, type PolicyProblem } from './policy-error.js'
import { issuesOf, MAX_ISSUES, type PolicyIssue } from './policy-issues.js'
import { type PolicyText, policySchema, type SectionText } from './policy-schema.js'

/** Of the file that is parsed; see Policy. */
export type PolicySource = Pick<Policy, 'path' | 'directory' | 'digest'>

/** What the file is checked against. */
export interface PolicyWorld {
  /** The day in UTC, `2026-11-24`. */
  readonly today: string
  /** The kernels that there are. */
  readonly model: KernelModel
}

/**
 * Parses a policy file (docs/policy.md). Its boot plans are checked by the parsers of the inputs.
 * @throws PolicyError code `bad-policy` with line, column and nearest names; `ignore-expired`
 */
export function parsePolicyFile(text: string, source: PolicySource, { today, model }: PolicyWorld): Policy {
  const yaml = readYaml(text, source)
  const problemAt = ({ path, part, message }: PolicyIssue): PolicyProblem => ({
    file: source.path,
    ...yaml.placeOf(path, part),
    message,
  })
  const parsed = policySchema.safeParse(yaml.value)
  if (!parsed.success) throw bad(issuesOf(parsed.error, yaml.value).map(problemAt))
  try {
    const policy = policyOf(parsed.data, yaml, source, model)
    rejectExpired(parsed.data, today, problemAt)
    return policy
  } catch (error) {
    if (!(error instanceof PolicyValueError)) throw error
    throw bad([problemAt({ path: error.path, part: 'value', message: error.message })], error)
  }
}

function readYaml(text: string, { path }: PolicySource): YamlFile {
  try {
    return parseYaml(text)
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    throw bad([{ file: path, ...error.place, message: `${error.message.replace(/[.:]$/, '')}.` }], error)
  }
}

function policyOf(file: PolicyText, yaml: YamlFile, source: PolicySource, model: KernelModel): Policy {
  const placeOf = (path: YamlPath, part: 'key' | 'value'): string => {
    const { line, column } = yaml.placeOf(path, part)
    return `${source.path}:${line}:${column}`
  }
  const rulesOf = (said: SectionText, at: YamlPath): PolicyRules => ({
    inputs: bootInputs(said.boot ?? {}, yaml, [...at, 'boot'], source.directory),
    // The schema has these keys only.
    rules: (said.rules ?? {}) as RuleLevels,
    ignores: (said.ignore ?? []).map(
      (ignore, i): Ignore => ({
        ...ignore,
        match: ignore.match ?? null,
        artifact: ignore.artifact ?? null,
        reason: ignore.reason.trim(),
        place: placeOf([...at, 'ignore', i], 'value'),
      }),
    ),
  })
  const whole = rulesOf(file, [])
  return {
    ...source,
    ...whole,
    inputs: { ...whole.inputs, ...headInputs(file, yaml, source.directory, model) },
    sections: Object.entries(file.artifacts ?? {}).map(
      ([pattern, said]): PolicySection => ({
        pattern,
        place: placeOf(['artifacts', pattern], 'key'),
        ...rulesOf(said, ['artifacts', pattern]),
      }),
    ),
  }
}

/** An ignore counts until its last day ends, in UTC. */
function rejectExpired(
  file: PolicyText,
  today: string,
  problemAt: (issue: PolicyIssue) => PolicyProblem,
): void {
  const lists: readonly (readonly [SectionText, YamlPath])[] = [
    [file, []],
    ...Object.entries(file.artifacts ?? {}).map(([name, said]) => [said, ['artifacts', name]] as const),
  ]
  const expired = lists.flatMap(([{ ignore = [] }, at]) =>
    ignore.flatMap(({ rule, expires }, i) =>
      expires >= today
        ? []
        : [
            {
              path: [...at, 'ignore', i, 'expires'],
              part: 'value' as const,
              message: `the ignore of ${rule} expired with ${expires}.`,
            },
          ],
    ),
  )
  const [first, ...others] = expired.slice(0, MAX_ISSUES).map(problemAt)
  if (!first) return
  throw new PolicyError(
    {
      code: 'ignore-expired',
      hint: 'Mend what is ignored, or decide anew: give it another day and a reason that still holds.',
    },
    [first, ...others],
  )
}

function bad(problems: readonly PolicyProblem[], cause?: unknown): PolicyError {
  const [first, ...others] = problems
  if (!first) throw new Error('a policy file was refused without a reason')
  return new PolicyError(
    { code: 'bad-policy', hint: 'docs/policy.md shows what a policy file may say.', cause },
    [first, ...others],
  )
}
