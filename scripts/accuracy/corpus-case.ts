/** Kernels for which the corpus has a truth. */
export const TARGETS = ['el7', 'linux-3.10'] as const
export type Target = (typeof TARGETS)[number]

/** What is known of one program on one real kernel. */
export interface Truth {
  /** It does its job, its exercises included; null when that kernel's configuration, CPU or file system decides. */
  readonly works: boolean | null
  /** What the program said there, or the source of a truth that was not measured. */
  readonly reason: string
}

/** One small Go program with what is known of it. */
export interface CorpusCase {
  readonly name: string
  readonly family: string
  readonly summary: string
  /** Version of the Go that builds it, `1.22`. */
  readonly go: string
  readonly kind: 'cli' | 'service'
  readonly args: readonly string[]
  /** In the gate's own words; empty for a CLI. */
  readonly ready: string
  /** In the corpus's words; see translate-exercise.ts. */
  readonly exercise: readonly string[]
  /** Arguments of a second start that reaches what `args` do not; null: none. */
  readonly exerciseArgs: readonly string[] | null
  readonly expectExit: number
  /** Null: it ends (or is ready) in no time. */
  readonly timeoutMs: number | null
  /** The whole module, by path relative to its folder. */
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly worksOnHost: boolean | null
  readonly truth: Readonly<Record<Target, Truth>>
}
