import type { Rule } from '../rule.js'

export const buildTagMissing: Rule = {
  id: 'build-tag-missing',
  title: 'The file was built without netgo or osusergo',
  check({ inspection, expected }) {
    const settings = inspection.go?.settings
    // Before Go 1.18 the file does not tell its settings.
    if (!settings || settings.CGO_ENABLED === undefined) return []
    const tags = (settings['-tags'] ?? '').split(',')
    const missing = expected.tags.filter((tag) => !tags.includes(tag))
    if (missing.length === 0) return []
    const harmless = settings.CGO_ENABLED === '0' || inspection.static
    return [
      {
        level: harmless ? 'note' : 'warning',
        message: `The file was built without the tag${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
        fix: harmless
          ? 'Nothing is wrong now: no C library is linked in. The tags keep it so when cgo is on.'
          : 'Build with -tags netgo,osusergo, so that names and users are looked up without glibc.',
        evidence: [],
      },
    ]
  },
}
