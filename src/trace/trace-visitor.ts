import type { Word } from './intern.js'
import type { Outcome } from './result.js'
import type { ProcessExit } from './trace-summary.js'
import type { ArgumentText } from './watch/arguments.js'

/** One syscall, as the visitor sees it. The object is used again for the next one: copy what you keep. */
export interface TracedCall {
  readonly pid: number
  readonly name: Word
  readonly outcome: Outcome
  /** `ENOENT`, or `errno 524` where strace knows no name; null unless the call failed. */
  readonly errno: Word | null
  /** Line (from 1) on which the call began. */
  readonly line: number
  /** Seconds, as the trace was told to write them (-ttt: since 1970), of the line on which the call began. */
  time(): number | null
  /** Text between the parentheses, as far as it is known. */
  args(): string
  /**
   * The same without a copy where that can be; null when the call's beginning was not wanted. The object and its bytes
   * are valid until the next call.
   */
  argumentText(): ArgumentText | null
  /** First word after `=`, for example `3`, `-1`, `0x7f…`, `?`; empty when the call never came back. */
  value(): string
  /** The whole call without pid and time, both its parts joined, cut at `limit` characters. */
  text(limit: number): string
}

export interface TraceVisitor {
  /** A call came back, or will not any more. */
  call(call: TracedCall): void
  /**
   * A call began and is not yet back, because strace switched to another thread. `call` comes later, once.
   * @returns whether the text of this line is wanted then; without it the later texts begin where the call resumed
   */
  begun(call: TracedCall): boolean
  /** Delivered to the process. */
  signal(pid: number, name: string): void
  /** The process stopped (job control); nothing was delivered. */
  stopped(pid: number, name: string): void
  exit(pid: number, exit: ProcessExit): void
  /** The thread `by` called execve; its image goes on under the leader's pid, which is `pid`. */
  superseded(pid: number, by: number): void
  /** A line of no known form, cut at 200 characters. */
  unreadable(text: string): void
}
