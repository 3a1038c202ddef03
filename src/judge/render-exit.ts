import type { ProcessExit } from '../trace/trace-summary.js'

export function renderExit(exit: ProcessExit | null): string {
  if (!exit) return 'ended in a way that is not known'
  if (exit.kind === 'exited') return `ended with exit code ${exit.code}`
  return `was killed by ${exit.signal}${exit.coreDumped ? ' (core dumped)' : ''}`
}
