import * as path from 'node:path'
import type { FileConstraint } from './constraint.js'
import type { ConstrainedFile, FileTable } from './source-account.js'
import type { SourcePackage } from './source-list.js'

const MAX_ROWS = 200

export interface TableRequest {
  /** As listed with the tags of the build. */
  readonly packages: readonly SourcePackage[]
  /** The same packages without any tag, by import path. */
  readonly untagged: ReadonlyMap<string, SourcePackage>
  /** By absolute path; null: it has none. */
  readonly constraints: ReadonlyMap<string, FileConstraint | null>
  readonly tags: readonly string[]
  /** Absolute folder. */
  readonly workspace: string
}

/** Which files the tags include and leave out. */
export function fileTable(request: TableRequest): FileTable {
  const { packages } = request
  const rows = packages.flatMap((listed) => packageRows(listed, request))
  const weight = (row: ConstrainedFile): number => (row.changedBy.length > 0 ? 0 : row.included ? 2 : 1)
  return {
    rows: [...rows].sort((a, b) => weight(a) - weight(b)).slice(0, MAX_ROWS),
    constrained: rows.length,
    leftOut: rows.filter((row) => !row.included).length,
    changed: rows.filter((row) => row.changedBy.length > 0).length,
    files: packages.reduce((sum, { included, ignored }) => sum + included.length + ignored.length, 0),
  }
}

function packageRows(listed: SourcePackage, request: TableRequest): readonly ConstrainedFile[] {
  const { untagged, constraints, tags, workspace } = request
  const without = untagged.get(listed.importPath)
  return [...listed.included, ...listed.ignored].sort().flatMap((name) => {
    const file = path.join(listed.directory, name)
    const constraint = constraints.get(file)
    if (!constraint) return []
    const included = listed.included.includes(name)
    const changed = without !== undefined && without.included.includes(name) !== included
    const relative = path.relative(workspace, file)
    return [
      {
        package: listed.importPath,
        file: relative.startsWith(`..${path.sep}`) ? file : relative,
        constraint: constraint.text,
        included,
        changedBy: changed ? tags.filter((tag) => constraint.tags.includes(tag)) : [],
      },
    ]
  })
}
