import type { Options } from '../inputs.js'
import type { SurfacePlan } from '../surface/surface-plan.js'
import type { AgentPlan } from './boot-plan.js'
import type { Engine } from './engine.js'

/** More trace than any sensible boot makes; what comes after it is dropped, and the verdict becomes inconclusive. */
const TRACE_BYTES = 2 ** 30
const LOG_BYTES = 256 << 10

/** What a program may count on; the user's `env` adds to it and may replace it. */
const BASE_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/tmp',
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
}

/**
 * The agent's plan for one boot.
 * @param artifactPath path of the artifact inside the engine
 * @param tracer command line of strace, see tracerCommand
 * @param surface what is enforced; null for the control run
 */
export function buildAgentPlan(
  options: Options,
  engine: Engine,
  artifactPath: string,
  tracer: readonly string[],
  surface: SurfacePlan | null,
): AgentPlan {
  return {
    protocol: 1,
    argv: [artifactPath, ...options.args],
    env: Object.entries({ ...BASE_ENVIRONMENT, ...options.env }).map(([name, value]) => `${name}=${value}`),
    cwd: '/tmp',
    tracer,
    surface,
    ready: options.ready,
    exercises: options.exercises,
    readyTimeoutMs: options.readyTimeoutMs,
    runTimeoutMs: options.runTimeoutMs,
    stopTimeoutMs: options.stopTimeoutMs,
    observeMs: options.observeMs,
    limits: {
      processes: engine.limitsItself ? 0 : options.pids,
      dataBytes: engine.limitsItself ? 0 : options.memoryBytes,
      traceBytes: TRACE_BYTES,
      logBytes: LOG_BYTES,
    },
  }
}
