import { type Options, parseInputs, type RawInputs } from './inputs.js'
import { inputsOver, type NamedArtifact } from './policy/applies.js'
import { loadPolicy } from './policy/load-policy.js'
import type { Policy } from './policy/policy.js'

/** What one run is told: the inputs, over the policy file. */
export interface Settings {
  /** What all artifacts have in common: the build, the engine, the target. */
  readonly options: Options
  /** Null: there is none. */
  readonly policy: Policy | null
  /** For one artifact: how it is booted. Only the boot plan may differ from `options`. */
  optionsFor(artifact: NamedArtifact): Options
}

/**
 * @param inputs as parsed from `raw`
 * @param base absolute path against which relative paths are resolved
 * @throws GateError for a policy file that is not as it must be
 */
export async function loadSettings(inputs: Options, raw: RawInputs, base: string): Promise<Settings> {
  const policy = await loadPolicy({
    file: inputs.policy,
    folders: [inputs.workingDirectory, base],
    workspace: base,
    today: new Date().toISOString().slice(0, 10),
  })
  return {
    options: parseInputs(inputsOver(raw, policy, null), base),
    policy,
    optionsFor: (artifact) => parseInputs(inputsOver(raw, policy, artifact), base),
  }
}
