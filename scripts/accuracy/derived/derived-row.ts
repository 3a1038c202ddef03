/** One newer call or option, and what the two kernels make of it. Not measured: derived from the named source. */
export interface DerivedRow {
  /** Without the `derived-` in front. */
  readonly name: string
  /** Body of `func attempt() error` in Go; what it may use is in program.ts. */
  readonly attempt: string
  readonly works: { readonly el7: boolean; readonly 'linux-3.10': boolean }
  /** Where that can be read: files are of the kernels' own trees (3.10.0-1160.el7, 3.10.4). */
  readonly source: string
  /** Also make a program that does without it when it is refused. */
  readonly fallback?: true
}

export const NEITHER = { el7: false, 'linux-3.10': false } as const
/** Backported: el7 has it, vanilla 3.10 lacks it. */
export const ONLY_EL7 = { el7: true, 'linux-3.10': false } as const
export const BOTH = { el7: true, 'linux-3.10': true } as const
