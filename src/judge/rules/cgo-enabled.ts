import type { Rule } from '../rule.js'

export const cgoEnabled: Rule = {
  id: 'cgo-enabled',
  title: 'The file was built with cgo enabled',
  check({ inspection }) {
    if (inspection.go?.settings.CGO_ENABLED !== '1') return []
    return [
      {
        level: inspection.static ? 'note' : 'warning',
        message: `The file was built with CGO_ENABLED=1${inspection.static ? ', yet is static' : ''}.`,
        fix: 'Build with CGO_ENABLED=0 unless C code is needed.',
        evidence: [],
      },
    ]
  },
}
