import { compareVersions } from '../../inspect/glibc.js'
import type { Rule } from '../rule.js'

export const glibcTooNew: Rule = {
  id: 'glibc-too-new',
  title: "The file needs a newer glibc than the target's",
  check({ inspection, expected, profile }) {
    // A kernel as such (linux-3.10) tells nothing of the userland.
    if (expected.glibc === '') return []
    const tooNew = inspection.elf.verneed.flatMap(({ library, versions }) =>
      versions
        .filter((version) => isTooNew(version, expected.glibc))
        .map((version) => `version \`${version}' not found (required by the file, in ${library})`),
    )
    const relr = inspection.elf.relr ? ['DT_RELR relocations: glibc 2.36 or later is needed'] : []
    if (tooNew.length + relr.length === 0) return []
    return [
      {
        level: 'error',
        message: `The file needs glibc ${inspection.minGlibc ?? '2.36'}, ${profile.title} has ${expected.glibc}: it does not start there.`,
        fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
        evidence: [...tooNew, ...relr].slice(0, 10),
      },
    ]
  },
}

function isTooNew(version: string, limit: string): boolean {
  if (version === 'GLIBC_ABI_DT_RELR') return true
  const number = /^GLIBC_(\d+(?:\.\d+)+)$/.exec(version)?.[1]
  return number !== undefined && compareVersions(number, limit) > 0
}
