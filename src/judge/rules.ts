import type { Rule } from './rule.js'
import { abiNoteTooNew } from './rules/abi-note-too-new.js'
import { bootFailed } from './rules/boot-failed.js'
import { buildConstraintWrong } from './rules/build-constraint-wrong.js'
import { buildTagMissing } from './rules/build-tag-missing.js'
import { canaryMissed } from './rules/canary-missed.js'
import { cgoEnabled } from './rules/cgo-enabled.js'
import { dynamicallyLinked } from './rules/dynamically-linked.js'
import { epollNotSeen } from './rules/epoll-not-seen.js'
import { exerciseFailed } from './rules/exercise-failed.js'
import { flagUnsupported } from './rules/flag-unsupported.js'
import { glibcTooNew } from './rules/glibc-too-new.js'
import { goFloorTooNew } from './rules/go-floor-too-new.js'
import { goNotAllowed } from './rules/go-not-allowed.js'
import { goamd64TooHigh } from './rules/goamd64-too-high.js'
import { hung } from './rules/hung.js'
import { ioUringUsed } from './rules/io-uring-used.js'
import { moduleNeedsKernel } from './rules/module-needs-kernel.js'
import { multiplexerNotEpoll } from './rules/multiplexer-not-epoll.js'
import { notReady } from './rules/not-ready.js'
import { stopFailed } from './rules/stop-failed.js'
import { syscallProbed } from './rules/syscall-probed.js'
import { syscallReachable } from './rules/syscall-reachable.js'
import { syscallRequired } from './rules/syscall-required.js'
import { traceIncomplete } from './rules/trace-incomplete.js'

/** Every rule, in the order of RULE_IDS. */
export const RULES: readonly Rule[] = [
  canaryMissed,
  syscallRequired,
  ioUringUsed,
  multiplexerNotEpoll,
  epollNotSeen,
  bootFailed,
  notReady,
  exerciseFailed,
  hung,
  stopFailed,
  traceIncomplete,
  flagUnsupported,
  syscallProbed,
  syscallReachable,
  moduleNeedsKernel,
  dynamicallyLinked,
  glibcTooNew,
  abiNoteTooNew,
  goFloorTooNew,
  goamd64TooHigh,
  cgoEnabled,
  buildTagMissing,
  goNotAllowed,
  buildConstraintWrong,
]
