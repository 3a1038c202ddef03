import * as core from '@actions/core'
import { renderInert } from './inert.js'
import type { Log } from './log.js'

/** The log of a step in GitHub Actions: one line a step, long text in groups, warnings as annotations. */
export function createActionsLog(): Log {
  return {
    async step(title, work) {
      const started = performance.now()
      core.info(`▶ ${renderInert(title)}`)
      const value = await work()
      core.info(`  done in ${((performance.now() - started) / 1000).toFixed(1)} s`)
      return value
    },
    info: (text) => core.info(renderInert(text)),
    warning: (text) => core.warning(renderInert(text)),
    group(title, text) {
      core.startGroup(renderInert(title))
      core.info(renderInert(text))
      core.endGroup()
    },
  }
}
