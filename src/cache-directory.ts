import * as os from 'node:os'
import * as path from 'node:path'

/**
 * Where things that can be made again are kept between runs: the runner's tool cache in Actions (it outlives the
 * job on self-hosted runners only), else the user's cache folder.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const base = env.RUNNER_TOOL_CACHE || env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  return path.join(base, 'legacy-kernel-gate')
}
