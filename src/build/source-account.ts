import type { CompileError } from './compile-errors.js'
import type { GoDemand } from './go-demands.js'
import type { ModuleLine } from './module-lines.js'

/** A Go file that a build constraint decides about. */
export interface ConstrainedFile {
  /** Import path. */
  readonly package: string
  /** Relative to the workspace; absolute when it lies outside of it. */
  readonly file: string
  readonly constraint: string
  /** It belongs to the program that was built. */
  readonly included: boolean
  /** Tags of this build without which it would be the other way round; empty when no tag matters. */
  readonly changedBy: readonly string[]
}

/** What the tags made of the files of the main module's packages that a program is built from. */
export interface FileTable {
  /** First those that a tag decided, then those left out, then the others. Bounded. */
  readonly rows: readonly ConstrainedFile[]
  /** Files with a constraint, also those that `rows` has no room for. */
  readonly constrained: number
  readonly leftOut: number
  readonly changed: number
  /** Go files, those without a constraint too. */
  readonly files: number
}

/** What `go vet -buildtag` says. */
export interface ConstraintCheck {
  readonly wrong: readonly CompileError[]
  /** Why it could not say anything; null when it did. */
  readonly trouble: string | null
}

/** What the source of one program says of its build. */
export interface SourceAccount {
  /** All that were in force. */
  readonly tags: readonly string[]
  readonly files: FileTable
  readonly constraints: ConstraintCheck
  /** Of the main modules that it is built from, and of the workspace. */
  readonly demands: readonly GoDemand[]
  /** What their go.mod files require. */
  readonly modules: readonly ModuleLine[]
}
