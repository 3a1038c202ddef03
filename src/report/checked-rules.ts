import type { RuleId } from '../judge/rule-ids.js'
import type { ReportArtifact } from './report.js'

/** What a rule must have seen before its silence means anything. */
type Need = 'file' | 'go' | 'source' | 'code' | 'boot' | 'exercises' | 'surface'

const NEED: Readonly<Record<RuleId, Need>> = {
  'canary-missed': 'boot',
  'syscall-required': 'surface',
  'io-uring-used': 'boot',
  'multiplexer-not-epoll': 'boot',
  'epoll-not-seen': 'boot',
  'boot-failed': 'boot',
  'not-ready': 'boot',
  'exercise-failed': 'exercises',
  hung: 'boot',
  'stop-failed': 'boot',
  'trace-incomplete': 'boot',
  'flag-unsupported': 'surface',
  'syscall-probed': 'surface',
  'syscall-reachable': 'code',
  'module-needs-kernel': 'go',
  'dynamically-linked': 'file',
  'glibc-too-new': 'file',
  'abi-note-too-new': 'file',
  'go-floor-too-new': 'go',
  'goamd64-too-high': 'go',
  'cgo-enabled': 'go',
  'build-tag-missing': 'go',
  'go-not-allowed': 'go',
  'build-constraint-wrong': 'source',
}

/** Why a rule that found nothing says nothing: one sentence. Null: it was checked, and nothing is wrong. */
export function notChecked(rule: RuleId, artifact: ReportArtifact): string | null {
  const { boot, build, evidence, inspection, reach } = artifact
  const booted = evidence.includes('boot')
  if (!inspection) return 'The file could not be read.'
  switch (NEED[rule]) {
    case 'file':
      return null
    case 'go':
      return inspection.go ? null : 'There is no Go build information in the file.'
    case 'source':
      return build ? null : 'The file was not built here.'
    case 'code':
      return reach ? null : 'The machine code was not read.'
    case 'boot':
      return booted ? null : NOT_SEEN
    case 'exercises':
      if (!booted || !boot) return NOT_SEEN
      return boot.exercises.length > 0 ? null : 'There was no exercise.'
    case 'surface':
      if (!booted) return NOT_SEEN
      return evidence.includes('surface') ? null : "The target's surface was not, or not surely, enforced."
  }
}

const NOT_SEEN = 'The program was not seen running.'
