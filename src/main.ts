import { INPUTS } from './input-table.js'
import type { RawInputs } from './inputs.js'

/**
 * The inputs, read before anything large is loaded. The runner gives them as @actions/core's `getInput` reads them:
 * `go-version` is INPUT_GO-VERSION.
 */
function readInputs(env: NodeJS.ProcessEnv): RawInputs {
  return Object.fromEntries(
    INPUTS.map(({ name }) => [name, env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '']),
  )
}

const raw = readInputs(process.env)
import('./action.js')
  .then(({ runAction }) => runAction(raw))
  .catch(async (error: unknown) => {
    const [core, { messageOf }] = await Promise.all([import('@actions/core'), import('./errors.js')])
    core.setFailed(`Unexpected error: ${messageOf(error)}. Please report this with the log of the step.`)
    process.exitCode = 2
  })
