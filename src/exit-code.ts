import type { VerdictName } from './judge/verdict.js'

/** Exit code of the command line, and (0 or not) whether the step fails. `inconclusive` is never green. */
export function exitCodeOf(verdict: VerdictName, mode: 'enforce' | 'audit'): 0 | 1 | 2 {
  if (verdict === 'inconclusive') return 2
  return verdict === 'fail' && mode === 'enforce' ? 1 : 0
}
