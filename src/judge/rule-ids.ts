/** Every rule id, in the order in which findings are shown. Ids never change; a retired one is not used again. */
export const RULE_IDS = [
  'canary-missed',
  'syscall-required',
  'io-uring-used',
  'multiplexer-not-epoll',
  'epoll-not-seen',
  'boot-failed',
  'not-ready',
  'exercise-failed',
  'hung',
  'stop-failed',
  'trace-incomplete',
  'flag-unsupported',
  'syscall-probed',
  'syscall-reachable',
  'module-needs-kernel',
  'dynamically-linked',
  'glibc-too-new',
  'abi-note-too-new',
  'go-floor-too-new',
  'goamd64-too-high',
  'cgo-enabled',
  'build-tag-missing',
  'go-not-allowed',
  'build-constraint-wrong',
] as const

export type RuleId = (typeof RULE_IDS)[number]
