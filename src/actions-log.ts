import * as core from '@actions/core'
import { renderInert } from './inert.js'
import { createLineBuffer } from './line-buffer.js'
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
    async group(title, work) {
      let open = false
      const lines = createLineBuffer((line) => {
        if (!open) core.startGroup(renderInert(title))
        open = true
        core.info(renderInert(line))
      })
      try {
        return await work(lines.write)
      } finally {
        lines.end()
        if (open) core.endGroup()
      }
    },
  }
}
