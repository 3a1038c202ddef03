import type { SurfaceId } from '../kernel/kernel-profile.js'

/** Why a program that works without enforcement fails under it: found by running it again with single things allowed. */
export interface Attribution {
  /** All that was refused to the program, in the order of the last refusal first. */
  readonly suspects: readonly SurfaceId[]
  /** What it cannot do without; empty when no re-run settled it. */
  readonly culprits: readonly SurfaceId[]
  readonly reruns: number
  /** It failed with every suspect allowed, too: none of them is the cause. */
  readonly cleared: boolean
  /** One sentence when `culprits` is not proven: the bound was reached, or the re-runs disagreed. */
  readonly doubt: string
}
