import type { VerdictName } from '../judge/verdict.js'
import type { Report, ReportTarget } from './report.js'
import { renderInertJson } from './report-json.js'
import { visibleLine } from './visible-text.js'

const COLOR: Readonly<Record<VerdictName, string>> = {
  pass: 'brightgreen',
  warn: 'yellow',
  fail: 'red',
  inconclusive: 'lightgrey',
}

/** badge.json as an endpoint of shields.io (https://shields.io/badges/endpoint-badge): the verdict and no more. */
export function renderBadge({ verdict, target }: Report): string {
  return renderInertJson({
    schemaVersion: 1,
    label: labelOf(target),
    message: verdict,
    color: COLOR[verdict],
  })
}

/** `kernel 3.10 (el7)`; a kernel as such is not named twice. */
function labelOf(target: ReportTarget | null): string {
  if (!target) return 'old kernel'
  const [version = target.release] = /^\d+\.\d+/.exec(target.release) ?? []
  const kernel = `kernel ${visibleLine(version, 40)}`
  return target.id === `linux-${version}` ? kernel : `${kernel} (${visibleLine(target.id, 40)})`
}
