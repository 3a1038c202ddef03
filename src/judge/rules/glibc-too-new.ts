import { compareVersions, glibcVersion } from '../../inspect/glibc.js'
import type { Facts } from '../facts.js'
import { missingRuntime } from '../gcc-runtime.js'
import { isGlibcMarker, lacksMarkers, lowestGlibc } from '../lowest-glibc.js'
import type { Rule, Statement } from '../rule.js'

export const glibcTooNew: Rule = {
  id: 'glibc-too-new',
  title: "The file needs a newer glibc, libstdc++ or libgcc than the target's",
  check: (facts) => [...glibcStatements(facts), ...runtimeStatements(facts)],
}

function glibcStatements({ inspection, expected, profile }: Facts): readonly Statement[] {
  // A kernel as such (linux-3.10) tells nothing of the userland.
  if (expected.glibc === '') return []
  const tooNew = inspection.elf.verneed.flatMap(({ library, versions }) =>
    versions
      .filter((version) => isTooNew(version, expected.glibc))
      .map((version) => notFound(library, version)),
  )
  const relr =
    inspection.elf.relr && lacksMarkers(expected.glibc)
      ? ['DT_RELR relocations: glibc 2.36 or later is needed']
      : []
  if (tooNew.length + relr.length === 0) return []
  return [
    {
      level: 'error',
      message: `The file needs glibc ${lowestGlibc(inspection)}, ${profile.title} has ${expected.glibc}: it does not start there.`,
      fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
      evidence: [...relr, ...tooNew].slice(0, 10),
    },
  ]
}

function isTooNew(version: string, limit: string): boolean {
  if (isGlibcMarker(version)) return lacksMarkers(limit)
  const number = glibcVersion(version)
  return number !== null && compareVersions(number, limit) > 0
}

function runtimeStatements({ inspection: { elf }, profile }: Facts): readonly Statement[] {
  const runtime = missingRuntime(elf.verneed, profile)
  if (runtime === null) return []
  const libraries = [...new Set(runtime.missing.map(({ library }) => library))].join(' and ')
  const own = elf.runpath.length > 0
  const unless = own ? `, unless one of its own lies in ${elf.runpath.join(':')}` : ''
  return [
    {
      level: own ? 'warning' : 'error',
      message: `The file needs a newer ${libraries} than ${profile.title} has (gcc ${runtime.gcc}): it does not start there${unless}.`,
      fix: 'Link with -static-libstdc++ -static-libgcc (-extldflags in Go), or build with the gcc of the target.',
      evidence: runtime.missing.map(({ library, version }) => notFound(library, version)).slice(0, 10),
    },
  ]
}

function notFound(library: string, version: string): string {
  return `version \`${version}' not found (required by the file, in ${library})`
}
