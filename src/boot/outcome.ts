import type { AgentResult } from './agent-result.js'
import type { BootRun } from './boot-run.js'

/** It ended by itself with the exit code that the user named. */
export function endedAsExpected(run: BootRun | null, exitCode: number): boolean {
  const exit = run?.result?.exit
  return exit?.kind === 'exited' && exit.code === exitCode
}

/** The program became ready, did all that was asked of it, and ended as it should. */
export function didItsJob(run: BootRun | null, exitCode: number): boolean {
  const result = run?.result
  if (!result || result.startError !== '' || result.timedOut) return false
  if (result.ready.state !== 'ready' || result.exercises.some((exercise) => !exercise.ok)) return false
  return result.stop.state === 'exited' ? endedAsExpected(run, exitCode) : stoppedInOrder(result)
}

/** After SIGTERM it ended in time and did not crash; with which exit code is its own affair. */
export function stoppedInOrder({ stop, exit }: AgentResult): boolean {
  return stop.state === 'stopped' && (exit?.kind !== 'killed' || exit.signal === 'SIGTERM')
}
