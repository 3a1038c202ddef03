import type { ArgumentText } from './arguments.js'

/** One option as one syscall asked for it. Equal ones are one object. */
export interface WatchedOption {
  /** Dense, from 0. */
  readonly id: number
  readonly space: string
  readonly option: string
  readonly syscall: string
}

/** A pattern of paths; its place in the list is its id. */
export interface WatchedPath {
  readonly id: number
  readonly pattern: string
}

/** What to look for in the calls of one name. */
export interface CallWatch {
  /**
   * Fills in `options` and `paths`.
   * @returns false when the text is too short to tell: the call is not yet printed wholly
   */
  find(text: ArgumentText): boolean
  /** What the last text asked for, each once. */
  readonly options: readonly WatchedOption[]
  readonly paths: readonly WatchedPath[]
}
