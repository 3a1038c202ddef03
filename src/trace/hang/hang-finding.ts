import type { HungThread } from './hang-view.js'

/** What one kind of hang says of what it sees. */
export interface HangFinding {
  readonly sentence: string
  readonly hint: string
  /** The thread that showed it: comes first in the evidence. */
  readonly thread?: HungThread
}

export function subject({ tid, pid, comm }: HungThread): string {
  return `${tid === pid ? 'The main thread' : `Thread ${tid}`} of ${comm}`
}

export function since({ forMs }: HungThread): string {
  return forMs === null ? 'for a while' : `for ${(forMs / 1000).toFixed(1)} s`
}

/** The descriptor of its call, behind the call's name. */
export function onDescriptor({ descriptor }: HungThread): string {
  return descriptor === '' ? '' : ` on ${descriptor}`
}
