import { code, codes, table, text } from './markdown-text.js'
import type { Report, ReportArtifact } from './report.js'
import { plural } from './verdict-words.js'

export function renderArtifactTable(artifact: ReportArtifact, target: Report['target']): string {
  const { inspection } = artifact
  return table(
    ['The file', ''],
    [
      ['Path', `${code(artifact.path)} (${plural(artifact.size, 'byte')})`],
      ...(artifact.package === null ? [] : [['Built from', code(artifact.package)]]),
      ['Digest', code(artifact.digest)],
      ...(inspection ? inspectionRows(inspection, target) : [['Contents', 'could not be read']]),
    ],
  )
}

function inspectionRows(
  { elf, go, static: isStatic, minGlibc }: NonNullable<ReportArtifact['inspection']>,
  target: Report['target'],
): string[][] {
  const linking = isStatic
    ? 'static: no library of the target is needed'
    : `dynamic: loader ${elf.interpreter === null ? 'none' : code(elf.interpreter)}, needs ${codes(elf.needed) || 'no library'}`
  return [
    ['Go', go ? goCell(go) : 'no Go build information in the file'],
    ['Linked', linking],
    [
      'Lowest glibc',
      minGlibc === null
        ? 'none is needed'
        : `${code(minGlibc)}${target?.glibc ? ` (the target has ${text(target.glibc)})` : ''}`,
    ],
    ...(elf.abiTag ? [['Oldest kernel it accepts', code(elf.abiTag.kernel)]] : []),
  ]
}

function goCell(go: NonNullable<NonNullable<ReportArtifact['inspection']>['go']>): string {
  const settings = ['CGO_ENABLED', '-tags', 'GOARCH', 'GOAMD64']
    .filter((name) => go.settings[name] !== undefined)
    .map((name) => code(`${name}=${go.settings[name]}`))
  return [code(go.version), ...settings].join(' ')
}
