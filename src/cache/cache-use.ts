import type { CACHE_CHOICES } from '../input-table.js'

/** What a run may do with the cache service. */
export interface CacheUse {
  readonly restores: boolean
  readonly saves: boolean
  /** One sentence for the log when something was asked for that is not done; null when there is nothing to say. */
  readonly reason: string | null
  /** The user asked for a cache by name and there is none. */
  readonly warns: boolean
}

/** Events whose jobs publish, or hold rights of the target branch while they look at a stranger's code. */
const SENSITIVE_EVENTS = ['release', 'pull_request_target']

/**
 * What the input `cache` means in this job. `auto` keeps jobs that publish away from caches altogether: what a less
 * trusted job has put there shall not get into a release, and a job with rights shall not fill a cache from a
 * stranger's code.
 * @param env the process's: GITHUB_EVENT_NAME, GITHUB_REF_TYPE, and where the runner says that the service is
 */
export function decideCacheUse(choice: (typeof CACHE_CHOICES)[number], env: NodeJS.ProcessEnv): CacheUse {
  const off = (reason: string | null, warns = false): CacheUse => ({
    restores: false,
    saves: false,
    reason,
    warns,
  })
  if (choice === 'false') return off(null)
  const sensitive = choice === 'auto' ? sensitivity(env) : null
  if (sensitive !== null) return off(`No cache is used: ${sensitive}.`)
  if (!hasCacheService(env)) {
    return off('No cache is used: the runner offers no cache service.', choice !== 'auto')
  }
  return { restores: true, saves: choice !== 'restore-only', reason: null, warns: false }
}

function sensitivity(env: NodeJS.ProcessEnv): string | null {
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF_TYPE: ref } = env
  if (SENSITIVE_EVENTS.includes(event)) return `the event is ${event}`
  return ref === 'tag' ? 'the job runs for a tag' : null
}

/** As @actions/cache decides it in `isFeatureAvailable`, without loading it. */
function hasCacheService(env: NodeJS.ProcessEnv): boolean {
  const url = env.ACTIONS_CACHE_SERVICE_V2 ? env.ACTIONS_RESULTS_URL : undefined
  return Boolean(env.ACTIONS_RUNTIME_TOKEN && (url || env.ACTIONS_CACHE_URL))
}
