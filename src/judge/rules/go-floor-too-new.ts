import { compareKernelVersions, renderKernelVersion } from '../../kernel/kernel-version.js'
import { floorOfGo } from '../go-floor.js'
import type { Rule } from '../rule.js'

export const goFloorTooNew: Rule = {
  id: 'go-floor-too-new',
  title: 'The Go release that built the file does not support the target kernel',
  check({ inspection: { go }, profile }) {
    const floor = go && floorOfGo(go.version)
    if (!go || !floor || compareKernelVersions(profile.base, floor) >= 0) return []
    return [
      {
        level: 'error',
        message: `The file was built with ${go.version}, which asks for Linux ${renderKernelVersion(floor)} or later; ${profile.title} is ${renderKernelVersion(profile.base)}.`,
        fix: 'Build with an older Go: 1.23 is the last for kernel 2.6.32, 1.17 for 2.6.23.',
        evidence: [],
      },
    ]
  },
}
