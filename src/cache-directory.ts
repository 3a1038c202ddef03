import * as os from 'node:os'
import * as path from 'node:path'

/**
 * The gate's own folder for things that can be made again: in the runner's tool cache in Actions (it outlives the job
 * on self-hosted runners only), else in the user's cache folder (XDG Base Directory Specification: an XDG_CACHE_HOME
 * that is not absolute does not count).
 */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const named = env.XDG_CACHE_HOME ?? ''
  const ofUser = path.isAbsolute(named) ? named : path.join(os.homedir(), '.cache')
  return path.join(env.RUNNER_TOOL_CACHE || ofUser, 'legacy-kernel-gate')
}

/** The tool cache that this job's steps share; in a terminal, where there is none, a folder of ours. */
export function toolCacheDirectory(env: NodeJS.ProcessEnv): string {
  return env.RUNNER_TOOL_CACHE || path.join(cacheDirectory(env), 'tools')
}
