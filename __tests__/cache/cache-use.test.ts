import { describe, expect, it } from '@jest/globals'
import { decideCacheUse } from '../../src/cache/cache-use.js'

const SERVICE = {
  ACTIONS_CACHE_SERVICE_V2: 'true',
  ACTIONS_RESULTS_URL: 'https://results.example/',
  ACTIONS_RUNTIME_TOKEN: 'token',
}
const ON = { restores: true, saves: true, reason: null, warns: false }

describe('cache: auto', () => {
  it.each(['push', 'pull_request', 'schedule', 'workflow_dispatch', 'merge_group'])(
    'is on for %s',
    (event) => {
      expect(
        decideCacheUse('auto', { ...SERVICE, GITHUB_EVENT_NAME: event, GITHUB_REF_TYPE: 'branch' }),
      ).toEqual(ON)
    },
  )

  it.each([
    [{ GITHUB_EVENT_NAME: 'release', GITHUB_REF_TYPE: 'tag' }, 'the event is release'],
    [{ GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'tag' }, 'the job runs for a tag'],
    [{ GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF_TYPE: 'tag' }, 'the job runs for a tag'],
    [
      { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF_TYPE: 'branch' },
      'the event is pull_request_target',
    ],
  ])('neither restores nor saves for %j', (job, why) => {
    expect(decideCacheUse('auto', { ...SERVICE, ...job })).toEqual({
      restores: false,
      saves: false,
      reason: `No cache is used: ${why}.`,
      warns: false,
    })
  })
})

describe('a choice by name', () => {
  const release = { ...SERVICE, GITHUB_EVENT_NAME: 'release', GITHUB_REF_TYPE: 'tag' }

  it('holds for every event', () => {
    expect(decideCacheUse('true', release)).toEqual(ON)
    expect(decideCacheUse('restore-only', release)).toEqual({ ...ON, saves: false })
    expect(decideCacheUse('false', SERVICE)).toEqual({
      restores: false,
      saves: false,
      reason: null,
      warns: false,
    })
  })
})

describe('without a cache service', () => {
  it.each([
    {},
    { ACTIONS_RESULTS_URL: 'https://x/', ACTIONS_RUNTIME_TOKEN: 't' },
    { ACTIONS_CACHE_SERVICE_V2: 'true', ACTIONS_RESULTS_URL: 'https://x/' },
  ])('is off, and warns only when it was asked for: %j', (env) => {
    expect(decideCacheUse('auto', env)).toMatchObject({ restores: false, saves: false, warns: false })
    expect(decideCacheUse('true', env)).toMatchObject({ restores: false, saves: false, warns: true })
    expect(decideCacheUse('restore-only', env)).toMatchObject({ restores: false, warns: true })
  })

  it('knows the first protocol too', () => {
    expect(decideCacheUse('auto', { ACTIONS_CACHE_URL: 'https://x/', ACTIONS_RUNTIME_TOKEN: 't' })).toEqual(
      ON,
    )
  })
})
