/** What the cache worker is asked, in a folder that is its current one. */
export type CacheRequest =
  /** Files that match patterns (those of @actions/glob, absolute). */
  | { readonly kind: 'find'; readonly patterns: readonly string[] }
  /** Unpack the entry with this key, else the newest whose key starts with one of the others, into the folder. */
  | { readonly kind: 'restore'; readonly key: string; readonly restoreKeys: readonly string[] }
  /** Pack the folder's content and upload it. */
  | { readonly kind: 'save'; readonly key: string }

/** What it answers; `found` comes before the download that `restored` ends. */
export type CacheAnswer =
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'found'; readonly key: string }
  | { readonly kind: 'restored'; readonly key: string | null }
  /** False: another job is saving the same key, or the service refused; what was printed tells. */
  | { readonly kind: 'saved'; readonly saved: boolean }
  | { readonly kind: 'failed'; readonly message: string }
