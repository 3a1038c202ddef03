import { NO_REACH } from '../judge/reach-account.js'
import type { ReportArtifact, ReportReach } from './report.js'
import { plural } from './verdict-words.js'

/** What the code can ask of the kernel, in two or three sentences; empty when the file could not be read at all. */
export function reachSentences({ reach, noReach }: ReportArtifact): readonly string[] {
  if (!reach)
    return noReach === null || noReach === 'not-go'
      ? []
      : [`Its machine code was not read: ${NO_REACH[noReach]}.`]
  return [callsSentence(reach), ...unknownSentence(reach), ...(reach.cgo ? [C_SENTENCE] : [])]
}

const C_SENTENCE = 'It has C code (cgo), and what that calls is not among them.'

function callsSentence({ syscalls, functions }: ReportReach): string {
  const lacking = syscalls.filter(({ offered }) => !offered)
  const told = namesOf(lacking, ({ places }) => places.some(({ probe }) => probe === null))
  const fallback = namesOf(lacking, ({ places }) => places.some(({ probe }) => probe === 'fallback'))
  const request = namesOf(lacking, ({ places }) => places.some(({ probe }) => probe === 'on-request'))
  const parts = [
    ...(told.length > 0 ? [`${listed(told)} (see the findings)`] : []),
    ...(fallback.length > 0
      ? [`${plural(fallback.length, 'known probe')} of Go itself with fallback (${listed(fallback)})`]
      : []),
    ...(request.length > 0 ? [`${listed(request)}, which Go calls only when the program asks for it`] : []),
  ]
  const head = `The code of its ${plural(functions, 'Go function')} can make ${plural(syscalls.length, 'different system call')}`
  return parts.length === 0
    ? `${head}, and the target has all of them.`
    : `${head}. The target lacks: ${parts.join('; ')}.`
}

function namesOf(
  syscalls: ReportReach['syscalls'],
  which: (call: ReportReach['syscalls'][number]) => boolean,
): readonly string[] {
  return syscalls.filter(which).map(({ name }) => name)
}

/** They are told, because any of them may be a call that the target lacks. */
function unknownSentence({ unknown }: ReportReach): readonly string[] {
  if (unknown.count === 0) return []
  const names = [...new Set(unknown.places.map((place) => place.function))]
  const calls = unknown.count === 1 ? '1 call has' : `${plural(unknown.count, 'call')} have`
  return [`${calls} a number that is worked out at run time or could not be read, in ${listed(names, 3)}.`]
}

function listed(names: readonly string[], max = 8): string {
  const more = names.length > max ? ` and ${names.length - max} more` : ''
  return `${names.slice(0, max).join(', ')}${more}`
}
